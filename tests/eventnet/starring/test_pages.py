"""The programme as attendees read it: by day, searched, starred, beside their meetings."""

import re
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.events.models import Attendance, Event
from eventnet.meetings import arranging
from eventnet.meetings.queries import meetings_of
from eventnet.people.models import Audience
from eventnet.programme import actions
from eventnet.programme.actions import star
from eventnet.programme.models import Star
from eventnet.requests.actions import accept
from tests.eventnet.people.person import Open, Person, signed_in
from tests.eventnet.people.secrets import email_of
from tests.eventnet.programme.talks import NINE, a_talk, entry, imported
from tests.eventnet.requests.asked import asked
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.races import at_once, only_where_writes_are_many

PAGE = "/e/fair/programme"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="fair", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


@pytest.fixture
def reader(session: Session, browser: Open, ada: Attendance) -> Person:
    return signed_in(browser, session, ada)


def starred(session: Session) -> int:
    """Return how many stars there are."""
    session.rollback()
    return len(session.exec(select(Star)).all())


def test_a_day_is_shown_at_a_time_and_today_first(
    session: Session, event: Event, ada: Attendance, reader: Person, browser: Open
) -> None:
    a_talk(session, event, "Pumps")
    a_talk(session, event, "Pipes", after=24 * 60)
    page = reader.read(PAGE)
    assert "Tuesday 11 May 09:00 – 09:20 Pumps" in page
    assert "Pipes" not in page
    assert "Pipes" in reader.read(f"{PAGE}?day=2027-05-12")
    assert "Pumps" in reader.read(f"{PAGE}?day=1999-01-01")
    with clock.at(NINE + timedelta(days=1)):
        assert "Pipes" in signed_in(browser, session, ada).read(PAGE)


def test_words_are_searched_on_all_days_without_case_or_accents(
    session: Session, event: Event, reader: Person
) -> None:
    imported(
        session,
        event,
        entry("Água & pumps", persons=[{"name": "Zoë"}], abstract="50% of wells"),
        entry("Pipes", after=24 * 60, room="Quay"),
    )
    for words, expected in (
        ("AGUA", {"Água & pumps"}),
        ("zoe", {"Água & pumps"}),
        ("wells agua", {"Água & pumps"}),
        ("quay", {"Pipes"}),
        ("p", {"Água & pumps", "Pipes"}),
        ("%", {"Água & pumps", "Pipes"}),
        ("nothing", set()),
    ):
        page = reader.read(f"{PAGE}?q={words.replace('%', '%25')}")
        assert {one for one in ("Água & pumps", "Pipes") if one in page} == expected
    assert "No session fits" in reader.read(f"{PAGE}?q=nothing")
    assert reader.get(f"{PAGE}?q={'x' * 201}").status_code == 422


def test_times_stand_in_the_reader_s_own_zone_too(
    session: Session, event: Event, ada: Attendance, reader: Person
) -> None:
    account = session.exec(select(Account).where(Account.email == email_of(session, ada))).one()
    account.time_zone = "Asia/Tokyo"
    save(session, account)
    a_talk(session, event)
    assert "17:00 for you" in reader.read(PAGE)


def test_a_star_is_put_and_taken_away_and_the_page_of_attending_says_why(
    session: Session, event: Event, reader: Person
) -> None:
    talk = a_talk(session, event, "Pumps", minutes=40)
    answer = reader.post(f"{PAGE}/{talk.id}/star", {"kept": "yes", "next": PAGE})
    assert answer.headers["location"] == f"{PAGE}#talk-{talk.id}"
    page = reader.read(PAGE)
    assert "No meeting is planned for you while “Pumps” is on." in page
    assert 'aria-pressed="true"' in reader.get(PAGE).text
    attending = reader.get("/e/fair/attendance").text
    assert attending.count("taken by a session that you starred") == 2
    assert attending.count('name="free"') == 2
    assert "Pumps" in reader.read(f"{PAGE}?starred=yes")
    reader.post(f"{PAGE}/{talk.id}/star", {"kept": "no", "next": PAGE})
    assert "you are free for meetings at that time again" in reader.read(PAGE)
    assert "Nothing starred yet" in reader.read(f"{PAGE}?starred=yes")
    assert reader.get("/e/fair/attendance").text.count('name="free"') == 4


