"""One mail in the evening to those with something to tell, and reminders to whoever promised."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, delete, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.actions import stop_mail
from eventnet.mail.models import OutboxMail
from eventnet.meetings.models import Meeting
from eventnet.outcomes.actions import Told, tell
from eventnet.outcomes.asking import ask_about, ask_in_the_evening
from eventnet.outcomes.models import Happened, Outcome
from eventnet.outcomes.nudges import next_nudge
from eventnet.outcomes.promising import deny, mark_done, reopen
from eventnet.outcomes.reminding import remind
from eventnet.people.attending import leave
from tests.eventnet.outcomes.conftest import NOON
from tests.eventnet.outcomes.promises import promised
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted
from tests.work import do_jobs, mails

ADA, BO = "ada@example.org", "bo@example.org"
SEVEN = datetime(2027, 5, 11, 18, 0, tzinfo=UTC)
"""In Lisbon, in summer."""


def evening(app: Starlette, at: datetime = SEVEN) -> None:
    """Let the clock strike."""
    with clock.at(at):
        ask_in_the_evening.work(Ground(app.state.settings, app.state.sessions))
        do_jobs(app)


def reminded(app: Starlette, at: datetime) -> None:
    """Let the clock strike."""
    with clock.at(at):
        remind.work(Ground(app.state.settings, app.state.sessions))


def subjects(session: Session, to: str) -> list[str]:
    return [mail.subject for mail in mails(session, to)]


def morning(day: date) -> datetime:
    """Return eight o'clock in Lisbon, in summer."""
    return datetime(day.year, day.month, day.day, 7, 0, tzinfo=UTC)


def test_in_the_evening_each_is_asked_once_about_all_of_the_day(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, app: Starlette
) -> None:
    eve = an_attendee(session, event, "Eve")
    a_meeting(session, event, ada, eve, slot=3)
    evening(app, SEVEN - timedelta(minutes=1))
    assert mails(session, ADA) == []
    for _quarter in range(2):
        evening(app)
    (mail,) = mails(session, ADA)
    assert mail.subject == "One: how did your 2 meetings go?"
    assert "Bo <b>Berg" in mail.text
    assert "Bo &lt;b&gt;Berg" in mail.html
    assert "Tue 11 May, 09:00, Table 1" in mail.text
    assert "Eve" in mail.text
    assert "/way-in/" in mail.text
    assert (mail.kind, mail.stop_url is not None) == ("outcomes", True)
    assert "because you attend One" in mail.text
    assert subjects(session, BO) == ["One: how did your meeting go?"]


def test_who_has_told_who_has_left_and_who_stopped_it_is_not_asked(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
) -> None:
    tell(session, event, meeting.id, ada.id, Told(Happened.YES))
    evening(app)
    assert (mails(session, ADA), len(mails(session, BO))) == ([], 1)
    cid = an_attendee(session, event, "Cid", "cid@example.org")
    dan = an_attendee(session, event, "Dan", "dan@example.org")
    a_meeting(session, event, cid, dan, slot=1)
    stop_mail(session, "cid@example.org", "outcomes")
    leave(session, event, dan.id)
    evening(app)
    assert mails(session, "cid@example.org") == mails(session, "dan@example.org") == []


def test_evening_is_by_the_events_clock_after_its_last_meeting_and_not_days_later(
    session: Session, event: Event, meeting: Meeting, app: Starlette
) -> None:
    event.time_zone = "America/New_York"  # 09:00 UTC and so on is their night
    save(session, event)
    evening(app)
    assert mails(session, ADA) == []
    evening(app, datetime(2027, 5, 13, 23, 0, tzinfo=UTC))  # nothing ran for two days
    assert mails(session, ADA) == []
    evening(app, datetime(2027, 5, 11, 23, 0, tzinfo=UTC))
    assert len(mails(session, ADA)) == 1


