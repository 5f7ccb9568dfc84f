"""What people are told of round tables: by mail, in their days, in their calendar, as reminders."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.hosting.actions import call_off, change
from eventnet.hosting.sitting import give_up, take_seat, wish_for_seat
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import Run, RunState, UnmetWish
from eventnet.round_tables.models import RoundTable
from eventnet.schedule.actions import choose_reminders
from eventnet.schedule.reminding import remind_in_the_evening, remind_minutes_before
from eventnet.schedule.unmet import unmet_wishes
from tests.browser import Browser
from tests.eventnet.hosting.rounds import a_round_event, a_table, fields, slot_of
from tests.factories import a_meeting, an_attendee, save
from tests.publications import book, tell
from tests.work import do_jobs, mails

TITLE = "Pumps that last"


@pytest.fixture
def event(session: Session) -> Event:
    return a_round_event(session)


@pytest.fixture
def table(session: Session, event: Event) -> RoundTable:
    return a_table(session, event, an_attendee(session, event, "Host Example"))


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Example", "ada@example.org")


def subjects(session: Session, email: str = "ada@example.org") -> list[str]:
    return [mail.subject for mail in mails(session, email)]


def test_freed_seat_is_told_to_who_gets_it(
    session: Session, app: Starlette, event: Event, table: RoundTable, ada: Attendance
) -> None:
    sitting = [an_attendee(session, event).id for _ in range(3)]
    for one in sitting:
        take_seat(session, event.id, one, table.id)
    wish_for_seat(session, event.id, ada.id, table.id)
    give_up(session, event.id, sitting[0], table.id)
    do_jobs(app)
    assert subjects(session) == [f"Tue 11 May, 09:00: you have a seat at “{TITLE}”"]


def test_called_off_is_told_with_the_reason(
    session: Session, app: Starlette, event: Event, table: RoundTable, ada: Attendance
) -> None:
    take_seat(session, event.id, ada.id, table.id)
    call_off(session, event.id, table.id, "The train", host_id=table.host_id, by="")
    do_jobs(app)
    [mail] = mails(session, "ada@example.org")
    assert mail.subject == f"“{TITLE}” is off: Tue 11 May, 09:00"
    assert "“The train”" in mail.text


def test_moved_is_told_with_the_new_time(
    session: Session, app: Starlette, event: Event, table: RoundTable, ada: Attendance
) -> None:
    take_seat(session, event.id, ada.id, table.id)
    change(session, event.id, table.host_id, table.id, fields(session, event, 2))
    do_jobs(app)
    assert subjects(session) == [f"“{TITLE}” is at another time now: Tue 11 May, 09:40"]


def test_given_seats_are_in_the_mail_of_the_publication(
    session: Session, app: Starlette, event: Event, table: RoundTable, ada: Attendance
) -> None:
    wish_for_seat(session, event.id, ada.id, table.id)
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED)
    save(session, run)
    book(session, run, [], [(ada.id, table.id)])
    tell(session, Ground(app.state.settings, app.state.sessions), run.id)
    [mail] = mails(session, "ada@example.org")
    assert mail.subject == f"{event.name}: you have 1 meeting"
    assert f"{TITLE}" in mail.text
    assert "Round table 1" in mail.text


def open_as(session: Session, browser: Callable[[], Browser], person: Attendance) -> Browser:
    made = browser()
    membership = session.get_one(Membership, person.membership_id)
    made.sign_in(session.get_one(Account, membership.account_id).email)
    return made


def test_calendar_has_the_seat_and_takes_it_away(
    session: Session,
    browser: Callable[[], Browser],
    event: Event,
    table: RoundTable,
    ada: Attendance,
) -> None:
    take_seat(session, event.id, ada.id, table.id)
    mine = open_as(session, browser, ada)
    first = mine.get(f"/e/{event.slug}/schedule.ics").text
    assert f"SUMMARY:Round table: {TITLE}" in first
    assert "STATUS:CONFIRMED" in first
    give_up(session, event.id, ada.id, table.id)
    then = mine.get(f"/e/{event.slug}/schedule.ics").text
    assert "STATUS:CANCELLED" in then
    assert "SEQUENCE:1" in then


def test_wish_is_in_no_calendar(
    session: Session,
    browser: Callable[[], Browser],
    event: Event,
    table: RoundTable,
    ada: Attendance,
) -> None:
    wish_for_seat(session, event.id, ada.id, table.id)
    assert TITLE not in open_as(session, browser, ada).get(f"/e/{event.slug}/schedule.ics").text


def test_reminders_speak_of_seats(
    session: Session,
    app: Starlette,
    event: Event,
    table: RoundTable,
    ada: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_seat(session, event.id, ada.id, table.id)
    choose_reminders(session, ada.id, evening=True, minutes=True)
    starts = slot_of(session, event).starts_at
    ground = Ground(app.state.settings, app.state.sessions)
    monkeypatch.setattr(clock, "now", lambda: starts - timedelta(hours=14))
    remind_in_the_evening.work(ground)
    monkeypatch.setattr(clock, "now", lambda: starts - timedelta(minutes=9))
    for _ in range(2):
        remind_minutes_before.work(ground)
    assert subjects(session) == [
        f"Tomorrow at {event.name}: 1 meeting, on Tue 11 May, 09:00",
        f"Tue 11 May, 09:00, Round table 1: {TITLE}",
    ]
    written = session.exec(select(OutboxMail).where(OutboxMail.to == "ada@example.org")).all()
    assert len(written) == 2


def test_wish_without_a_seat_says_why(
    session: Session, event: Event, table: RoundTable, ada: Attendance
) -> None:
    for number in (1, 2):
        a_table(session, event, an_attendee(session, event), number, title=f"Topic {number}")
    tables = [table, *session.exec(select(RoundTable).where(RoundTable.id != table.id))]
    for one in tables:
        wish_for_seat(session, event.id, ada.id, one.id)
    a_meeting(session, event, ada, an_attendee(session, event, "Bo Example"), slot=0)
    full = next(one for one in tables if one.title == "Topic 1")
    for _ in range(3):
        take_seat(session, event.id, an_attendee(session, event).id, full.id)
    published = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=clock.now())
    save(session, published)
    found = unmet_wishes(session, event, ada)
    assert [(one.title, one.why) for one in found.seats] == [
        (TITLE, "You meet Bo Example at that time."),
        ("Topic 1", "Every seat is taken."),
        ("Topic 2", "A schedule weighs the wishes of all; this time it came to something else."),
    ]
    assert session.exec(select(UnmetWish)).all() == []
