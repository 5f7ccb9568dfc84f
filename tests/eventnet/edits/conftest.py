"""An event in which people meet, and a way to see all that an edit may change."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, col, select

from eventnet.events.models import Event, Slot
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.versions import content
from tests.eventnet.edits.ruling import Two
from tests.eventnet.hosting.rounds import a_round_event
from tests.factories import an_account, an_attendee

Look = Callable[[], list[Any]]
PASSING = {"changed_at", "sequence", "cause_id", "since"}
QUERIES = (
    select(Slot).order_by(col(Slot.id)),
    select(Meeting).order_by(col(Meeting.id)),
    select(MeetingSide).order_by(col(MeetingSide.meeting_id), col(MeetingSide.attendance_id)),
    select(RoundTable).order_by(col(RoundTable.id)),
    select(RoundSeat).order_by(col(RoundSeat.table_id), col(RoundSeat.attendance_id)),
)


def _told(row: SQLModel) -> dict[str, Any]:
    return {name: value for name, value in content(row).items() if name not in PASSING}


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session)


@pytest.fixture
def by(session: Session) -> str:
    """Return the account of an organizer."""
    return an_account(session).id


@pytest.fixture
def two(session: Session, event: Event) -> Two:
    """Return a visitor and an investor."""
    one = an_attendee(session, event, "Ada", "ada@example.org")
    return one, an_attendee(session, event, "Bo", "bo@example.org", role="Investor")


@pytest.fixture
def look(session: Session) -> Look:
    """Return a function that tells everything an edit may change, but for editions."""

    def all_of_it() -> list[Any]:
        session.rollback()
        return [[_told(row) for row in session.exec(query)] for query in QUERIES]

    return all_of_it