def test_statements_are_as_many_for_thirty_as_for_one(session: Session, app: Starlette) -> None:
    ground = Ground(app.state.settings, app.state.sessions)

    def statements(pairs: int) -> list[int]:
        session.rollback()
        event = an_event(session, slots=1)
        event_id = event.id
        for _pair in range(pairs):
            one, two = an_attendee(session, event), an_attendee(session, event)
            promised(session, event, a_meeting(session, event, one, two, table=None), one)
        session.exec(delete(Outcome))
        session.commit()
        with clock.at(SEVEN), counted(session) as asking:
            ask_about.work(ground, event_id, "2027-05-11")
        with clock.at(morning(date(2027, 5, 18))), counted(session) as reminding:
            remind.work(ground)
        return [sum("SELECT" in one for one in of.statements) for of in (asking, reminding)]

    assert statements(1) == statements(30)
    session.rollback()
    assert session.exec(select(func.count()).select_from(OutboxMail)).one() == 2 + 1 + 60 + 30


@pytest.mark.parametrize(("mine", "to", "not_to"), [(True, ADA, BO), (False, BO, ADA)])
def test_whoever_promised_is_reminded_on_the_date_and_after_7_30_and_180_days(
    session: Session,
    event: Event,
    ada: Attendance,
    meeting: Meeting,
    app: Starlette,
    mine: bool,
    to: str,
    not_to: str,
) -> None:
    made = date(2027, 5, 11)
    due = date(2027, 5, 14)
    promised(session, event, meeting, ada, "Send the <i>map", mine=mine, due_on=due)
    days = [due, *(made + timedelta(days=number) for number in (7, 30))]
    for number, day in enumerate(days, 1):
        reminded(app, morning(day) - timedelta(seconds=1))
        assert len(mails(session, to)) == number - 1
        for _quarter in range(2):
            reminded(app, morning(day))
        assert len(mails(session, to)) == number
    first, second, _third = mails(session, to)
    name = "Bo <b>Berg" if mine else "Ada"
    assert first.subject == f"What you promised {name}"
    assert "By 14 May 2027." in first.text
    assert "It was due on 14 May 2027." in second.text
    assert "Send the &lt;i&gt;map" in first.html
    assert ("wrote it down" in first.text) is not mine
    assert (first.kind, first.stop_url is not None) == ("promises", True)
    reminded(app, datetime(2027, 11, 7, 8, 0, tzinfo=UTC))  # in winter, 180 days later
    reminded(app, datetime(2029, 1, 1, tzinfo=UTC))
    assert (len(mails(session, to)), mails(session, not_to)) == (4, [])


def test_several_promises_of_a_day_are_one_mail(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, app: Starlette
) -> None:
    eve = an_attendee(session, event, "Eve")
    other = a_meeting(session, event, ada, eve, slot=2)
    promised(session, event, meeting, ada, "Map")
    promised(session, event, other, ada, "Wells")
    reminded(app, morning(date(2027, 5, 18)))
    (mail,) = mails(session, ADA)
    assert mail.subject == "2 promises of yours"
    assert "Map" in mail.text
    assert "Wells" in mail.text


def test_what_is_done_or_not_so_reminds_nobody_until_it_is_open_again(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
) -> None:
    done, denied = (promised(session, event, meeting, ada, words) for words in ("Map", "Wells"))
    keys = done.id, denied.id
    mark_done(session, event, keys[0], bo.id)
    deny(session, event, keys[1], bo.id)
    reminded(app, morning(date(2027, 5, 18)))
    assert mails(session, ADA) == []
    with clock.at(datetime(2027, 5, 20, tzinfo=UTC)):
        reopen(session, event, keys[0], ada.id)
    reminded(app, morning(date(2027, 5, 21)))
    assert mails(session, ADA) == []
    reminded(app, morning(date(2027, 6, 10)))
    assert len(mails(session, ADA)) == 1


def test_who_left_is_not_reminded(
    session: Session, event: Event, ada: Attendance, meeting: Meeting, app: Starlette
) -> None:
    promised(session, event, meeting, ada)
    leave(session, event, ada.id)
    reminded(app, morning(date(2027, 5, 18)))
    assert session.exec(select(OutboxMail)).all() == []


def test_a_reminder_that_the_clocks_skip_comes_that_day_all_the_same(event: Event) -> None:
    event.time_zone = "Pacific/Apia"  # which had no 30 December 2011
    made = datetime(2011, 12, 20, tzinfo=UTC)
    due = date(2011, 12, 30)
    at = next_nudge(event, due, made, datetime(2011, 12, 28, tzinfo=UTC))
    assert at == datetime(2011, 12, 30, 10, 0, tzinfo=UTC)  # the first minute there is
    assert next_nudge(event, due, made, NOON) is None
