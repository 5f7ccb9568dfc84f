"""An event in which people meet, and a way to see all that an edit may change."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from eventnet.events.models import Event, Slot
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.round_tables.models import RoundSeat, RoundTable
from tests.eventnet.hosting.rounds import a_round_event

Look = Callable[[], list[Any]]


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session)


@pytest.fixture
def look(session: Session) -> Look:
    """Return a function that tells everything an edit may change, but for editions and times."""

    def all_of_it() -> list[Any]:
        session.rollback()
        return [
            session.exec(query).all()
            for query in (
                select(Slot.id, Slot.starts_at, Slot.tables, Slot.removed_at).order_by(
                    col(Slot.id)
                ),
                select(
                    Meeting.id, Meeting.slot_id, Meeting.table_number, Meeting.state, Meeting.live
                ).order_by(col(Meeting.id)),
                select(Meeting.id, Meeting.answer_until).order_by(col(Meeting.id)),
                select(
                    MeetingSide.meeting_id,
                    MeetingSide.attendance_id,
                    MeetingSide.answer,
                    MeetingSide.live,
                ).order_by(col(MeetingSide.meeting_id), col(MeetingSide.attendance_id)),
                select(RoundTable.id, RoundTable.slot_id, RoundTable.live).order_by(
                    col(RoundTable.id)
                ),
                select(RoundSeat.attendance_id, RoundSeat.number, RoundSeat.state, RoundSeat.live)
                .where(RoundSeat.table_id == RoundTable.id)
                .order_by(col(RoundSeat.attendance_id)),
            )
        ]

    return all_of_it
