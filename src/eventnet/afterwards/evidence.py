"""How one knows that a meeting was held: by what its two said, else by the signs of the day."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, func, type_coerce
from sqlmodel import Session, col, select

from eventnet.day.models import MeetingSign
from eventnet.events.models import Slot
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.outcomes.counted import counted_happened, counts
from eventnet.outcomes.held import is_held
from eventnet.outcomes.models import Happened, Outcome


class Evidence(StrEnum):
    """What is known of a meeting that stood."""

    BOTH = "both"
    """Both of its two say that it took place."""
    ONE = "one"
    """One says so, the other nothing."""
    SIGNS = "signs"
    """Neither has said; at its time one of them said that they were at the table."""
    DIFFER = "differ"
    """One says so, and the other says that it did not."""
    MISSED = "missed"
    """Somebody says that one of the two did not come, and nobody that it took place."""
    SILENT = "silent"
    """Nothing is known."""


HELD = frozenset({Evidence.BOTH, Evidence.ONE, Evidence.SIGNS})


class Basis(NamedTuple):
    """What the figures rest on: the slots that are over, and answers up to a moment."""

    event_id: str
    over: list[str]
    until: datetime | None
    """None where too few people have said anything."""


def slots_over(session: Session, event_id: str, now: datetime) -> list[str]:
    """Return the slots whose time has passed."""
    query = select(Slot.id, Slot.starts_at, Slot.minutes).where(
        Slot.event_id == event_id, Slot.starts_at <= now
    )
    return [
        slot_id
        for slot_id, starts, minutes in session.exec(query)
        if starts + timedelta(minutes=minutes) <= now
    ]


def counted_answers(basis: Basis) -> ColumnElement[bool]:
    """Return the condition that an answer is one of those that count."""
    return counts(basis.event_id, basis.until)


def known(session: Session, basis: Basis) -> dict[str, Evidence]:
    """Return what is known of meetings; of what is not in it nothing is. Two statements."""
    return _by_signs(session, basis) | _by_answers(session, basis)


def _by_answers(session: Session, basis: Basis) -> dict[str, Evidence]:
    least, most = (type_coerce(word(counted_happened()), String) for word in (func.min, func.max))
    query = (
        select(Outcome.meeting_id, least, most, func.count())
        .where(counted_answers(basis))
        .group_by(col(Outcome.meeting_id))
    )
    means = {
        (one.value, other.value, told): _meaning(one, other if told > 1 else None)
        for one in Happened
        for other in Happened
        for told in (1, 2)
    }
    rows = session.connection().execute(query).all()
    return {meeting_id: means[one, other, told] for meeting_id, one, other, told in rows}


def _meaning(one: Happened, other: Happened | None) -> Evidence:
    if is_held(one, other):
        return Evidence.ONE if other is None else Evidence.BOTH
    return Evidence.DIFFER if Happened.YES in {one, other} else Evidence.MISSED


def _by_signs(session: Session, basis: Basis) -> dict[str, Evidence]:
    query = (
        select(
            MeetingSign.meeting_id,
            func.count(col(MeetingSign.missing_at)),
            func.count(col(MeetingSign.here_at)),
        )
        .join(Meeting, col(Meeting.id) == MeetingSign.meeting_id)
        .where(Meeting.event_id == basis.event_id)
        .group_by(col(MeetingSign.meeting_id))
    )
    return {
        meeting_id: Evidence.MISSED if missing else Evidence.SIGNS
        for meeting_id, missing, here in session.connection().execute(query).all()
        if missing or here
    }


def count_states(session: Session, event_id: str) -> dict[MeetingState, int]:
    """Count all meetings that were ever planned, by what became of them."""
    query = (
        select(Meeting.state, func.count())
        .where(Meeting.event_id == event_id)
        .group_by(col(Meeting.state))
    )
    return {MeetingState(state): count for state, count in session.exec(query)}
