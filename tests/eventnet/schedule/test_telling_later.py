"""Mails about publications wait, and say what has changed in the end; an undone one is not told."""

from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import Run, RunState
from eventnet.matching.telling import tell_people
from eventnet.matching.undoing import undo_publication
from eventnet.matching.window import undoable
from eventnet.meetings.actions import cancel
from eventnet.meetings.difference import Booking
from eventnet.meetings.queries import meetings_of
from tests.factories import an_attendee, an_event, save
from tests.publications import book
from tests.work import do_jobs

NUMBERS = count(1)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one")


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo", "bo@example.org")


@pytest.fixture
def cy(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Cy", "cy@example.org")


def publish(
    session: Session, event: Event, *meetings: tuple[Attendance, Attendance, int], minutes: int = 0
) -> str:
    """Publish a plan of these meetings, so many minutes from now; return the publication."""
    session.rollback()
    grid = [slot.id for slot in slots(session, event.id)]
    plan = [Booking(one.id, other.id, grid[at], 1) for one, other, at in meetings]
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        run = Run(event_id=event.id, number=next(NUMBERS), state=RunState.PUBLISHED)
        run.published_at = clock.now()
        save(session, run)
        book(session, run, plan)
        found = undoable(session, event.id)
        assert found is not None
        return found.id


def told(session: Session, app: Starlette, event: Event) -> dict[str, str]:
    """Let people hear of it; return the texts of the mails by whom they are to."""
    tell_people(session, event.id, at_once=True)
    do_jobs(app)
    session.rollback()
    mails = session.exec(select(OutboxMail).order_by(col(OutboxMail.created_at))).all()
    assert len({mail.to for mail in mails}) == len(mails)
    return {mail.to: f"{mail.subject}\n{mail.text}" for mail in mails}


def forget_mails(session: Session) -> None:
    session.rollback()
    for mail in session.exec(select(OutboxMail)):
        session.delete(mail)
    session.commit()


def test_two_publications_are_one_mail_with_what_has_changed_in_the_end(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    cy: Attendance,
) -> None:
    publish(session, event, (ada, bo, 0), (ada, cy, 1))
    assert len(told(session, app, event)) == 3
    forget_mails(session)
    publish(session, event, (ada, bo, 2), minutes=1)  # moved, and Cy's is off
    publish(session, event, (ada, bo, 0), minutes=2)  # moved back
    found = told(session, app, event)
    assert set(found) == {"ada@example.org", "cy@example.org"}
    assert "No longer planned:\nTue 11 May, 09:20, Table 1: Ada" in found["cy@example.org"]
    assert "Changed" not in found["ada@example.org"]


def test_an_undone_publication_is_told_to_nobody(
    session: Session, app: Starlette, event: Event, ada: Attendance, bo: Attendance
) -> None:
    first = publish(session, event, (ada, bo, 0))
    undo_publication(session, first, account_id=None)
    assert told(session, app, event) == {}
    publish(session, event, (ada, bo, 0), minutes=1)
    second = publish(session, event, (ada, bo, 1), minutes=2)
    undo_publication(session, second, account_id=None)
    found = told(session, app, event)
    assert [text.split("\n")[0] for text in found.values()] == ["One: you have 1 meeting"] * 2
    assert all("09:00" in text for text in found.values())


def test_what_was_moved_and_then_called_off_is_told_as_it_was_known(
    session: Session, app: Starlette, event: Event, ada: Attendance, bo: Attendance
) -> None:
    publish(session, event, (ada, bo, 0))
    told(session, app, event)
    forget_mails(session)
    publish(session, event, (ada, bo, 2), minutes=1)
    (meeting,) = meetings_of(session, ada.id)
    cancel(session, meeting.id, ada.id)
    do_jobs(app)
    session.rollback()
    assert session.exec(select(OutboxMail)).all() == []
    found = told(session, app, event)
    assert set(found) == {"bo@example.org"}  # Ada did it
    assert "Tue 11 May, 09:00, Table 1: Ada" in found["bo@example.org"]


def test_what_came_and_was_called_off_is_told_to_nobody(
    session: Session, app: Starlette, event: Event, ada: Attendance, bo: Attendance
) -> None:
    publish(session, event, (ada, bo, 0))
    (meeting,) = meetings_of(session, ada.id)
    cancel(session, meeting.id, ada.id)
    do_jobs(app)
    assert told(session, app, event) == {}
