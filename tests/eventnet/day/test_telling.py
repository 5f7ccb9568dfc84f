"""Who does not look at the page is told by mail, once, and nobody else is."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.day.answering import say_yes
from eventnet.day.letters import SignNews
from eventnet.day.models import CheckIn, Proposal, SlotSeeker
from eventnet.day.rematching import find_somebody
from eventnet.day.signs import say_came, say_here, say_late, say_missing
from eventnet.day.sweeping import sweep
from eventnet.day.telling import tell_proposal, tell_sign
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import Run, RunState
from eventnet.meetings.models import Meeting, MeetingState
from eventnet.schedule.telling import tell_changed
from eventnet.wishes.models import Wish, WishKind
from tests.browser import Browser
from tests.eventnet.day.day import fresh, minutes_in, seeks
from tests.eventnet.people.secrets import email_of
from tests.factories import a_meeting, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo")


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    return a_meeting(session, event, ada, bo, table=3)


def mails(session: Session) -> list[tuple[str, str]]:
    """Return to whom mails were written, and their subjects."""
    session.rollback()
    query = select(OutboxMail).order_by(col(OutboxMail.created_at))
    return [(mail.to, mail.subject) for mail in session.exec(query)]


def test_the_other_is_told_what_one_says_once(
    session: Session,
    event: Event,
    ground: Ground,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
) -> None:
    to_bo, to_ada = email_of(session, bo), email_of(session, ada)
    with minutes_in(1):
        say_late(session, event, meeting.id, ada.id, 5)
        for _twice in range(2):
            tell_sign.work(ground, meeting.id, ada.id, SignNews.LATE.value)
        say_missing(session, event, meeting.id, ada.id)
        tell_sign.work(ground, meeting.id, ada.id, SignNews.MISSING.value)
        say_here(session, event, meeting.id, bo.id)
        tell_sign.work(ground, meeting.id, bo.id, SignNews.HERE.value)
        assert mails(session) == [
            (to_bo, "Ada is 5 minutes late"),
            (to_bo, "Ada waits for you: Table 3"),
            (to_ada, "Bo is here: Table 3"),
        ]


def test_what_was_taken_back_is_not_told(
    session: Session, event: Event, ground: Ground, ada: Attendance, meeting: Meeting
) -> None:
    with minutes_in(1):
        say_missing(session, event, meeting.id, ada.id)
        say_came(session, event, meeting.id, ada.id)
        tell_sign.work(ground, meeting.id, ada.id, SignNews.MISSING.value)
        assert mails(session) == []


def test_who_did_not_look_is_asked_by_mail_until_the_proposal_ends(
    session: Session, event: Event, ground: Ground, ada: Attendance, meeting: Meeting
) -> None:
    cy = an_attendee(session, event, "Cy")
    seeks(session, event, cy)
    with minutes_in(3):
        say_missing(session, event, meeting.id, ada.id)
        found = fresh(session, find_somebody(session, event, ada.id))
    with minutes_in(9):
        tell_proposal.work(ground, found.id)
        assert mails(session) == []
    with minutes_in(4):
        for _twice in range(2):
            tell_proposal.work(ground, found.id)
        assert mails(session) == [(email_of(session, cy), "Free now: meet Ada?")]


def test_a_no_show_who_was_replaced_is_told_and_each_reads_what_is_true(
    session: Session,
    event: Event,
    ground: Ground,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    browser: Callable[[], Browser],
) -> None:
    cy = an_attendee(session, event, "Cy")
    seeks(session, event, cy)
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=clock.now())
    wants = [
        Wish(from_id=one.id, to_id=other.id, event_id=event.id, kind=WishKind.WANT)
        for one, other in ((ada, bo), (bo, ada))
    ]
    save(session, run, *wants)
    with minutes_in(3):
        say_missing(session, event, meeting.id, ada.id)
        found = fresh(session, find_somebody(session, event, ada.id))
        for one in (ada, cy):
            say_yes(session, event, found.id, one.id)
        session.rollback()
        assert session.get_one(Meeting, meeting.id).state is MeetingState.MISSED
        tell_changed.work(ground, meeting.id)
        assert mails(session) == [
            (email_of(session, bo), "Tue 11 May, 09:00: you and Ada did not find each other")
        ]
        for one, words in ((ada, "you met somebody else"), (bo, "met somebody else at that time")):
            own = browser().sign_in(email_of(session, one))
            assert words in own.read(f"/e/{event.slug}/meetings/{meeting.id}")
        for one, words in ((ada, "and you met somebody else"), (bo, "and they met somebody else")):
            own = browser().sign_in(email_of(session, one))
            page = own.read(f"/e/{event.slug}/not-met")
            assert words in page
            assert "called the meeting off" not in page


def test_the_day_is_forgotten_after_thirty_days(
    session: Session, event: Event, ground: Ground, ada: Attendance, meeting: Meeting
) -> None:
    cy = an_attendee(session, event, "Cy")
    seeks(session, event, cy)
    with minutes_in(3):
        say_missing(session, event, meeting.id, ada.id)
        find_somebody(session, event, ada.id)
        here = CheckIn(attendance_id=ada.id, on=event.starts_on, event_id=event.id)
        save(session, here)
    for days, left in ((29, 1), (31, 0)):
        with minutes_in(days * 24 * 60):
            sweep.work(ground)
        session.rollback()
        for table in (CheckIn, SlotSeeker, Proposal):
            assert len(session.exec(select(table)).all()) == left
