"""How a community is doing, in figures that tell of nobody.

Below a handful nothing is told, and groups that hide themselves are counted nowhere.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session, col, func, select

from eventnet.accounts.models import Account
from eventnet.asks.figures import Figures, figures
from eventnet.communities.models import Membership
from eventnet.discussions.models import Post, Thread
from eventnet.groups.models import Door, Group
from eventnet.rounds.figures import lines
from eventnet.rounds.models import RoundState

HANDFUL = 5
"""Below it a count is not told."""
MONTH, QUARTER, YEAR = timedelta(days=30), timedelta(days=90), timedelta(days=365)
WEEKS = 12


@dataclass(frozen=True)
class Week:
    """The posts of a week; None: fewer than a handful."""

    begins: date
    posts: int | None


@dataclass(frozen=True)
class Rounds:
    """The rounds of a year. Of talks, how many were told of, and how many of these took place."""

    held: int
    talks: int | None
    told: int | None
    took_place: int | None


@dataclass(frozen=True)
class Health:
    """Figures of a community; None: fewer than a handful."""

    members: int
    active_month: int | None
    active_quarter: int | None
    joined: int | None
    asks: Figures
    rounds: Rounds
    groups: int
    groups_alive: int
    weeks: list[Week]


def health(session: Session, community_id: str, now: datetime) -> Health:
    """Return how a community is doing: as many statements for ten thousand people as for ten."""
    today = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    return Health(
        members=_count(session, community_id),
        active_month=told(_seen(session, community_id, today, MONTH)),
        active_quarter=told(_seen(session, community_id, today, QUARTER)),
        joined=told(_joined(session, community_id, today)),
        asks=figures(session, community_id, now),
        rounds=_rounds(session, community_id, now),
        groups=_groups(session, community_id),
        groups_alive=_groups_alive(session, community_id, today),
        weeks=_weeks(session, community_id, today),
    )


def told(count: int) -> int | None:
    """Return a count of people, or of what they did, if it is large enough to tell of nobody."""
    return count if count >= HANDFUL else None


def _count(session: Session, community_id: str, *conditions: object) -> int:
    query = (
        select(func.count())
        .select_from(Membership)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            Membership.community_id == community_id,
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
            *conditions,  # type: ignore[arg-type]
        )
    )
    return session.exec(query).one()


def _seen(session: Session, community_id: str, today: datetime, within: timedelta) -> int:
    """Count who opened a page since so long."""
    return _count(session, community_id, col(Account.seen_at) >= today - within)


def _joined(session: Session, community_id: str, today: datetime) -> int:
    since = col(Membership.joined_at) >= today - QUARTER
    return _count(session, community_id, since, col(Membership.joined_at) < today)


def _rounds(session: Session, community_id: str, now: datetime) -> Rounds:
    year = [
        one
        for one in lines(session, community_id, now)
        if one.held.begun_at > now - YEAR and one.held.state is RoundState.DONE
    ]
    counted = [one for one in year if one.told is not None]
    return Rounds(
        held=len(year),
        talks=told(sum(one.held.talks for one in year)),
        told=sum(one.told or 0 for one in counted) if counted else None,
        took_place=sum(one.took_place or 0 for one in counted) if counted else None,
    )


def _groups(session: Session, community_id: str) -> int:
    query = select(func.count()).where(
        Group.community_id == community_id,
        Group.door != Door.HIDDEN,
        col(Group.closed_at).is_(None),
    )
    return session.exec(query).one()


def _groups_alive(session: Session, community_id: str, today: datetime) -> int:
    query = (
        select(func.count(func.distinct(Group.id)))
        .join(Thread, col(Thread.group_id) == Group.id)
        .join(Post, col(Post.thread_id) == Thread.id)
        .where(
            Group.community_id == community_id,
            Group.door != Door.HIDDEN,
            col(Group.closed_at).is_(None),
            col(Post.posted_at) >= today - MONTH,
            col(Post.posted_at) < today,
            col(Post.removed_at).is_(None),
        )
    )
    return session.exec(query).one()


def _weeks(session: Session, community_id: str, today: datetime) -> list[Week]:
    """Return the last weeks that are over, the oldest first."""
    monday = today - timedelta(days=today.weekday())
    first = monday - WEEKS * timedelta(days=7)
    query = (
        select(Post.posted_at)
        .join(Thread, col(Thread.id) == Post.thread_id)
        .join(Group, col(Group.id) == Thread.group_id)
        .where(
            Group.community_id == community_id,
            Group.door != Door.HIDDEN,
            col(Post.posted_at) >= first,
            col(Post.posted_at) < monday,
            col(Post.removed_at).is_(None),
        )
    )
    posts = Counter((at - first).days // 7 for at in session.exec(query))
    return [
        Week((first + number * timedelta(days=7)).date(), told(posts[number]))
        for number in range(WEEKS)
    ]
