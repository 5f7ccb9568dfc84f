"""What an earlier event left open, in figures that tell of nobody.

Fewer than five people are never told of, and what people said to themselves is told in steps.
"""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.networks.few import LEAST, about
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.round_tables.models import RoundSeat, RoundTable, SeatState
from eventnet.wishes.models import Wish, WishKind

WORDS = 10
TABLES = 20


@dataclass(frozen=True)
class Wanting:
    """A word that many of the earlier event look for, and few offer."""

    label: str
    seek: int
    offer: int
    """0 for fewer than five, which is not told."""


@dataclass(frozen=True)
class Table:
    """A round table of the earlier event, and how many sat at it, beside its host."""

    title: str
    seats: int
    taken: int


@dataclass(frozen=True)
class LeftOpen:
    """What an earlier event left open."""

    pairs: int
    """Pairs who both wanted to meet and did not, and who both come this time; in steps of five."""
    words: list[Wanting]
    tables: list[Table]


def left_open(session: Session, source_id: str, event_id: str) -> LeftOpen:
    """Return it; the last of three statements is for the round tables."""
    return LeftOpen(
        about(_pairs(session, source_id, event_id)),
        _words(session, source_id),
        _tables(session, source_id),
    )


def _pairs(session: Session, source_id: str, event_id: str) -> int:
    back, one, other = aliased(Wish), aliased(Attendance), aliased(Attendance)
    mine, theirs = aliased(MeetingSide), aliased(MeetingSide)
    met = (
        select(col(mine.meeting_id))
        .join(theirs, col(theirs.meeting_id) == col(mine.meeting_id))
        .join(Meeting, col(Meeting.id) == col(mine.meeting_id))
        .where(
            col(mine.attendance_id) == col(Wish.from_id),
            col(theirs.attendance_id) == col(Wish.to_id),
            col(Meeting.state) == MeetingState.CONFIRMED,
        )
        .exists()
    )
    query = (
        select(func.count())
        .select_from(Wish)
        .join(back, (col(back.from_id) == col(Wish.to_id)) & (col(back.to_id) == col(Wish.from_id)))
        .join(one, col(one.id) == col(Wish.from_id))
        .join(other, col(other.id) == col(Wish.to_id))
        .where(
            col(Wish.event_id) == source_id,
            col(Wish.kind) == WishKind.WANT,
            col(back.kind) == WishKind.WANT,
            col(Wish.from_id) < col(Wish.to_id),
            col(one.membership_id).in_(_coming(event_id)),
            col(other.membership_id).in_(_coming(event_id)),
            ~met,
        )
    )
    return int(session.execute(query).scalar_one())


def _coming(event_id: str) -> Select[str]:
    return select(col(Attendance.membership_id)).where(
        col(Attendance.event_id) == event_id, col(Attendance.left_at).is_(None)
    )


def _words(session: Session, source_id: str) -> list[Wanting]:
    kind = col(ProfileTopic.kind)
    seek = func.count().filter(kind == TopicKind.SEEK)
    offer = func.count().filter(kind == TopicKind.OFFER)
    rows = session.execute(
        select(col(Topic.label), seek, offer)
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == col(Attendance.membership_id))
        .join(Account, col(Account.id) == col(Membership.account_id))
        .join(Profile, col(Profile.membership_id) == col(Membership.id))
        .join(ProfileTopic, col(ProfileTopic.profile_id) == col(Profile.id))
        .join(Topic, col(Topic.id) == col(ProfileTopic.topic_id))
        .where(
            col(Attendance.event_id) == source_id,
            col(Attendance.left_at).is_(None),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
        .group_by(col(Topic.id), col(Topic.label))
        .having(seek >= LEAST, seek > offer)
        .order_by((seek - offer).desc(), col(Topic.label))
        .limit(WORDS)
    )
    return [Wanting(label, sought, given if given >= LEAST else 0) for label, sought, given in rows]


def _tables(session: Session, source_id: str) -> list[Table]:
    taken = func.count(col(RoundSeat.attendance_id)).filter(
        col(RoundSeat.state) == SeatState.SEATED
    )
    rows = session.execute(
        select(col(RoundTable.title), col(RoundTable.seats), taken)
        .outerjoin(RoundSeat, col(RoundSeat.table_id) == col(RoundTable.id))
        .where(col(RoundTable.event_id) == source_id, col(RoundTable.live))
        .group_by(col(RoundTable.id), col(RoundTable.title), col(RoundTable.seats))
        .order_by(taken.desc(), col(RoundTable.title), col(RoundTable.id))
        .limit(TABLES)
    )
    return [Table(title, seats, sat) for title, seats, sat in rows]
