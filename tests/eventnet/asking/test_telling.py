"""Mails about requests: each to the one of the two who does not know yet, once."""

from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.asking.telling import tell_request
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.actions import cancel
from eventnet.people.attending import leave
from eventnet.requests.actions import accept, decline, propose, withdraw
from eventnet.requests.making import ask_to_move
from eventnet.requests.settling import expire_due
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.requests.asked import asked, slot_of
from tests.factories import a_meeting, an_attendee, an_event
from tests.work import do_jobs, mails

ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=6)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", ADA)


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo <b>Berg", BO)


def told(app: Starlette, session: Session, to: str, others: str) -> OutboxMail:
    """Do the jobs; return the latest mail to one, when nothing went to the other."""
    before = len(mails(session, others))
    do_jobs(app)
    assert len(mails(session, others)) == before
    return mails(session, to)[-1]


def test_who_is_asked_reads_the_words_and_until_when(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    key = asked(session, event, bo, ada, 2, message="Pumps <i>or wells?")
    mail = told(app, session, ADA, BO)
    assert mail.subject == "Bo <b>Berg asks to meet you"
    assert "Meet on Tue 11 May, 09:40" in mail.text
    assert "Pumps <i>or wells?" in mail.text
    assert "Pumps &lt;i&gt;or wells?" in mail.html
    assert "Waits for your answer until" in mail.text
    assert "Nothing is held." in mail.text
    assert "because you attend One" in mail.text
    assert (mail.kind, mail.stop_url is not None) == ("requests", True)
    assert "/way-in/" in mail.text
    tell_request.work(Ground(app.state.settings, app.state.sessions), key, 0)
    assert len(mails(session, ADA)) == 1


def test_a_yes_is_told_with_time_and_place(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    key = asked(session, event, ada, bo, 2)
    do_jobs(app)
    accept(session, key, bo.id)
    mail = told(app, session, ADA, BO)
    assert mail.subject == "Tue 11 May, 09:40, Table 1: Bo <b>Berg says yes"
    assert "in your days, and in your calendar" in mail.text


def test_a_no_is_told_in_its_words(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    key = asked(session, event, ada, bo)
    do_jobs(app)
    decline(session, key, bo.id, "Write to me after the event")
    mail = told(app, session, ADA, BO)
    assert mail.subject == "Bo <b>Berg says no to your request"
    assert "Write to me after the event" in mail.text


def test_another_time_is_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    key = asked(session, event, ada, bo)
    do_jobs(app)
    propose(session, key, bo.id, slot_of(session, event, 3).id, "Later?")
    mail = told(app, session, ADA, BO)
    assert mail.subject == "Bo <b>Berg proposes another time: Tue 11 May, 10:00"
    assert "Later?" in mail.text
    accept(session, key, ada.id)
    assert "Ada says yes" in told(app, session, BO, ADA).subject


def test_who_waited_in_vain_is_told_and_nobody_else(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    asked(session, event, ada, bo)
    do_jobs(app)
    with clock.at(clock.now() + timedelta(days=4)):
        expire_due.work(Ground(app.state.settings, app.state.sessions))
    assert told(app, session, ADA, BO).subject == "No answer from Bo <b>Berg in time"


def test_a_veto_writes_to_nobody_and_expires_in_the_same_words(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    asked(session, event, ada, bo)
    do_jobs(app)
    assert mails(session, BO) == mails(session, ADA) == []
    with clock.at(clock.now() + timedelta(days=4)):
        expire_due.work(Ground(app.state.settings, app.state.sessions))
    assert told(app, session, ADA, BO).subject == "No answer from Bo <b>Berg in time"


def test_what_was_taken_back_is_told_to_nobody(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    key = asked(session, event, ada, bo)
    withdraw(session, key, ada.id)  # before the mail was written
    do_jobs(app)
    assert mails(session, BO) == mails(session, ADA) == []


def test_whoever_left_meanwhile_is_not_written_to(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    asked(session, event, ada, bo)
    leave(session, event, bo.id)
    do_jobs(app)
    assert mails(session, BO) == []


def test_a_move_is_asked_and_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    later = slot_of(session, event, 3).id
    key = ask_to_move(session, event, meeting.id, bo.id, slot_id=later, message="My train").id
    mail = told(app, session, ADA, BO)
    assert mail.subject == "Bo <b>Berg asks to move your meeting to Tue 11 May, 10:00"
    assert "My train" in mail.text
    assert "stays at its time until then" in mail.text
    accept(session, key, ada.id)
    assert told(app, session, BO, ADA).subject == "Moved to Tue 11 May, 10:00: Ada says yes"


def test_a_reason_for_calling_off_is_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    cancel(session, meeting.id, bo.id, "I am <i>ill")
    mail = told(app, session, ADA, BO)
    assert "can't come" in mail.subject
    assert "“I am <i>ill”" in mail.text
    assert "I am &lt;i&gt;ill" in mail.html


def test_times_are_told_on_the_readers_clock_too(
    session: Session, event: Event, ada: Attendance, bo: Attendance, app: Starlette
) -> None:
    membership = session.get_one(Membership, bo.membership_id)
    session.get_one(Account, membership.account_id).time_zone = "America/New_York"
    session.commit()
    asked(session, event, ada, bo, 0)
    assert "09:00 (04:00 for you)" in told(app, session, BO, ADA).text
