"""Asking and answering, as people meet it on the pages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.queries import meetings_of
from eventnet.people.attending import leave, pause
from eventnet.people.models import Audience
from eventnet.requests.actions import accept, decline, propose
from eventnet.requests.models import RequestState
from eventnet.requests.queries import requests_of
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.browser import Browser
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted

Open = Callable[[], Browser]
HERE = "/e/one/requests"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="one", slots=40, tables=40)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Bo Berg", "bo@example.org", headline="Heats towns")


def as_ada(browser: Open) -> Browser:
    return browser().sign_in("ada@example.org")


def as_bo(browser: Open) -> Browser:
    return browser().sign_in("bo@example.org")


def source(browser: Browser, path: str) -> str:
    """Return a page as it is sent, with its addresses."""
    return browser.get(path).text


def test_from_a_persons_page_to_a_meeting_of_both(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    ask = f"/e/one/people/{bo.id}/ask"
    hers, his = as_ada(browser), as_bo(browser)
    assert ask in source(hers, f"/e/one/people/{bo.id}")
    assert ask in source(hers, "/e/one/people")
    assert "Ask for 20 minutes" in hers.read(ask)
    slot = slot_of(session, event, 2).id
    hers.post(ask, {"slot": slot, "message": "Pumps?"})
    session.rollback()
    (mine,) = requests_of(session, ada.id)
    page = hers.read(f"{HERE}/{mine.id}")
    assert "Waits for Bo Berg until" in page
    assert "Take it back" in page
    assert f"{HERE}/{mine.id}" in source(hers, f"/e/one/people/{bo.id}")
    assert ask not in source(hers, "/e/one/people")
    assert "1 request waits for your answer." in his.read("/e/one/schedule")
    assert "1 request waits for your answer." in his.read("/")
    page = his.read(HERE)
    assert "Meet on Tue 11 May, 09:40" in page
    assert "Pumps?" in page
    assert "Yes, Tue 11 May, 09:40" in his.read(f"{HERE}/{mine.id}")
    his.post(f"{HERE}/{mine.id}/accept")
    assert his.read(f"{HERE}/{mine.id}").count("You said yes") == 1
    assert his.read(f"{HERE}/{mine.id}").count("You said yes") == 1  # the notice is gone by then
    for one in (hers, his):
        assert "Table 1" in one.read("/e/one/schedule")
        assert "STATUS:CONFIRMED" in one.read("/e/one/schedule.ics")


def test_any_time_is_chosen_by_who_answers(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key = asked(session, event, ada, bo, None)
    his = as_bo(browser)
    page = his.read(f"{HERE}/{key}")
    assert "Meet, at any time that suits both" in page
    assert "Yes, at this time" in page
    his.post(f"{HERE}/{key}/accept", {"slot": slot_of(session, event, 5).id})
    assert "Tue 11 May, 10:40" in his.read(f"{HERE}/{key}")


def test_a_time_that_went_meanwhile_is_said_and_another_offered(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key, eve = asked(session, event, ada, bo, 0), an_attendee(session, event)
    his = as_bo(browser)
    session.rollback()
    a_meeting(session, event, bo, eve, slot=0)
    answer = his.post(f"{HERE}/{key}/accept")
    assert answer.status_code == 409
    assert "no longer free for both" in answer.text
    assert "Propose another time" in answer.text
    answer = his.post(f"{HERE}/{key}/propose", {"other": ""})
    assert answer.status_code == 422
    assert "Please choose a time" in answer.text
    his.post(f"{HERE}/{key}/propose", {"other": slot_of(session, event, 3).id, "note": "Later?"})
    page = as_ada(browser).read(f"{HERE}/{key}")
    assert "Later?" in page
    assert "Yes, Tue 11 May, 10:00" in page


def test_a_no_is_kind_unless_somebody_finds_other_words(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key = asked(session, event, ada, bo)
    his = as_bo(browser)
    assert "Thank you for asking." in his.read(f"{HERE}/{key}")
    his.post(f"{HERE}/{key}/decline", {"words": ""})
    page = as_ada(browser).read(f"{HERE}/{key}")
    assert "Bo Berg said no" in page
    assert "Thank you for asking." in page
    assert f"/people/{ada.id}/ask" in source(his, f"{HERE}/{key}")


def test_what_stands_in_the_way_is_said_with_a_way_out(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    hers, ask = as_ada(browser), f"/e/one/people/{bo.id}/ask"
    session.rollback()
    meeting = a_meeting(session, event, ada, bo, slot=7)
    page = source(hers, ask)
    assert "have a meeting already" in page
    assert f"/meetings/{meeting.id}" in page
    assert 'name="message"' not in page
    answer = hers.post(ask, {"message": "Pumps?"})
    assert answer.status_code == 409


def test_a_form_without_words_comes_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    answer = as_ada(browser).post(f"/e/one/people/{bo.id}/ask", {"message": " \u200b "})
    assert answer.status_code == 422
    assert "Please say in a sentence what it is about." in answer.text


def test_nobody_who_is_not_shown_can_be_asked(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    hidden = an_attendee(session, event, "Hidden One", shown_to=Audience.MET)
    answer = as_ada(browser).post(f"/e/one/people/{hidden.id}/ask", {"message": "Pumps?"})
    assert answer.status_code == 404
    assert requests_of(session, ada.id) == []


def test_asking_tells_the_name_and_nothing_else(
    session: Session, event: Event, bo: Attendance, browser: Open
) -> None:
    shy = an_attendee(
        session, event, "Shy Sharma", headline="Secret headline", shown_to=Audience.MET
    )
    key = asked(session, event, shy, bo)
    his = as_bo(browser)
    for page in (source(his, HERE), source(his, f"{HERE}/{key}")):
        assert "Shy Sharma" in page
        assert "Secret headline" not in page
        assert f'href="/e/one/people/{shy.id}"' not in page
    session.rollback()
    eve = an_attendee(session, event, "Eve", "eve@example.org")
    assert "Shy Sharma" not in browser().sign_in("eve@example.org").read(HERE)
    assert requests_of(session, eve.id) == []


def test_a_request_across_a_veto_looks_like_any_other_to_who_made_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    eve = an_attendee(session, event, "Eve Ember", headline="Heats towns")
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    hers, his = as_ada(browser), as_bo(browser)

    def seen(other: Attendance, name: str) -> list[str]:
        """Return every page that Ada sees of her request, without what names it."""
        ask = f"/e/one/people/{other.id}/ask"
        pages = [source(hers, f"/e/one/people/{other.id}"), source(hers, ask)]
        hers.post(ask, {"slot": "", "message": "Pumps?"})
        session.rollback()
        key = next(one.id for one in requests_of(session, ada.id) if one.other_id == other.id)
        pages += [source(hers, f"{HERE}/{key}"), source(hers, ask)]
        hers.post(f"{HERE}/{key}/withdraw")
        pages.append(source(hers, f"{HERE}/{key}"))
        plain = [
            page.replace(name, "NAME").replace(other.id, "ID").replace(other.membership_id, "ID")
            for page in pages
        ]
        return [re.sub(key + r"|tint-\d+|>\w\w<|\d\d:\d\d", "", page) for page in plain]

    with clock.at(clock.now()):
        assert seen(bo, "Bo Berg") == seen(eve, "Eve Ember")
        session.rollback()
        asked(session, event, ada, bo)
    assert "Ada" not in his.read(HERE)
    (hidden,) = [one for one in requests_of(session, ada.id) if one.is_waiting]
    assert his.get(f"{HERE}/{hidden.id}").status_code == 404
    for deed in ("accept", "decline", "propose"):
        form = {"other": slot_of(session, event, 1).id}
        assert his.post(f"{HERE}/{hidden.id}/{deed}", form).status_code == 404
    assert "waits for your answer" not in his.read("/e/one/schedule")


def test_a_meeting_is_moved_when_the_other_agrees_and_called_off_with_a_reason(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    meeting = a_meeting(session, event, ada, bo, slot=0)
    hers, his, here = as_ada(browser), as_bo(browser), f"/e/one/meetings/{meeting.id}"
    assert f"{here}/move" in source(hers, here)
    assert "You meet Bo Berg on Tue 11 May, 09:00" in hers.read(f"{here}/move")
    hers.post(f"{here}/move", {"slot": slot_of(session, event, 6).id, "message": "My train"})
    assert "Until there is a yes" in hers.read(here)
    assert "ask for another time" in his.read(here)
    assert "Tue 11 May, 09:00" in his.read(here)
    session.rollback()
    (moving,) = requests_of(session, bo.id)
    page = his.read(f"{HERE}/{moving.id}")
    assert "Move your meeting to Tue 11 May, 11:00" in page
    assert "My train" in page
    his.post(f"{HERE}/{moving.id}/accept")
    assert "Tue 11 May, 11:00" in hers.read(here)
    his.post(f"{here}/cancel", {"said": "I am <b>ill"})
    page = source(hers, here)
    assert "This meeting is off." in page
    assert "I am &lt;b&gt;ill" in page
    assert his.get(f"{here}/move").status_code == 409


def test_times_stand_on_the_readers_clock_too(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    membership = session.get_one(Membership, bo.membership_id)
    account = session.exec(select(Account).where(Account.id == membership.account_id)).one()
    account.time_zone = "America/New_York"
    save(session, account)
    key = asked(session, event, ada, bo, 0)
    assert "Tue 11 May, 09:00 (04:00 for you)" in as_bo(browser).read(f"{HERE}/{key}")


def test_the_list_has_each_request_where_it_belongs(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    hers = as_ada(browser)
    assert "No requests yet" in hers.read(HERE)
    session.rollback()
    cy, dee, eve = (an_attendee(session, event, name) for name in ("Cy", "Dee", "Eve"))
    asked(session, event, cy, ada)
    asked(session, event, ada, bo)
    accept(session, asked(session, event, dee, ada, 3), ada.id)
    back = asked(session, event, ada, eve, 4)
    propose(session, back, eve.id, slot_of(session, event, 5).id, "Better?")
    page = source(hers, HERE)
    waiting, others = page.split("Waiting for others")
    others, past = others.split("Answered and closed")
    assert [name in waiting for name in (">Cy<", ">Eve<", ">Bo Berg<", ">Dee<")] == [
        True,
        True,
        False,
        False,
    ]
    assert ">Bo Berg<" in others
    assert "You said yes" in past
    assert "You can have 6 requests open at a time; 2 are open now." in page
    assert "5 to begin with, 1 for answers you gave and 0 for meetings you came to" in page


def test_who_left_keeps_their_name_and_the_request_is_closed(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key = asked(session, event, ada, bo)
    leave(session, event, bo.id)
    page = source(as_ada(browser), f"{HERE}/{key}")
    assert "Bo Berg" in page
    assert "Closed: one of you no longer attends" in page
    assert f'href="/e/one/people/{bo.id}"' not in page


def test_what_a_plan_has_overtaken_leads_to_the_meeting(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key = asked(session, event, ada, bo)
    with writing(session):
        plan = [Booking(ada.id, bo.id, slot_of(session, event, 3).id, 1)]
        book_plan(session, event, "run", plan)
    (meeting,) = meetings_of(session, ada.id)
    for one in (as_ada(browser), as_bo(browser)):
        page = source(one, f"{HERE}/{key}")
        assert "Closed: the schedule brings you two together already" in page
        assert f"/e/one/meetings/{meeting.id}" in page
        assert one.post(f"{HERE}/{key}/accept").status_code == 410


def test_what_expired_reads_so_before_anybody_noted_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    key = asked(session, event, ada, bo)
    his = as_bo(browser)
    with clock.at(clock.now() + timedelta(days=4)):
        assert state_of(session, key) is RequestState.WAITING
        assert "Expired: there was no answer in time" in his.read(f"{HERE}/{key}")
        assert his.post(f"{HERE}/{key}/accept").status_code == 410
    session.rollback()
    assert meetings_of(session, bo.id) == []


def test_lists_ask_the_same_of_the_database_for_1_and_for_30(
    session: Session, event: Event, ada: Attendance, browser: Open
) -> None:
    hers = as_ada(browser)
    session.rollback()
    asked(session, event, an_attendee(session, event), ada)
    hers.read(HERE)
    with counted(session) as one:
        hers.read(HERE)
    session.rollback()
    for number in range(29):
        name = f"Person {number}"
        asked(session, event, an_attendee(session, event, name), ada)
    with counted(session) as many:
        assert "Person 28" in hers.read(HERE)
    assert one.total == many.total


def test_the_menu_says_how_many_wait_for_an_answer(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    def waits(one: Browser) -> list[str]:
        return re.findall(
            r'data-count="requests" data-number="(\d+)"', source(one, "/e/one/people")
        )

    assert waits(as_bo(browser)) == []
    asked(session, event, ada, bo)
    asked(session, event, an_attendee(session, event, "Cy"), bo, 1)
    assert (waits(as_bo(browser)), waits(as_ada(browser))) == (["2"], [])
    make_wish(session, event, bo.id, ada.id, WishKind.AVOID)
    assert waits(as_bo(browser)) == ["1"]


def test_an_accepted_request_leads_to_messages_and_a_no_to_asking_where_that_is_open(
    session: Session, event: Event, ada: Attendance, bo: Attendance, browser: Open
) -> None:
    yes = asked(session, event, ada, bo, 1)
    write = f'href="/e/one/messages/{ada.id}"'
    assert write not in source(as_bo(browser), f"{HERE}/{yes}")
    accept(session, yes, bo.id)
    assert write in source(as_bo(browser), f"{HERE}/{yes}")
    cy = an_attendee(session, event, "Cy")
    no = asked(session, event, cy, bo, 2)
    decline(session, no, bo.id, "No")
    assert "Changed your mind? Ask them" in source(as_bo(browser), f"{HERE}/{no}")
    pause(session, cy.id)
    assert "Changed your mind? Ask them" not in source(as_bo(browser), f"{HERE}/{no}")
