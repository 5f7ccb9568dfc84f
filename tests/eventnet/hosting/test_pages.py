"""The pages of round tables: what they show, to whom, and what their forms say."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.hosting.sitting import take_seat, wish_for_seat
from eventnet.people.models import Audience
from eventnet.programme.models import Star
from tests.browser import Browser
from tests.eventnet.hosting.rounds import a_round_event, a_table, fields, slot_of
from tests.eventnet.programme.talks import a_talk
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]


@pytest.fixture
def organizer(session: Session) -> Account:
    return an_account(session)


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return a_round_event(session, tables=40, organizer=organizer)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada Example")


def as_(session: Session, browser: Open, person: Attendance) -> Browser:
    membership = session.get_one(Membership, person.membership_id)
    return browser().sign_in(session.get_one(Account, membership.account_id).email)


def test_off_nothing_of_it_shows(session: Session, browser: Open, ada: Attendance) -> None:
    event = session.get_one(Event, ada.event_id)
    event.round_tables = 0
    save(session, event)
    mine = as_(session, browser, ada)
    assert "round-tables" not in mine.get(f"/e/{event.slug}/schedule").text
    for path in ("", "/new"):
        assert mine.get(f"/e/{event.slug}/round-tables{path}").status_code == 404


def test_names_are_shown_as_far_as_people_show_them(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    shy = an_attendee(session, event, "Shy Example", shown_to=Audience.NOBODY)
    open_one = an_attendee(session, event, "Open Example")
    table = a_table(session, event, shy, about="Listen")
    for one in (open_one, an_attendee(session, event, "Hidden Example", shown_to=Audience.MET)):
        take_seat(session, event.id, one.id, table.id)
    wish_for_seat(session, event.id, an_attendee(session, event, "Wishing Example").id, table.id)
    for path in ("", f"/{table.id}"):
        text = as_(session, browser, ada).read(f"/e/{event.slug}/round-tables{path}")
        for name in ("Shy", "Hidden", "Wishing"):
            assert f"{name} Example" not in text
        assert "Hosted by somebody who does not show their name" in text
        assert "Open Example" in text
        assert "1 more" in text
        assert "1 seat left" in text


def test_organizers_read_all_names_but_no_wish(
    session: Session, browser: Open, event: Event, organizer: Account
) -> None:
    table = a_table(session, event, an_attendee(session, event, "Shy", shown_to=Audience.NOBODY))
    wish_for_seat(session, event.id, an_attendee(session, event, "Wishing").id, table.id)
    text = browser().sign_in(organizer.email).read(f"/e/{event.slug}/round-tables")
    assert "Shy" in text
    assert "Wishing" not in text


def test_starred_session_at_that_time_is_warned_of(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    table = a_table(session, event, an_attendee(session, event))
    talk = a_talk(session, event, "Doors")
    save(session, Star(attendance_id=ada.id, talk_id=talk.id))
    mine = as_(session, browser, ada)
    page = f"/e/{event.slug}/round-tables/{table.id}"
    mine.post(f"{page}/seat", {"do": "take"})
    assert "You starred a session that is on then: “Doors”." in mine.read(page)
    on = "A session that you starred is on at that time too."
    assert on in mine.read(f"/e/{event.slug}/schedule")
    session.rollback()
    held = next(one for one in slots(session, event.id) if one.id == table.slot_id)
    talk.ends_at = held.starts_at
    talk.starts_at = talk.ends_at - timedelta(minutes=20)
    save(session, talk)
    assert on not in mine.read(f"/e/{event.slug}/schedule")


def test_seat_beside_a_meeting_is_refused_in_words(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    table = a_table(session, event, an_attendee(session, event))
    a_meeting(session, event, ada, an_attendee(session, event))
    mine = as_(session, browser, ada)
    page = f"/e/{event.slug}/round-tables/{table.id}"
    words = "You have a meeting at that time. Move it or call it off first."
    before = mine.read(page)
    assert (before.count(words), "Take a seat" in before) == (1, False)
    assert mine.post(f"{page}/seat", {"do": "take"}).status_code == 303
    assert mine.read(page).count(words) == 2  # said once more, of what was tried


@pytest.mark.parametrize("hosts", [True, False])
def test_who_leaves_reads_which_round_tables_that_ends(
    session: Session, browser: Open, event: Event, ada: Attendance, hosts: bool
) -> None:
    other = an_attendee(session, event)
    table = a_table(session, event, ada if hosts else other, title="Pumps")
    wished = a_table(session, event, other, 1, title="Wells")
    if not hosts:
        take_seat(session, event.id, ada.id, table.id)
    wish_for_seat(session, event.id, ada.id, wished.id)
    mine = as_(session, browser, ada)
    ends = "You host a round table: “Pumps”." if hosts else "Your seat at the round table “Pumps”"
    for page in (f"/e/{event.slug}/attendance", "/account/delete"):
        text = mine.read(page)
        assert (text.count(ends), "Wells" in text) == (1, False)
    mine.post(f"/e/{event.slug}/attendance/leave", {})
    ended = "your round table “Pumps”." if hosts else "Your seat at “Pumps” is given up."
    text = mine.read(f"/e/{event.slug}/left")
    assert (text.count(ended), "Wells" in text) == (1, False)
    home = mine.read("/")
    assert ("Take it back" in home, "No event here" in home) == (True, False)


@pytest.mark.parametrize("afar", [True, False])
def test_who_is_or_goes_afar_reads_which_seats_are_in_the_room(
    session: Session, browser: Open, event: Event, ada: Attendance, afar: bool
) -> None:
    event.online_pattern, ada.afar = "https://meet.example/{meeting}", afar
    save(session, event, ada)
    table = a_table(session, event, an_attendee(session, event), title="Pumps")
    mine, words = as_(session, browser, ada), "Round tables are in the room."
    assert words not in mine.read(f"/e/{event.slug}/attendance")
    take_seat(session, event.id, ada.id, table.id)
    assert re.search(rf"{re.escape(words)} [^:]+: Pumps", mine.read(f"/e/{event.slug}/attendance"))


def test_form_comes_back_with_what_was_typed(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    slot = slot_of(session, event).id
    sent = {"title": "", "about": "Some words", "seats": "13", "slot": slot}
    answer = as_(session, browser, ada).post(f"/e/{event.slug}/round-tables/new", sent)
    assert answer.status_code == 422
    assert "Some words" in answer.text
    assert "2 things to put right" in answer.text


def test_others_cannot_change_it(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    table = a_table(session, event, an_attendee(session, event))
    mine, page = as_(session, browser, ada), f"/e/{event.slug}/round-tables/{table.id}"
    wanted = fields(session, event).model_dump()
    answers = [
        mine.get(f"{page}/change"),
        mine.post(f"{page}/change", wanted),
        mine.post(f"{page}/call-off", {"said": ""}),
    ]
    assert [one.status_code for one in answers] == [404, 404, 404]


def test_table_of_another_event_is_not_found(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    other = an_event(session)
    other.round_tables = 1
    save(session, other)
    table = a_table(session, other, an_attendee(session, other))
    page = f"/e/{event.slug}/round-tables/{table.id}"
    assert as_(session, browser, ada).get(page).status_code == 404


def test_hosts_page_says_so(session: Session, browser: Open, event: Event, ada: Attendance) -> None:
    host = an_attendee(session, event, "Host Example")
    a_table(session, event, host)
    text = as_(session, browser, ada).read(f"/e/{event.slug}/people/{host.id}")
    assert "Hosts a round table: Tue 11 May, 09:00" in text


def test_list_takes_as_many_statements_for_30_as_for_one(
    session: Session, app: Starlette, browser: Open, event: Event, ada: Attendance
) -> None:
    mine = as_(session, browser, ada)

    def add() -> None:
        session.rollback()  # the browser has written meanwhile
        table = a_table(session, event, an_attendee(session, event))
        take_seat(session, event.id, an_attendee(session, event).id, table.id)

    add()
    page = f"/e/{event.slug}/round-tables"
    mine.read(page)
    with counted(app.state.engine) as one:
        mine.read(page)
    for _ in range(29):
        add()
    with counted(app.state.engine) as thirty:
        mine.read(page)
    assert len(slots(session, event.id)) == 4
    assert one.total == thirty.total
