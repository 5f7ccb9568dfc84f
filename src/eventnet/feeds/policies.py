"""Who may read a feed: anybody that of events; another, whoever knows its address.

They read that with the eyes of whose it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.communities.queries import community_by_slug
from eventnet.events.models import Event
from eventnet.feeds.addresses import read_token
from eventnet.feeds.gathering import Reads, no_feed
from eventnet.feeds.public import public_events
from eventnet.routing import Visit


@dataclass(frozen=True)
class FeedVisit(Visit):
    """A program that knows the address of somebody's feed; it is signed in nowhere."""

    owner: Account
    reads: Reads


@dataclass(frozen=True)
class PublicFeedVisit(Visit):
    """Anybody, at the feed of a community that has events with a page for all."""

    community: Community
    events: Sequence[Event]


def anybodys_feed(visit: Visit) -> PublicFeedVisit:
    """Let in everybody where there are such events; else nobody learns that it is a community."""
    community = community_by_slug(visit.session, visit.param("community"))
    if community is None:
        raise no_feed()
    events = public_events(visit.session, community.id, clock.now())
    if not events:
        raise no_feed()
    return PublicFeedVisit(**visit.known(), community=community, events=events)


def feed_reader(visit: Visit) -> FeedVisit:
    """Let in whoever knows an address that was not renewed, of a member who is here."""
    found = read_token(visit.session, visit.settings.key, visit.param("token"))
    if found is None:
        raise no_feed()
    member_id, wanted = found
    membership = visit.session.get(Membership, member_id)
    if membership is None or membership.left_at is not None:
        raise no_feed()
    owner = visit.session.get_one(Account, membership.account_id)
    if owner.deactivated_at is not None:
        raise no_feed()
    community = visit.session.get_one(Community, membership.community_id)
    return FeedVisit(**visit.known(), owner=owner, reads=Reads(membership, community, wanted))
