"""Reads of meetings: somebody's own, each in one statement, so that a page never sees a mix."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.batches import batches
from eventnet.events.models import Slot
from eventnet.meetings.models import LIVE, Answer, Meeting, MeetingSide, MeetingState
from eventnet.wishes.models import Wish, WishKind
from eventnet.wishes.silence import silent

OTHER = aliased(MeetingSide)
"""The side of the other one of the two; made once, for that takes longer than most statements."""


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting as one of its two sees it."""

    id: str
    event_id: str
    attendance_id: str
    other_id: str
    slot_id: str
    starts_at: datetime
    minutes: int
    table_number: int | None
    place: str
    room: str | None
    state: MeetingState
    answer: Answer | None
    answered_at: datetime | None
    answer_until: datetime | None
    affinity: float
    because: list[dict[str, Any]]
    wanted: bool
    """Whether the reader said that they want to meet the other."""
    run_id: str | None
    created_at: datetime
    changed_at: datetime
    sequence: int
    cause_id: str | None
    said: str = ""
    """What whoever called it off said to that."""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_live(self) -> bool:
        """Whether it stands, or waits for a yes."""
        return self.state in LIVE

    @property
    def is_online(self) -> bool:
        """Whether it takes place online, at no table and no stand."""
        return self.room is not None

    @property
    def needs_answer(self) -> bool:
        """Whether it waits for the answer of this reader."""
        return self.state == MeetingState.WAITING and self.answer is None

    @property
    def reader_is_a(self) -> bool:
        """Whether the reader is the `a` of `because`, whose two are in the order of their ids."""
        return self.attendance_id < self.other_id


def meetings_of(
    session: Session, attendance_id: str, states: Collection[MeetingState] = LIVE
) -> list[OwnMeeting]:
    """Return somebody's meetings in order of time; the live ones unless told otherwise."""
    return _read(session, states, col(MeetingSide.attendance_id) == attendance_id)


def meetings_of_event(
    session: Session, event_id: str, states: Collection[MeetingState] = LIVE
) -> dict[str, list[OwnMeeting]]:
    """Return everybody's meetings in order of time, by attendance."""
    by_person: dict[str, list[OwnMeeting]] = {}
    for meeting in _read(session, states, col(Meeting.event_id) == event_id):
        by_person.setdefault(meeting.attendance_id, []).append(meeting)
    return by_person


def meetings_of_each(
    session: Session, attendance_ids: Collection[str]
) -> dict[str, list[OwnMeeting]]:
    """Return the live meetings of these in order of time, by attendance."""
    by_person: dict[str, list[OwnMeeting]] = {}
    for meeting in _read(session, LIVE, col(MeetingSide.attendance_id).in_(attendance_ids)):
        by_person.setdefault(meeting.attendance_id, []).append(meeting)
    return by_person


def meetings_ahead(
    session: Session, attendance_ids: Collection[str], since: datetime, until: datetime
) -> dict[str, list[OwnMeeting]]:
    """Return the live meetings of these that begin after `since`, up to `until`, by attendance."""
    by_person: dict[str, list[OwnMeeting]] = {}
    theirs = col(MeetingSide.attendance_id).in_(attendance_ids)
    for meeting in _read(
        session, LIVE, theirs, col(Slot.starts_at) > since, col(Slot.starts_at) <= until
    ):
        by_person.setdefault(meeting.attendance_id, []).append(meeting)
    return by_person


def meeting_of(session: Session, meeting_id: str, attendance_id: str) -> OwnMeeting | None:
    """Return one meeting, whatever its state, if it is one of this person's."""
    found = _read(
        session,
        tuple(MeetingState),
        col(Meeting.id) == meeting_id,
        col(MeetingSide.attendance_id) == attendance_id,
    )
    return found[0] if found else None


def sides_of(session: Session, meeting_id: str) -> list[OwnMeeting]:
    """Return a meeting as each of its two sees it, whatever its state."""
    return _read(session, tuple(MeetingState), col(Meeting.id) == meeting_id)


def sides_of_each(session: Session, meeting_ids: Iterable[str]) -> dict[str, list[OwnMeeting]]:
    """Return many meetings as each of their two sees them, whatever their state, by attendance."""
    by_person: dict[str, list[OwnMeeting]] = {}
    for some in batches(meeting_ids):
        for meeting in _read(session, tuple(MeetingState), col(Meeting.id).in_(some)):
            by_person.setdefault(meeting.attendance_id, []).append(meeting)
    return by_person


def partners(session: Session, attendance_id: str) -> set[str]:
    """Return whom somebody has a live meeting with."""
    query = (
        select(OTHER.attendance_id)
        .join(MeetingSide, col(MeetingSide.meeting_id) == OTHER.meeting_id)
        .where(
            MeetingSide.attendance_id == attendance_id,
            OTHER.attendance_id != attendance_id,
            col(MeetingSide.live),
        )
    )
    return set(session.exec(query))


def _read(
    session: Session, states: Collection[MeetingState], *conditions: ColumnElement[bool]
) -> list[OwnMeeting]:
    unheard = (
        (col(Meeting.said) != "")
        & (col(Meeting.cause_id) == OTHER.attendance_id)
        & silent(col(MeetingSide.attendance_id), col(OTHER.attendance_id))
    )
    query = (
        sqlalchemy.select(
            Meeting, MeetingSide, col(OTHER.attendance_id), Slot, col(Wish.kind), unheard
        )
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .join(
            OTHER,
            (col(OTHER.meeting_id) == Meeting.id)
            & (col(OTHER.attendance_id) != MeetingSide.attendance_id),
        )
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .outerjoin(
            Wish,
            (col(Wish.from_id) == MeetingSide.attendance_id)
            & (col(Wish.to_id) == OTHER.attendance_id),
        )
        .where(col(Meeting.state).in_(states), *conditions)
        .order_by(col(Slot.starts_at), col(Meeting.id))
        .execution_options(populate_existing=True)
    )
    return [
        OwnMeeting(
            id=meeting.id,
            event_id=meeting.event_id,
            attendance_id=side.attendance_id,
            other_id=other_id,
            slot_id=slot.id,
            starts_at=slot.starts_at,
            minutes=slot.minutes,
            table_number=meeting.table_number,
            place=meeting.place,
            room=meeting.room,
            state=meeting.state,
            answer=side.answer,
            answered_at=side.answered_at,
            answer_until=meeting.answer_until,
            affinity=meeting.affinity,
            because=meeting.because,
            wanted=wish == WishKind.WANT,
            run_id=meeting.run_id,
            created_at=meeting.created_at,
            changed_at=meeting.changed_at,
            sequence=meeting.sequence,
            cause_id=meeting.cause_id,
            said="" if is_unheard else meeting.said,
        )
        for meeting, side, other_id, slot, wish, is_unheard in session.execute(query)
    ]
