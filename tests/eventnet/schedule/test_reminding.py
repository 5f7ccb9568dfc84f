"""Reminders: to whom, when by their own clock, once, and never of what has changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.actions import stop_mail
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import draw_up
from eventnet.meetings import actions
from eventnet.meetings.models import Answer
from eventnet.schedule import desk, telling
from eventnet.schedule.actions import choose_reminders
from eventnet.schedule.reminding import remind_in_the_evening, remind_minutes_before
from tests.browser import Browser
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]
# The slots are on 11 May 2027 from 09:00 in Lisbon, which is 08:00 UTC.
EVENING = datetime(2027, 5, 10, 17, 0, tzinfo=UTC)
"""Six in the evening of the day before, in Lisbon."""
TEN_BEFORE = datetime(2027, 5, 11, 7, 50, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=40, tables=40)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org")


def mails(session: Session) -> list[tuple[str, str]]:
    """Return to whom, and about what, in the order of both."""
    session.rollback()
    query = select(OutboxMail.to, OutboxMail.subject)
    return sorted((to, subject) for to, subject in session.exec(query))


def strike(ground: Ground, when: datetime) -> None:
    """Let the clock strike."""
    with clock.at(when):
        remind_in_the_evening.work(ground)
        remind_minutes_before.work(ground)


def lives_in(session: Session, attendance: Attendance, zone: str) -> None:
    membership = session.get_one(Membership, attendance.membership_id)
    account = session.get_one(Account, membership.account_id)
    account.time_zone = zone
    save(session, account)


def test_evening_is_told_once_however_often_the_clock_strikes(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    a_meeting(session, event, ada, bo, slot=0)
    a_meeting(session, event, ada, an_attendee(session, event, "Cy", "cy@example.org"), slot=3)
    for minutes in (-5, 0, 5, 200):
        strike(ground, EVENING + timedelta(minutes=minutes))
    assert mails(session) == [
        ("ada@example.org", "Tomorrow at One: 2 meetings, the first on Tue 11 May, 09:00"),
        ("bo@example.org", "Tomorrow at One: 1 meeting, on Tue 11 May, 09:00"),
        ("cy@example.org", "Tomorrow at One: 1 meeting, on Tue 11 May, 10:00"),
    ]


@pytest.mark.parametrize("minutes", [-1, 240])
def test_nobody_is_told_before_the_evening_or_at_night(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground, minutes: int
) -> None:
    a_meeting(session, event, ada, bo)
    strike(ground, EVENING + timedelta(minutes=minutes))
    assert mails(session) == []


def test_evening_is_that_of_the_reader(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    a_meeting(session, event, ada, bo)
    lives_in(session, ada, "Asia/Kathmandu")  # 4 h 45 min ahead of Lisbon
    strike(ground, EVENING - timedelta(hours=4, minutes=45))
    assert mails(session) == [
        (
            "ada@example.org",
            "Tomorrow at One: 1 meeting, on Tue 11 May, 09:00 (13:45 for you)",
        )
    ]
    strike(ground, EVENING)
    assert [to for to, _subject in mails(session)] == ["ada@example.org", "bo@example.org"]


def test_only_those_are_told_who_want_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    a_meeting(session, event, ada, bo)
    choose_reminders(session, ada.id, evening=False, minutes=True)
    strike(ground, EVENING)
    assert [to for to, _subject in mails(session)] == ["bo@example.org"]
    strike(ground, TEN_BEFORE - timedelta(minutes=1))
    assert len(mails(session)) == 1
    for seconds in (0, 60, 300):
        strike(ground, TEN_BEFORE + timedelta(seconds=seconds))
    assert mails(session)[0] == ("ada@example.org", "Tue 11 May, 09:00, Table 1: Bo Berg")
    assert len(mails(session)) == 2


def test_nobody_is_told_of_a_meeting_that_is_off_or_waits_at_its_time(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    for one in (ada, bo):
        choose_reminders(session, one.id, evening=True, minutes=True)
    meeting = a_meeting(session, event, ada, bo)
    actions.cancel(session, meeting.id, bo.id)
    strike(ground, EVENING)
    a_meeting(session, event, ada, bo, answers=(None, Answer.YES), hours=99_999)
    strike(ground, TEN_BEFORE)
    assert mails(session) == []


def test_who_stopped_reminders_is_not_told(
    session: Session, event: Event, ada: Attendance, bo: Attendance, ground: Ground
) -> None:
    a_meeting(session, event, ada, bo)
    stop_mail(session, "ada@example.org", "reminders")
    session.rollback()
    strike(ground, EVENING)
    assert [to for to, _subject in mails(session)] == ["bo@example.org"]


@pytest.mark.parametrize("guarded", [False, True])
def test_reminder_of_a_meeting_called_off_meanwhile_is_let_go_by_the_guard(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    ground: Ground,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    session.rollback()

    def slowly(*given: object) -> OutboxMail:
        with Session(app.state.engine) as other:
            actions.cancel(other, meeting.id, bo.id)
        return draw_up(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(desk, "draw_up", slowly)
    if not guarded:
        monkeypatch.setattr(telling, "unchanged", lambda _session, meetings: set(meetings))
    strike(ground, EVENING)
    told = ["ada@example.org", "bo@example.org"]
    assert [to for to, _subject in mails(session)] == ([] if guarded else told)


def test_statements_are_as_many_for_two_as_for_thirty(
    session: Session, event: Event, ada: Attendance, ground: Ground
) -> None:
    counts = []
    for number in range(30):
        a_meeting(session, event, ada, an_attendee(session, event), slot=number)
        if number in {0, 29}:
            session.exec(select(OutboxMail.id).where(col(OutboxMail.id) == "")).all()
            for mail in session.exec(select(OutboxMail)).all():
                session.delete(mail)
            session.commit()
            with counted(session) as count:
                strike(ground, EVENING)
            counts.append(count.total)
    assert counts[0] == counts[1]


def test_choice_is_made_on_the_page(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    own = browser().sign_in("ada@example.org")

    def ticked() -> list[bool]:
        page = own.get("/e/one/schedule").text
        return [
            f'id="{name}" name="{name}" type="checkbox" value="yes" checked' in page
            for name in ("evening", "minutes")
        ]

    assert ticked() == [True, False]
    own.post("/e/one/schedule/reminders", {"minutes": "yes"})
    assert ticked() == [False, True]
    own.post("/e/one/schedule/reminders", {})
    assert ticked() == [False, False]
    assert own.post("/e/one/schedule/reminders", {"evening": "perhaps"}).status_code == 422
