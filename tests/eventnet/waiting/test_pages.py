"""Joining a full event by the link, the place in the line, and the organizers' list."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.events.models import Event
from eventnet.waiting import views
from eventnet.waiting.models import WaitingGuest
from eventnet.waiting.queries import line, places_of
from tests.browser import Browser
from tests.eventnet.board.desk import a_desk
from tests.factories import an_account, an_attendee, an_event, save
from tests.queries import counted
from tests.work import do_jobs, mails

Open = Callable[[], Browser]
JOIN = "/e/full/join/joincode23456789"


@pytest.fixture
def event(session: Session) -> Event:
    """Return a full event of one place, with a link for joining."""
    made = an_event(session, slug="full")
    made.places, made.join_code = 1, "joincode23456789"
    save(session, made)
    an_attendee(session, made, "Ada")
    a_desk(session, made)
    return made


def joins(browser: Open, session: Session, name: str) -> Browser:
    """Let somebody join who is signed in; return their browser."""
    email = f"{name.casefold()}@example.org"
    an_account(session, email)
    here = browser().sign_in(email)
    session.rollback()
    answer = here.post("/e/full/join/joincode23456789/now", {"name": name})
    assert answer.headers["location"] == "/e/full/waiting"
    return here


def test_whoever_joins_is_told_first_and_sees_their_number(
    session: Session, event: Event, browser: Open
) -> None:
    said = browser().read(JOIN)
    assert "waits for one, as the first in the line." in said
    assert "with a click on it you are on the waiting list" in said
    bo = joins(browser, session, "Bo")
    form = bo.read("/e/full/join/joincode23456789")
    assert "All places are taken. Whoever joins now waits for one, and 1 person is ahead." in form
    assert "Go on the waiting list" in form
    assert ">Join</button>" not in form
    cy = joins(browser, session, "Cy")
    assert "You are number 1 on the waiting list" in bo.read("/e/full/waiting")
    assert "You are number 2 on the waiting list" in cy.read("/e/full/waiting")
    assert "My place on the waiting list" in cy.read("/e/full")
    assert cy.get("/e/full/people").status_code == 404
    assert cy.get("/e/full/schedule").status_code == 404
    assert bo.post("/e/full/waiting/leave").status_code == 303
    assert "You are number 1" in cy.read("/e/full/waiting")
    assert bo.get("/e/full/waiting").status_code == 404


def test_the_start_page_leads_to_ones_places_in_lines(
    session: Session, event: Event, browser: Open
) -> None:
    bo, cy = (joins(browser, session, name) for name in ("Bo", "Cy"))
    said = "You are number 2 on the waiting list."
    assert said.replace("2", "1") in bo.read("/")
    page = cy.get("/").text
    assert said in page
    assert "/e/full/waiting" in page
    assert "No event here" not in page
    bo.post("/e/full/waiting/leave")
    assert "waiting list" not in bo.read("/")
    assert "No event here" in bo.read("/")
    assert said.replace("2", "1") in cy.read("/")


def test_places_in_lines_are_read_at_once(session: Session, event: Event) -> None:
    bo, taken = an_account(session).id, []
    for number in (1, 29):
        for one in range(number):
            other = an_event(session, slug=f"other-{number}-{one}")
            save(session, WaitingGuest(event_id=other.id, account_id=bo, name="Bo"))
        with counted(session) as count:
            found = places_of(session, bo)
        taken.append(count.total)
    assert [one.number for one in found.values()] == [1] * 30
    assert taken[0] == taken[1]


def test_the_page_behind_the_mail_says_that_one_waits(
    app: Starlette, session: Session, event: Event, browser: Open
) -> None:
    here = browser()
    sent = here.post(JOIN, {"email": "dee@example.org", "name": "Dee"}).text
    assert "you are on the waiting list" in sent
    assert "you have joined" not in sent
    do_jobs(app)
    (mail,) = mails(session, "dee@example.org")
    found = re.search(r"https://meet\.example\.org(/e/\S+)", mail.text)
    assert found is not None
    confirming = here.read(found[1])
    assert "All places are taken." in confirming
    assert "You go on the waiting list as dee@example.org" in confirming


def test_organizers_see_the_line_and_change_it(
    session: Session, event: Event, browser: Open
) -> None:
    people = {name: joins(browser, session, name) for name in ("Bo", "Cy", "Di")}
    desk, page = browser().sign_in("desk@example.org"), "/e/full/organize/waiting"
    assert "3 people wait" in desk.read(page)
    session.rollback()
    keys = {one.row.name: one.row.id for one in line(session, event.id)}
    session.rollback()
    assert desk.post(f"{page}/{keys['Cy']}/up").status_code == 303
    words = desk.read(page)
    assert "1 more comes than there are places." in words
    assert people["Cy"].get("/e/full/schedule").status_code == 200
    assert desk.post(f"{page}/{keys['Di']}/remove", {"said": "x" * 501}).status_code == 422
    assert desk.post(f"{page}/{keys['Di']}/remove", {"said": "Sorry"}).status_code == 303
    assert people["Di"].get("/e/full/waiting").status_code == 404
    assert desk.post(page, {"places": "0"}).status_code == 422
    assert desk.post(page, {"places": "3"}).status_code == 303
    assert people["Bo"].get("/e/full/schedule").status_code == 200
    assert "Nobody waits" in desk.read(page)
    assert desk.post(page, {"places": ""}).status_code == 303
    assert "There is a place for everybody who joins." in desk.read(page)


def test_a_long_line_is_read_page_by_page_and_a_word_comes_back_beside_its_person(
    session: Session, event: Event, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    for name in ("Bo", "Cy", "Di"):
        joins(browser, session, name)
    desk, page = browser().sign_in("desk@example.org"), "/e/full/organize/waiting"
    first, second = desk.read(page), desk.read(f"{page}?page=2")
    assert "3 people wait" in first
    assert "3 people wait" in second
    who = [f"{name}@example.org" for name in ("bo", "cy", "di")]
    assert [one in first for one in who] == [True, True, False]
    assert [one in second for one in who] == [False, False, True]
    session.rollback()
    key = line(session, event.id)[2].row.id
    back = desk.post(f"{page}/{key}/remove", {"said": "Sorry" + "y" * 500})
    assert back.status_code == 422
    assert "Sorryyy" in back.text
    session.rollback()
    assert [one.number for one in line(session, event.id, offset=1, limit=1)] == [2]


def test_nobody_else_sees_the_line(session: Session, event: Event, browser: Open) -> None:
    bo = joins(browser, session, "Bo")
    assert bo.get("/e/full/organize/waiting").status_code == 404
    an_account(session, "eve@example.org")
    eve = browser().sign_in("eve@example.org")
    assert eve.get("/e/full/waiting").status_code == 404
    assert browser().get("/e/full/waiting").status_code == 303


@pytest.mark.parametrize("page", ["/e/full/organize/waiting", "/e/full/waiting"])
def test_pages_take_as_many_statements_for_thirty_as_for_one(
    session: Session, event: Event, browser: Open, page: str
) -> None:
    bo = joins(browser, session, "Bo")
    here = bo if page.endswith("full/waiting") else browser().sign_in("desk@example.org")
    session.rollback()
    taken = []
    for number in (0, 29):
        for one in range(number):
            account = an_account(session)
            save(
                session,
                WaitingGuest(event_id=event.id, account_id=account.id, name=f"Waits {one}"),
            )
        session.commit()
        here.get(page)
        with counted(session) as count:
            assert here.get(page).status_code == 200
        taken.append(count.total)
    assert taken[0] == taken[1]
    session.rollback()
    assert len(session.exec(select(WaitingGuest)).all()) == 30
