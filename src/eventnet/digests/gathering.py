"""What is new for a member: what they may read at this moment, and have not read."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, func, or_, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.discussions.models import Mention, Post, Reading
from eventnet.following.queries import followed
from eventnet.following.reading import Asked, Written, asks_for, posts_for
from eventnet.groups.access import is_in
from eventnet.groups.models import Group, GroupMember, State
from eventnet.introductions.showing import WaitingLine, waiting_lines

MOST_POSTS = 200
MOST_LINES = 8
"""So many of a kind are told; how many more there are is said."""


@dataclass(frozen=True)
class Talk:
    """New posts of one discussion, the oldest first."""

    posts: Sequence[Written]
    for_me: bool
    followed: bool
    """Whether it is here only because of somebody whom the reader follows."""

    @property
    def first(self) -> Written:
        """The first post that the reader has not read."""
        return self.posts[0]

    @property
    def names(self) -> list[str]:
        """Who wrote, each once."""
        return list(dict.fromkeys(one.by.name for one in self.posts))


@dataclass(frozen=True)
class News:
    """What a digest tells."""

    talks: Sequence[Talk]
    asks: Sequence[Asked]
    introductions: Sequence[WaitingLine]

    def __len__(self) -> int:
        """Return how many things there are."""
        return len(self.talks) + len(self.asks) + len(self.introductions)

    @property
    def only_talk(self) -> Talk | None:
        """The one discussion that it is about, if there is nothing else."""
        return self.talks[0] if len(self) == len(self.talks) == 1 else None


def gather(session: Session, member: Membership, since: datetime) -> News:
    """Return what is new for a member since a moment."""
    now = clock.now()
    return News(
        talks=_talks(session, member, since),
        asks=[one for one in asks_for(session, member) if one.at > since],
        introductions=[
            one for one in waiting_lines(session, member, now) if one.waiting.step.asked_at > since
        ],
    )


def _talks(session: Session, member: Membership, since: datetime) -> list[Talk]:
    people = {one.membership_id for one in followed(session, member)}
    posts = posts_for(
        session,
        member,
        col(Post.posted_at) > since,
        or_(col(Post.by_id).is_(None), col(Post.by_id) != member.id),
        col(Post.number) > func.coalesce(col(Reading.read), 0),
        or_(is_in(col(Group.id), member.id), _by_one_of(people)),
        limit=MOST_POSTS,
    )
    meant = _meant_for(session, member.id, [one.post.key for one in posts])
    mine = _mine(session, member.id)
    threads: dict[str, list[Written]] = defaultdict(list)
    for one in reversed(posts):
        threads[one.thread.id].append(one)
    talks = [
        Talk(
            those,
            for_me=any(one.post.key in meant for one in those),
            followed=those[0].group.id not in mine,
        )
        for those in threads.values()
    ]
    return sorted(talks, key=lambda one: (one.for_me, one.posts[-1].post.key), reverse=True)


def _by_one_of(people: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that one of these wrote a post, and is in its group by name still."""
    there = select(GroupMember.member_id).where(
        GroupMember.group_id == Group.id,
        GroupMember.member_id == Post.by_id,
        GroupMember.state == State.IN,
    )
    return and_(col(Post.by_id).in_(people), there.exists())


def _meant_for(session: Session, member_id: str, post_ids: Collection[int]) -> set[int]:
    query = select(Mention.post_id).where(
        Mention.member_id == member_id, col(Mention.heard), col(Mention.post_id).in_(post_ids)
    )
    return set(session.exec(query))


def _mine(session: Session, member_id: str) -> set[str]:
    query = select(GroupMember.group_id).where(
        GroupMember.member_id == member_id, GroupMember.state == State.IN
    )
    return set(session.exec(query))
