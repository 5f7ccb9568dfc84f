"""A desk of organizers on a day of an event, for tests."""

from datetime import timedelta

from sqlmodel import Session

from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.meetings.models import Meeting
from tests.eventnet.day.day import BEGINS, sign_of
from tests.factories import a_meeting, an_account, an_attendee, save


def a_desk(session: Session, event: Event, email: str = "desk@example.org") -> Account:
    """Make an organizer of the event."""
    account = an_account(session, email)
    save(session, Organizer(event_id=event.id, account_id=account.id))
    return account


def alone(
    session: Session, event: Event, name: str = "Ada", table: int = 1
) -> tuple[Meeting, Attendance, Attendance]:
    """Make somebody who is at the table, and somebody who is not."""
    one, gone = an_attendee(session, event, name), an_attendee(session, event, "Gone")
    meeting = a_meeting(session, event, one, gone, table=table)
    said = sign_of(session, meeting, one)
    said.here_at = BEGINS + timedelta(minutes=1)
    save(session, said)
    return meeting, one, gone
