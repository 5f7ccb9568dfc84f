"""What stands in a feed of somebody: what they may read at this moment, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from markupsafe import Markup, escape
from sqlmodel import Session, col

from eventnet.asks.topics import readable
from eventnet.communities.models import Community, Membership, Topic
from eventnet.discussions.markdown import as_html
from eventnet.discussions.models import Post
from eventnet.discussions.search import search
from eventnet.errors import NotFound
from eventnet.feeds.addresses import Wanted
from eventnet.feeds.models import FeedKind
from eventnet.following.queries import in_sight
from eventnet.following.reading import Asked, Written, asks_for, posts_for
from eventnet.groups.access import access, is_in
from eventnet.groups.models import Group
from eventnet.i18n import gettext as _

MOST = 50


@dataclass(frozen=True)
class Entry:
    """Something in a feed; `key` and `created_at` are always the same."""

    key: str
    title: str
    path: str
    """Where it stands, below the address of its source."""
    author: str
    created_at: datetime
    changed_at: datetime
    html: Markup
    topics: Sequence[str] = ()


@dataclass(frozen=True)
class Source:
    """Where a feed comes from: what it is called for good, since when, and below which address."""

    key: str
    since: datetime
    below: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed as its reader has it now."""

    source: Source
    title: str
    path: str
    entries: Sequence[Entry]

    @property
    def updated_at(self) -> datetime:
        """When something in it last changed; of an empty one, since when there is one."""
        return max((one.changed_at for one in self.entries), default=self.source.since)


@dataclass(frozen=True)
class Reads:
    """Who reads a feed, and what it gathers for them."""

    member: Membership
    community: Community
    wanted: Wanted

    @property
    def source(self) -> Source:
        """What the feed is called; two readers' feeds about the same are two."""
        said = f"{self.member.id}/{self.wanted.kind}/{self.wanted.about_id}"
        key = f"feed/{sha256(said.encode()).hexdigest()[:20]}"
        return Source(key, self.member.joined_at, f"/c/{self.community.slug}")


Gathered = tuple[str, str, list[Entry]]
"""What a feed is called, where it stands, and what is in it."""


def gather(session: Session, reads: Reads) -> Feed:
    """Return a feed; it is not there if its reader may not read what it is about."""
    ways: dict[FeedKind, Callable[[Session, Membership, Community, str], Gathered]] = {
        FeedKind.COMMUNITY: _of_community,
        FeedKind.ASKS: _of_asks,
        FeedKind.GROUP: _of_group,
        FeedKind.MEMBER: _of_member,
        FeedKind.TOPIC: _of_topic,
    }
    way = ways[reads.wanted.kind]
    return Feed(reads.source, *way(session, reads.member, reads.community, reads.wanted.about_id))


def no_feed() -> NotFound:
    """Return the one answer about feeds that are not there, not any more, or not for the reader."""
    return NotFound(_("There is no feed at this address."))


def _of_community(
    session: Session, member: Membership, community: Community, _about: str
) -> Gathered:
    posts = posts_for(session, member, limit=MOST)
    return community.name, "", _latest(posts, asks_for(session, member))


def _of_asks(session: Session, member: Membership, community: Community, _about: str) -> Gathered:
    title = _("Asks in %(community)s", community=community.name)
    return title, "/asks", _latest([], asks_for(session, member))


def _of_group(session: Session, member: Membership, community: Community, about: str) -> Gathered:
    found = access(session, member, about)
    if found is None or not found.reads:
        raise no_feed()
    posts = posts_for(session, member, col(Group.id) == about, limit=MOST)
    title = f"{found.group.name} · {community.name}"
    return title, f"/groups/{about}", _latest(posts, [])


def _of_member(session: Session, member: Membership, community: Community, about: str) -> Gathered:
    person = in_sight(session, member, [about]).get(about)
    if person is None:
        raise no_feed()
    # What they wrote in a group that they have left is nobody's any more.
    theirs = (col(Post.by_id) == about, is_in(col(Group.id), about))
    posts = posts_for(session, member, *theirs, limit=MOST)
    asks = [
        one
        for one in asks_for(session, member)
        if one.line.asker and one.line.asker.membership_id == about
    ]
    title = f"{person.name} · {community.name}"
    return title, f"/people/{about}", _latest(posts, asks)


def _of_topic(session: Session, member: Membership, community: Community, about: str) -> Gathered:
    topic = session.get(Topic, about)
    labels = readable(session, member, [topic.key]) if topic else {}
    if topic is None or topic.community_id != community.id or not labels:
        raise no_feed()
    (label,) = labels.values()
    posts = posts_for(
        session, member, col(Post.id).in_(_holding(session, member, label)), limit=MOST
    )
    asks = [one for one in asks_for(session, member) if label in one.line.topics]
    return f"{label} · {community.name}", "", _latest(posts, asks)


def _holding(session: Session, member: Membership, label: str) -> list[int]:
    """Return the latest posts that hold a word."""
    found: list[int] = []
    before: int | None = None
    while len(found) < MOST:
        results = search(session, member, label, before=before)
        found += [one.post.key for one in results.found]
        before = results.before
        if before is None:
            break
    return found


def _latest(posts: Sequence[Written], asks: Sequence[Asked]) -> list[Entry]:
    entries = [*map(_post, posts), *map(_ask, asks)]
    return sorted(entries, key=lambda one: (one.created_at, one.key), reverse=True)[:MOST]


def _post(one: Written) -> Entry:
    there = f"/groups/{one.group.id}/threads/{one.thread.id}"
    return Entry(
        key=f"post/{one.thread.id}/{one.post.number}",
        title=one.title,
        path=f"{there}?post={one.post.number}#post-{one.post.number}",
        author=one.by.name,
        created_at=one.post.posted_at,
        changed_at=one.post.edited_at or one.post.posted_at,
        html=as_html(one.post.words),
        topics=[one.group.name],
    )


def _ask(one: Asked) -> Entry:
    line = one.line
    said = Markup("").join(
        Markup("<p>{}</p>").format(escape(part)) for part in line.ask.words.split("\n") if part
    )
    return Entry(
        key=f"ask/{line.ask.id}",
        title=line.ask.title,
        path=f"/asks/{line.ask.id}",
        author=line.asker.name if line.asker else _("Somebody of the community"),
        created_at=one.at,
        changed_at=one.at,
        html=said,
        topics=line.topics,
    )
