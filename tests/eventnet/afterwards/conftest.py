"""An event that is over, and whatever its people did there and said of it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.meetings.models import Meeting
from eventnet.outcomes.models import Happened, Outcome, Worth
from tests.browser import Browser
from tests.factories import a_meeting, an_account, an_attendee, an_event, save

Open = Callable[[], Browser]
AFTERWARDS = datetime(2027, 5, 14, 9, 30, tzinfo=UTC)
EVENING = datetime(2027, 5, 11, 18, 10, tzinfo=UTC)
PAGE = "/e/one/organize/afterwards"


@pytest.fixture(autouse=True)
def _afterwards() -> Iterator[None]:
    """Let it be the third day after the event."""
    with clock.at(AFTERWARDS):
        yield


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=8, tables=40)


@pytest.fixture
def organizer(session: Session, event: Event, browser: Open) -> Browser:
    account = an_account(session, "org@example.org")
    session.add(Organizer(event_id=event.id, account_id=account.id))
    session.commit()
    return browser().sign_in("org@example.org")


def some_people(
    session: Session, event: Event, number: int, role: str = "Visitor"
) -> list[Attendance]:
    """Make so many people of a role."""
    return [an_attendee(session, event, f"Marked {role} {at}", role=role) for at in range(number)]


def tell(
    session: Session,
    meeting: Meeting,
    who: Attendance,
    happened: Happened = Happened.YES,
    worth: Worth | None = None,
    *,
    at: datetime = EVENING,
) -> None:
    """Let somebody say how a meeting went."""
    save(
        session,
        Outcome(
            meeting_id=meeting.id,
            attendance_id=who.id,
            event_id=meeting.event_id,
            happened=happened,
            worth=worth,
            memory="Marked memory" if worth else "",
            told_at=at,
            changed_at=at,
        ),
    )


def everybody_meets(
    session: Session,
    event: Event,
    people: list[Attendance],
    *,
    slots: int = 2,
    worth: Callable[[int], Worth] | None = None,
) -> list[Meeting]:
    """Let people meet in a round of each slot, and say afterwards that they did, and of what worth.

    Of a pair one answers; who that is changes from slot to slot.
    """
    half = len(people) // 2
    made = []
    for slot in range(slots):
        others = people[half:]
        turned = others[slot:] + others[:slot]
        for table, (one, other) in enumerate(zip(people[:half], turned, strict=False), 1):
            meeting = a_meeting(
                session,
                event,
                one,
                other,
                slot=slot,
                table=table,
                affinity=(1 + 4 * (table - 1) // half) / 4,
            )
            value = worth(table) if worth else None
            teller = (one, other)[slot % 2]
            tell(session, meeting, teller, worth=value, at=EVENING + timedelta(minutes=slot))
            made.append(meeting)
    return made
