"""Somebody who looks at an event's people, and how they stand to each of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.events.models import Attendance
from eventnet.meetings.models import MeetingSide
from eventnet.people.visibility import Relation

# Making an alias takes longer than most statements: these are made once.
MINE, THEIRS = aliased(Attendance), aliased(Attendance)
MY_SIDE, THEIR_SIDE = aliased(MeetingSide), aliased(MeetingSide)


@dataclass(frozen=True)
class Viewer:
    """Who looks: an attendee of the event, or somebody from farther away."""

    event_id: str
    attendance_id: str | None
    membership_id: str | None
    met: frozenset[str]
    """The memberships of those with whom they have a live meeting, at any event."""
    otherwise: Relation
    """How they stand to everyone else at the event."""

    def own(self) -> list[str]:
        """Return the viewer's own attendance, if they have one."""
        return [self.attendance_id] if self.attendance_id else []

    def relation_to(self, membership_id: str) -> Relation:
        """Return how the viewer stands to an attendee of the event."""
        if membership_id == self.membership_id:
            return Relation.SELF
        return Relation.MET if membership_id in self.met else self.otherwise


def viewer_of(
    session: Session, event_id: str, attendance_id: str | None, *, member: bool = False
) -> Viewer:
    """Return the viewer with this attendance at the event.

    Without one they are a stranger, or, if `member`, somebody from the event's community.
    """
    outside = anybody(event_id, Relation.MEMBER if member else Relation.STRANGER)
    if attendance_id is None:
        return outside
    mine = session.get(Attendance, attendance_id)
    if mine is None or mine.event_id != event_id or mine.left_at is not None:
        return outside
    return _attending(session, [mine])[mine.id]


def anybody(event_id: str, relation: Relation) -> Viewer:
    """Return nobody in particular who stands so to everyone at the event."""
    return Viewer(event_id, None, None, frozenset(), relation)


def viewers_of(
    session: Session, event_id: str, attendance_ids: Collection[str]
) -> dict[str, Viewer]:
    """Return the viewers with these attendances, by attendance; who does not attend is none."""
    query = select(Attendance).where(
        Attendance.event_id == event_id,
        col(Attendance.id).in_(attendance_ids),
        col(Attendance.left_at).is_(None),
    )
    return _attending(session, session.exec(query).all())


def _attending(session: Session, attendances: Collection[Attendance]) -> dict[str, Viewer]:
    met = met_by(session, [one.membership_id for one in attendances])
    return {
        one.id: Viewer(
            one.event_id,
            one.id,
            one.membership_id,
            frozenset(met[one.membership_id]),
            Relation.FELLOW,
        )
        for one in attendances
    }


def met_by(session: Session, membership_ids: Collection[str]) -> dict[str, set[str]]:
    """Return the memberships of those with whom each of these members has a live meeting."""
    found: dict[str, set[str]] = defaultdict(set)
    for member, other in session.exec(
        select(MINE.membership_id, THEIRS.membership_id)
        .join(MY_SIDE, col(MY_SIDE.attendance_id) == MINE.id)
        .join(THEIR_SIDE, col(THEIR_SIDE.meeting_id) == MY_SIDE.meeting_id)
        .join(THEIRS, col(THEIRS.id) == THEIR_SIDE.attendance_id)
        .where(
            col(MINE.membership_id).in_(membership_ids),
            col(MY_SIDE.live),
            col(THEIR_SIDE.live),
            THEIRS.membership_id != MINE.membership_id,
        )
    ):
        found[member].add(other)
    return found
