"""The feeds that a member may have, with their addresses."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet.asks.topics import labels_of
from eventnet.communities.models import Community, Membership
from eventnet.feeds.addresses import Wanted, tokens_of
from eventnet.feeds.models import FeedKind
from eventnet.groups.queries import readable_groups
from eventnet.i18n import gettext as _
from eventnet.people.models import Profile, ProfileTopic
from eventnet.people.queries import PersonView


@dataclass(frozen=True)
class FeedLine:
    """A feed in the list: what it is called, and what its address holds."""

    wanted: Wanted
    name: str
    token: str


def feeds_of(
    session: Session,
    key: str,
    member: Membership,
    community: Community,
    people: list[PersonView],
) -> list[FeedLine]:
    """Return a member's feeds: of all, of asks, of groups, of people followed, of their topics."""
    named = [
        (Wanted(FeedKind.COMMUNITY), _("All that is new in %(name)s", name=community.name)),
        (Wanted(FeedKind.ASKS), _("Asks that you could answer")),
        *((Wanted(FeedKind.GROUP, gid), name) for gid, name in readable_groups(session, member)),
        *((Wanted(FeedKind.MEMBER, one.membership_id), one.name) for one in people),
        *((Wanted(FeedKind.TOPIC, tid), label) for tid, label in own_topics(session, member)),
    ]
    tokens = tokens_of(session, key, member.id, [wanted for wanted, _name in named])
    return [
        FeedLine(wanted, name, token) for (wanted, name), token in zip(named, tokens, strict=True)
    ]


def own_topics(session: Session, member: Membership) -> list[tuple[str, str]]:
    """Return the words in a member's own profile: ids and labels, by the alphabet."""
    query = (
        select(ProfileTopic.topic_id)
        .join(Profile, col(Profile.id) == ProfileTopic.profile_id)
        .where(Profile.membership_id == member.id)
        .distinct()
    )
    return list(labels_of(session, set(session.exec(query))).items())
