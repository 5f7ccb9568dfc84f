"""What is written and asked in a community, as one member may read it at this moment.

Digests and feeds ask here, and nowhere else: what is not the reader's to read, or of whom they want
to hear nothing, is in neither.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from eventnet.asks.models import Ask, AskTurn
from eventnet.asks.queries import Line, lines_of
from eventnet.asks.reading import open_asks, put_to, waits
from eventnet.communities.models import Membership
from eventnet.discussions.models import Following, Post, Reading, Thread
from eventnet.groups.access import readable
from eventnet.groups.models import Group
from eventnet.groups.people import names_in_groups, somebody_who_left
from eventnet.i18n import gettext as _
from eventnet.people.queries import PersonView
from eventnet.people.silence import unheard_members


@dataclass(frozen=True)
class Written:
    """A post, where it stands, and who wrote it as the reader sees them."""

    post: Post
    thread: Thread
    group: Group
    by: PersonView

    @property
    def title(self) -> str:
        """The title of its discussion; it is gone with whoever began it."""
        return self.thread.title or _("Removed")


@dataclass(frozen=True)
class Asked:
    """An ask that the reader could answer, and since when it is theirs to read."""

    line: Line
    at: datetime


def posts_for(session: Session, member: Membership, *conditions: Any, limit: int) -> list[Written]:
    """Return posts that a member may read, the newest first; of discussions that they mute, none.

    Conditions may name `Post`, `Thread`, `Group`, and `Reading`: the reader's own, or nothing.
    """
    said = _readable(member, *conditions)
    writers = session.exec(_joined(select(Post.by_id), member).where(*said).distinct()).all()
    silent = unheard_members(session, member.id, {one for one in writers if one})
    if silent:
        said = (*said, or_(col(Post.by_id).is_(None), col(Post.by_id).not_in(silent)))
    query = _joined(select(Post, Thread, Group), member).where(*said)
    latest = query.order_by(col(Post.posted_at).desc(), col(Post.id).desc()).limit(limit)
    rows = session.exec(latest).all()
    wrote = [(group.id, post.by_id) for post, _thread, group in rows if post.by_id]
    names = names_in_groups(session, member, wrote)
    return [
        Written(post, thread, group, names.get((group.id, post.by_id)) or somebody_who_left())
        for post, thread, group in rows
    ]


def _joined(query: Any, member: Membership) -> Any:
    mine = and_(col(Reading.thread_id) == Thread.id, col(Reading.member_id) == member.id)
    query = query.select_from(Post).join(Thread, col(Thread.id) == Post.thread_id)
    return query.join(Group, col(Group.id) == Thread.group_id).outerjoin(Reading, mine)


def _readable(member: Membership, *conditions: Any) -> tuple[Any, ...]:
    return (
        readable(member),
        col(Post.removed_at).is_(None),
        col(Post.hidden_at).is_(None),
        or_(col(Reading.following).is_(None), col(Reading.following) != Following.MUTED),
        *conditions,
    )


def asks_for(session: Session, member: Membership) -> list[Asked]:
    """Return the asks that a member could answer, the latest first: put to them, or to all."""
    since: dict[str, tuple[Ask, datetime]] = {}
    for ask in open_asks(session, member):
        if ask.by_id != member.id:
            since[ask.id] = (ask, ask.escalated_at or ask.created_at)
    for ask, turn in put_to(session, member.id, waits()):
        since[ask.id] = (ask, turn.asked_at or turn.changed_at)
    done = _done(session, member, since)
    kept = {key: two for key, two in since.items() if key not in done}
    lines = lines_of(session, member, [ask for ask, _at in kept.values()])
    found = [Asked(line, kept[line.ask.id][1]) for line in lines]
    return sorted(found, key=lambda one: (one.at, one.line.ask.id), reverse=True)


def _done(session: Session, member: Membership, ids: Collection[str]) -> set[str]:
    """Return those of these asks that a member has answered or passed on already."""
    query = select(AskTurn.ask_id).join(Ask, col(Ask.id) == AskTurn.ask_id)
    mine = query.where(AskTurn.member_id == member.id, col(AskTurn.ask_id).in_(ids), ~waits())
    return set(session.exec(mine.where(col(AskTurn.asked_at).is_not(None))))
