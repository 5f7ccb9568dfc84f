"""What organizers read of outcomes: numbers, and of worth only over enough people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations, groupby

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from eventnet.events.models import Slot
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.outcomes.counted import (
    counted_happened,
    counted_until,
    counted_worth,
    counts,
)
from eventnet.outcomes.held import is_held
from eventnet.outcomes.models import Happened, Outcome, Worth

ENOUGH_PEOPLE = 10
ENOUGH_ANSWERS = 30
GRADE = {Worth.LITTLE: 0, Worth.SOME: 1, Worth.MUCH: 2}

Row = tuple[str, Worth, float]
"""Who found a meeting how worthwhile, and how much was expected of it."""


@dataclass(frozen=True)
class Tally:
    """What came of the meetings of an event so far."""

    over: int = 0
    """Meetings that stood, and whose time has passed."""
    answered: int | None = None
    """Those of them of which at least one of the two has said how they went; None while too few
    people have said it for anything to count."""
    held: int | None = None
    worthwhile: int | None = None
    """Of ten meetings so many were well worth it; None while too few people have said."""
    predicted: int | None = None
    """Of a hundred pairs of one person's meetings so many were put in the right order."""


def tally(session: Session, event_id: str, now: datetime) -> Tally:
    """Count, in four statements."""
    over = _over(session, event_id, now)
    if not over:
        return Tally()
    until = counted_until(session, event_id, now)
    if until is None:
        return Tally(over=over)
    known = counts(event_id, until)
    answers = _answers(session, known)
    rows = _worth(session, known)
    return Tally(
        over=over,
        answered=sum(count for *_two, count in answers),
        held=sum(count for one, other, count in answers if is_held(one, other)),
        worthwhile=worthwhile(rows),
        predicted=predicted(rows),
    )


def _over(session: Session, event_id: str, now: datetime) -> int:
    query = (
        select(Slot.starts_at, Slot.minutes, func.count())
        .join(Meeting, col(Meeting.slot_id) == Slot.id)
        .where(
            Meeting.event_id == event_id,
            Meeting.state == MeetingState.CONFIRMED,
            Slot.starts_at <= now,
        )
        .group_by(col(Slot.id), col(Slot.starts_at), col(Slot.minutes))
    )
    return sum(
        count
        for starts, minutes, count in session.exec(query)
        if starts + timedelta(minutes=minutes) <= now
    )


def _answers(
    session: Session, known: ColumnElement[bool]
) -> list[tuple[Happened | None, Happened | None, int]]:
    """Return which two answers there are to how many meetings; None where one has not answered."""
    each = (
        select(
            func.min(counted_happened()).label("one"),
            func.max(counted_happened()).label("other"),
            func.count().label("answers"),
        )
        .join(Meeting, col(Meeting.id) == Outcome.meeting_id)
        .where(known, Meeting.state == MeetingState.CONFIRMED)
        .group_by(col(Outcome.meeting_id))
        .subquery()
    )
    query = select(each.c.one, each.c.other, each.c.answers, func.count()).group_by(
        each.c.one, each.c.other, each.c.answers
    )
    return [
        (Happened(one), Happened(other) if answers > 1 else None, count)
        for one, other, answers, count in session.execute(query)
    ]


def _worth(session: Session, known: ColumnElement[bool]) -> list[Row]:
    query = (
        select(Outcome.attendance_id, counted_worth(), Meeting.affinity)
        .join(Meeting, col(Meeting.id) == Outcome.meeting_id)
        .where(known, counted_worth().is_not(None))
        .order_by(col(Outcome.attendance_id))
    )
    return [(who, Worth(worth), affinity) for who, worth, affinity in session.exec(query) if worth]


def worthwhile(rows: Sequence[Row]) -> int | None:
    """Return of ten meetings how many were well worth it, so coarse that no one answer shows."""
    if len({who for who, *_rest in rows}) < ENOUGH_PEOPLE:
        return None
    return round(10 * sum(worth is Worth.MUCH for _who, worth, _affinity in rows) / len(rows))


def predicted(rows: Sequence[Row]) -> int | None:
    """Return how often, of a hundred, the one was found better of which more was expected.

    Two meetings of one person are compared, if they found one of them better; what was expected of
    both alike counts half, so that 50 is chance. A meeting of which nothing was expected, because
    the two made it themselves, is left out.
    """
    counted = [row for row in rows if row[2] > 0]
    if len(counted) < ENOUGH_ANSWERS or len({who for who, *_rest in counted}) < ENOUGH_PEOPLE:
        return None
    right = pairs = 0.0
    for _who, theirs in groupby(counted, key=lambda row: row[0]):
        for (_a, worth, expected), (_b, other_worth, other_expected) in combinations(theirs, 2):
            found = GRADE[worth] - GRADE[other_worth]
            if found:
                pairs += 1
                ahead = (expected - other_expected) * found
                right += 1.0 if ahead > 0 else 0.5 if ahead == 0 else 0.0
    return round(100 * right / pairs) if pairs else None