def test_saving_how_one_attends_leaves_the_slots_of_stars_alone(
    session: Session, event: Event, ada: Attendance, reader: Person
) -> None:
    talk = a_talk(session, event)
    star(session, event.id, ada.id, talk.id)
    page = reader.get("/e/fair/attendance").text
    shown = re.findall(r'name="shown" value="(\w+)"', page)
    assert len(shown) == 3
    form = {"consent": "book", "shown": shown, "free": shown[1:]}
    assert reader.post("/e/fair/attendance", form).status_code == 303
    page = reader.get("/e/fair/attendance").text
    assert (page.count('name="free"'), page.count(" checked")) == (3, 3)  # with the consent


def test_a_meeting_at_the_same_time_stands_and_is_named(
    session: Session, event: Event, ada: Attendance, reader: Person
) -> None:
    bo = an_attendee(session, event, "Bo Berg")
    meeting = a_meeting(session, event, ada, bo)
    talk = a_talk(session, event)
    assert "You meet" not in reader.read(PAGE)
    reader.post(f"{PAGE}/{talk.id}/star", {"kept": "yes", "next": PAGE})
    page = reader.get(PAGE).text
    assert "Starred. But at the same time: You meet Bo Berg on Tue 11 May, 09:00." in page
    assert "The meeting stands until you move it or call it off." in page
    assert f'href="/e/fair/meetings/{meeting.id}"' in page
    assert len(meetings_of(session, ada.id)) == 1
    assert "You have a meeting with Bo Berg" in reader.read("/e/fair/attendance")


def test_a_star_over_htmx_answers_with_the_session_alone(
    session: Session, event: Event, ada: Attendance, reader: Person
) -> None:
    a_meeting(session, event, ada, an_attendee(session, event, "Bo Berg"))
    talk = a_talk(session, event)
    answer = reader.post(
        f"{PAGE}/{talk.id}/star", {"kept": "yes", "next": PAGE}, **{"hx-request": "true"}
    )
    assert answer.text.strip().startswith('<li class="session session-starred"')
    assert "You meet Bo Berg on Tue 11 May, 09:00." in answer.text


def test_a_gone_session_is_told_until_it_is_read(
    session: Session, event: Event, ada: Attendance, reader: Person
) -> None:
    imported(session, event, entry("Pumps"), entry("Pipes"))
    page = reader.get(PAGE).text
    ids = dict(re.findall(r'id="star-(\w+)".*?<bdi>(\w+)</bdi>', page))
    talk_id = next(key for key, title in ids.items() if title == "Pumps")
    star(session, event.id, ada.id, talk_id)
    imported(session, event, entry("Pipes"))
    assert "you are free for meetings then: Pumps , Tue 11 May, 09:00" in reader.read(PAGE)
    assert reader.post(f"{PAGE}/{talk_id}/star", {"kept": "yes"}).status_code == 404
    reader.post(f"{PAGE}/{talk_id}/star", {"kept": "no", "next": PAGE})
    assert "Pumps" not in reader.read(PAGE)


def test_nobody_learns_who_starred_what(
    session: Session, browser: Open, event: Event, ada: Attendance, reader: Person
) -> None:
    talk = a_talk(session, event)
    star(session, event.id, ada.id, talk.id)
    other = signed_in(browser, session, an_attendee(session, event, "Bo"))
    for person in (other, Person(browser().sign_in("olga@example.org"), session)):
        assert "talk-starred" not in person.get(PAGE).text
    assert "Nothing starred yet" in other.read(f"{PAGE}?starred=yes")
    olga = browser().sign_in("olga@example.org")
    assert 'class="session-star"' not in olga.get(PAGE).text
    assert olga.post(f"{PAGE}/{talk.id}/star", {"kept": "yes"}).status_code == 404


