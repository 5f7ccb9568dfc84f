"""My days, a meeting, the calendar address, and the answer from a mail, as people meet them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account, Login
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event, Phase
from eventnet.events.queries import slots
from eventnet.meetings.models import Answer, Meeting, MeetingState
from eventnet.people.attending import leave
from eventnet.people.models import Audience, Profile
from eventnet.programme.models import Star
from eventnet.schedule.actions import calendar_token
from eventnet.schedule.policies import answer_token
from tests.browser import Browser
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]
SCRIPT = "<script>alert(1)</script>"
ASKED = (None, Answer.YES)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=40, tables=40)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org", headline="Heats towns")


def token_path(browser: Browser, meeting: Meeting, person: Attendance) -> str:
    return f"/answer/{answer_token(browser.settings.key, meeting.id, person.id)}"


def state(session: Session, meeting: Meeting) -> MeetingState:
    session.rollback()  # read what is there now
    return session.get_one(Meeting, meeting.id).state


def test_days_show_who_where_and_when(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, slot=1, table=7)
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert "1 meeting" in page
    assert "Tuesday 11 May" in page
    assert re.search(r"09:20 – 09:40\s+(\S+ )?Bo Berg Table 7", page)


def test_slots_in_which_one_is_free_are_one_line_until_something_else_comes(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, slot=3, table=7)
    a_meeting(session, event, ada, an_attendee(session, event), slot=5, table=7)
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert re.search(r"09:00 – 10:00\s+3 slots free", page)
    assert re.search(r"10:20 – 10:40\s+20 minutes free", page)
    assert re.search(r"11:00 – 22:20\s+34 slots free", page)


def test_after_the_event_nothing_is_offered_that_comes_no_more(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    own = browser().sign_in("ada@example.org")
    assert "Reminders by mail" in own.read("/e/one/schedule")
    session.rollback()
    event.phase_by_hand = Phase.OVER
    save(session, event)
    assert "Reminders by mail" not in own.read("/e/one/schedule")
    assert "The event is over, and nothing more is planned" in own.read("/e/one/recommended")


def test_a_session_that_one_starred_stands_in_its_place_with_the_meeting_beside_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    keynote = a_talk(session, event, "Tides & <b>", after=20, minutes=40)
    a_talk(session, event, "Not starred", after=20)
    late = a_talk(session, event, "Next week", after=7 * 24 * 60)
    gone = a_talk(session, event, "Taken out", after=100)
    gone.gone_at = clock.now()
    stars = [Star(attendance_id=ada.id, talk_id=one.id) for one in (keynote, late, gone)]
    save(session, gone, *stars)
    own = browser().sign_in("ada@example.org")
    page = own.read("/e/one/schedule")
    assert re.search(r"09:20 – 10:00\s+A session that you starred: Tides & <b>", page)
    assert "Tuesday 18 May" in page
    assert [word for word in ("Not starred", "Taken out", "At the same time") if word in page] == []
    a_meeting(session, event, ada, bo, slot=2, table=7)
    page = own.read("/e/one/schedule")
    assert "At the same time: You meet Bo Berg on Tue 11 May, 09:40." in page
    starred, met = (page.index(words) for words in ("A session that you starred", "Table 7"))
    assert page.index("09:00 – 09:20") < starred < met < page.index("Tuesday 18 May")
    assert "1 meeting" in page
    assert "A session" not in browser().sign_in("bo@example.org").read("/e/one/schedule")


def test_a_break_begins_when_the_session_before_it_is_over(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    _, second, *rest = slots(session, event.id)
    for slot in rest:
        slot.starts_at += timedelta(minutes=35)
    save(session, *rest)
    a_meeting(session, event, ada, bo, slot=3)
    own = browser().sign_in("ada@example.org")
    assert re.search(r"09:40 – 10:15\s+Break: 35 minutes", own.read("/e/one/schedule"))
    talk = a_talk(session, event, after=20, minutes=25)
    assert talk.starts_at == second.starts_at
    save(session, Star(attendance_id=ada.id, talk_id=talk.id))
    assert re.search(r"09:45 – 10:15\s+Break: 30 minutes", own.read("/e/one/schedule"))


def test_days_ask_as_often_for_one_starred_session_as_for_thirty(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo)
    own = browser().sign_in("ada@example.org")
    counts = []
    for number in range(30):
        talk = a_talk(session, event, f"Talk {number}", after=10 * number)
        save(session, Star(attendance_id=ada.id, talk_id=talk.id))
        if number in {0, 29}:
            with counted(session) as count:
                assert own.get("/e/one/schedule").text.count('class="meeting-talk"') == number + 1
            counts.append(count.total)
    assert counts[0] == counts[1]


def test_days_without_meetings_say_what_is_missing(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert "Say what you do" in page
    ada.consent = None
    session.add(ada)
    session.commit()
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert "until then none are planned for you" in page


def test_days_show_own_time_beside_the_event_s(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, slot=0)
    membership = session.get_one(Membership, ada.membership_id)
    account = session.get_one(Account, membership.account_id)
    account.time_zone = "Asia/Kathmandu"
    session.add(account)
    session.commit()
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert "13:45 for you" in page


def test_next_meeting_stands_first_on_the_day(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, slot=1)
    with clock.at(datetime(2027, 5, 11, 8, 8, tzinfo=UTC)):
        assert "In 12 minutes" in browser().sign_in("ada@example.org").read("/e/one/schedule")


def test_waiting_meeting_is_answered_on_the_page(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser().sign_in("ada@example.org")
    page = own.read("/e/one/schedule")
    assert "1 meeting waits for your yes." in page
    assert "Waits for your yes, until" in page
    assert "Yes to all" not in page
    answer = own.post(f"/e/one/meetings/{meeting.id}/answer", {"answer": "yes"})
    assert answer.headers["location"] == f"/e/one/schedule#meeting-{meeting.id}"
    assert "You both said yes: the meeting stands." in own.read("/e/one/schedule")
    assert state(session, meeting) is MeetingState.CONFIRMED


def test_who_a_meeting_waits_for_stands_on_the_page(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo, answers=(Answer.YES, None))
    page = browser().sign_in("ada@example.org").read("/e/one/schedule")
    assert "Waits for Bo Berg, until" in page


def test_all_that_waits_is_accepted_at_once(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    cyd = an_attendee(session, event, "Cyd")
    first = a_meeting(session, event, ada, bo, answers=ASKED)
    second = a_meeting(session, event, ada, cyd, slot=1, answers=(None, None))
    own = browser().sign_in("ada@example.org")
    assert "Yes to all" in own.read("/e/one/schedule")
    assert own.post("/e/one/schedule/yes").status_code == 303
    assert "You said yes to 2 meetings." in own.read("/e/one/schedule")
    assert state(session, first) is MeetingState.CONFIRMED
    assert state(session, second) is MeetingState.WAITING
    own.post("/e/one/schedule/yes")
    assert "You said yes to 0 meetings." in own.read("/e/one/schedule")


def test_answer_is_yes_or_no_and_nothing_else(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser().sign_in("ada@example.org")
    for values in ({}, {"answer": "maybe"}, {"answer": ""}):
        assert own.post(f"/e/one/meetings/{meeting.id}/answer", values).status_code == 422
    assert state(session, meeting) is MeetingState.WAITING


def test_meeting_can_be_called_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    own = browser().sign_in("ada@example.org")
    assert "I can't come" in own.read(f"/e/one/meetings/{meeting.id}")
    own.post(f"/e/one/meetings/{meeting.id}/cancel")
    assert state(session, meeting) is MeetingState.CANCELLED
    assert "This meeting is off." in own.read(f"/e/one/meetings/{meeting.id}")


def test_meeting_of_others_is_404(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    an_attendee(session, event, "Eve", "eve@example.org")
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    eve = browser().sign_in("eve@example.org")
    assert eve.get(f"/e/one/meetings/{meeting.id}").status_code == 404
    for verb in ("answer", "cancel"):
        path = f"/e/one/meetings/{meeting.id}/{verb}"
        assert eve.post(path, {"answer": "yes"}).status_code == 404
    assert state(session, meeting) is MeetingState.WAITING
    an_account(session, "nobody@example.org")
    outsider = browser().sign_in("nobody@example.org")
    assert outsider.get("/e/one/schedule").status_code == 404
    assert browser().get("/e/one/schedule").status_code == 303


def test_mail_s_link_answers_nothing_by_itself_and_signs_nobody_in(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser()
    path = token_path(own, meeting, ada)
    for _look in range(2):
        assert "Bo Berg" in own.read(path)
        assert own.client.head(path).status_code == 200
    assert state(session, meeting) is MeetingState.WAITING
    assert own.post(path, {"answer": "no"}).status_code == 303
    assert state(session, meeting) is MeetingState.DECLINED
    assert own.get("/e/one/schedule").status_code == 303  # still nobody
    assert session.exec(select(Login)).all() == []
    assert "This meeting was declined" in own.read(path)


def test_from_the_mail_the_answer_is_asked_for_before_all_else_and_said_once(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser()
    path = token_path(own, meeting, ada)
    page = own.read(path)
    assert page.index("No, thank you") < page.index("Where Table")
    hers = browser().sign_in("ada@example.org").read(f"/e/one/meetings/{meeting.id}")
    assert hers.index("No, thank you") < hers.index("Where Table")
    own.post(path, {"answer": "yes"})
    assert own.get(path).text.count('class="notice ') == 1
    assert "You both said yes: the meeting stands." in own.read(path)


def test_mail_s_link_that_is_forged_or_of_somebody_gone_is_410(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser()
    assert own.get("/answer/forged").status_code == 410
    calendar = calendar_token(session, own.settings.key, ada.id)
    assert own.get(f"/answer/{calendar}").status_code == 410
    path = token_path(own, meeting, ada)
    ada.left_at = clock.now()
    session.add(ada)
    session.commit()
    assert own.post(path, {"answer": "yes"}).status_code == 410
    assert state(session, meeting) is MeetingState.WAITING


def test_mail_s_link_after_the_hour_says_so(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=ASKED)
    own = browser()
    with clock.at(clock.now() + timedelta(hours=25)):
        answer = own.post(token_path(own, meeting, ada), {"answer": "yes"})
    assert answer.status_code == 410
    assert "waited for a yes until its hour" in answer.text


def feed(browser: Browser) -> str:
    page = browser.get("/e/one/schedule").text
    found = re.search(r"https://meet\.example\.org(/calendar/[^\"<]+\.ics)", page)
    assert found is not None
    return found.group(1)


def test_calendar_address_shows_meetings_until_it_is_renewed(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    own = browser().sign_in("ada@example.org")
    address = feed(own)
    program = browser()
    answer = program.get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert [str(one["UID"]) for one in Calendar.from_ical(answer.text).events] == [
        f"{meeting.id}@meet.example.org"
    ]
    own.post("/e/one/calendar")
    assert program.get(address).status_code == 410
    renewed = feed(own)
    assert program.get(renewed).status_code == 200
    own.post("/e/one/calendar")
    assert program.get(renewed).status_code == 410
    assert program.get("/calendar/forged.ics").status_code == 404


def test_calendar_address_of_somebody_who_left_is_gone(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo)
    address = feed(browser().sign_in("ada@example.org"))
    with writing(session):
        ada.left_at = clock.now()
        session.add(ada)
    assert browser().get(address).status_code == 410


def test_calendar_file_is_downloaded(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    a_meeting(session, event, ada, bo)
    answer = browser().sign_in("ada@example.org").get("/e/one/schedule.ics")
    assert answer.headers["content-disposition"] == 'attachment; filename="one.ics"'
    assert "Bo Berg" in answer.text


def test_who_left_is_still_named_where_the_meeting_is_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    own = browser().sign_in("ada@example.org")
    assert "See the whole profile" in own.read(f"/e/one/meetings/{meeting.id}")
    leave(session, event, bo.id)
    page = own.read(f"/e/one/meetings/{meeting.id}")
    assert "This meeting is off." in page
    assert "Bo Berg" in page
    assert "See the whole profile" not in page
    (entry,) = Calendar.from_ical(own.get("/e/one/schedule.ics").text).events
    assert (str(entry["STATUS"]), str(entry["SUMMARY"])) == ("CANCELLED", "Bo Berg")


def test_hidden_fields_stay_hidden_and_scripts_do_not_run(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    eve = an_attendee(
        session, event, f"Eve {SCRIPT}", headline=f"Hidden head {SCRIPT}", organization="Hidden org"
    )
    profile = session.exec(select(Profile).where(Profile.membership_id == eve.membership_id)).one()
    nobody = Audience.NOBODY.value
    profile.visibility = {**profile.visibility, "headline": nobody, "organization": nobody}
    session.add(profile)
    session.commit()
    meeting = a_meeting(session, event, ada, eve, answers=ASKED)
    own = browser().sign_in("ada@example.org")
    for path in (
        "/e/one/schedule",
        f"/e/one/meetings/{meeting.id}",
        token_path(own, meeting, ada),
        "/e/one/schedule.ics",
    ):
        page = own.get(path)
        assert page.status_code == 200
        assert "Hidden" not in page.text
        if "calendar" not in page.headers["content-type"]:
            assert "Eve &lt;script&gt;" in page.text
            assert SCRIPT not in page.text


def test_days_take_the_same_statements_for_one_meeting_and_for_thirty(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    own = browser().sign_in("ada@example.org")
    totals = []
    for number in range(31):
        other = an_attendee(session, event, f"Person {number}")
        a_meeting(session, event, ada, other, slot=number, table=number + 1)
        if number in {0, 30}:
            with counted(own.app.state.engine) as count:
                assert own.get("/e/one/schedule").status_code == 200
            totals.append(count.total)
    assert totals[0] == totals[1]