def test_a_form_that_says_nothing_and_a_foreign_session_are_refused(
    session: Session, event: Event, reader: Person
) -> None:
    talk, theirs = a_talk(session, event), a_talk(session, an_event(session))
    assert reader.post(f"{PAGE}/{talk.id}/star").status_code == 422
    for talk_id in (theirs.id, "nothing"):
        for kept in ("yes", "no"):
            assert reader.post(f"{PAGE}/{talk_id}/star", {"kept": kept}).status_code == 404
    assert starred(session) == 0
    answer = reader.post(f"{PAGE}/{talk.id}/star", {"kept": "yes", "next": "//evil.example"})
    assert answer.headers["location"].startswith(PAGE)


def test_an_empty_programme_leads_on(browser: Open, reader: Person) -> None:
    assert "The organizers have not brought it in." in reader.read(PAGE)
    assert "Bring in the programme" in browser().sign_in("olga@example.org").read(PAGE)


def test_the_page_asks_as_often_for_one_session_as_for_thirty(
    session: Session, event: Event, ada: Attendance, reader: Person, app: Starlette
) -> None:
    def statements() -> int:
        session.commit()
        with counted(app.state.engine) as count:
            reader.get(PAGE)
        return count.total

    def add(number: int) -> None:
        bo = an_attendee(session, event, f"Bo {number}", shown_to=Audience.ATTENDEES)
        if number < 4:
            a_meeting(session, event, ada, bo, slot=number, table=1)
        star(session, event.id, ada.id, a_talk(session, event, f"Talk {number}", minutes=80).id)

    add(0)
    once = statements()
    for number in range(1, 30):
        add(number)
    assert statements() == once


def test_without_the_hold_a_star_and_a_yes_do_not_know_of_each_other(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_where_writes_are_many(session)
    key = asked(session, event, an_attendee(session, event), ada)
    talk, own, me = a_talk(session, event).id, event.id, ada.id
    both = Barrier(2, timeout=60)
    seen: list[int] = []

    def careless(one: Session, _event: str, attendance_id: str) -> None:
        one.get_one(Attendance, attendance_id)
        seen.append(len(meetings_of(one, attendance_id)))
        both.wait()  # the yes has looked at the agendas before there is a star

    def taken(_session: Session, _slot: object) -> set[int]:
        both.wait()
        return set()

    monkeypatch.setattr(actions, "_hold", careless)
    monkeypatch.setattr(arranging, "_taken", taken)
    results = at_once(app, lambda one: star(one, own, me, talk), lambda one: accept(one, key, me))
    assert not any(isinstance(one, Exception) for one in results)
    assert seen == [0]  # whoever starred was told of no meeting, though one stands now


def test_a_star_and_a_yes_at_once_know_of_each_other(
    session: Session, app: Starlette, event: Event, ada: Attendance, browser: Open
) -> None:
    reader = signed_in(browser, session, ada)
    own, me = event.id, ada.id
    for number in range(4):
        bo = an_attendee(session, event, f"Bo {number}")
        key = asked(session, event, bo, ada, number)
        talk = a_talk(session, event, f"Talk {number}", after=20 * number).id
        at_once(
            app,
            lambda one, talk=talk: star(one, own, me, talk),  # type: ignore[misc]
            lambda one, key=key: accept(one, key, me),  # type: ignore[misc]
        )
        session.rollback()
        stands = f"You meet Bo {number}" in reader.read(PAGE)
        met = any(one.other_id == bo.id for one in meetings_of(session, me))
        assert stands == met  # either the time was taken, or the page says what stands
    assert starred(session) == 4
