"""Joining without a ticket."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account, Login
from eventnet.arrivals.models import Ticket, TicketStatus
from eventnet.arrivals.sweeping import sweep
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import MailTrouble
from eventnet.organize.actions import remove_attendee, take_back
from eventnet.people.attending import leave
from eventnet.people.models import Profile
from tests import factories
from tests.browser import Browser, text_of
from tests.queries import counted
from tests.work import do_jobs, mails

JOIN = "/e/estuary/join/open-sesame"
ADA = {"email": " Ada@Example.org ", "name": "Ada Silva", "organization": "Tidal"}


@pytest.fixture
def event(session: Session) -> Event:
    made = factories.an_event(session, slug="estuary")
    made.join_code = "open-sesame"
    session.add(made)
    session.commit()
    return made


def count(session: Session, table: type) -> int:
    session.rollback()
    return session.exec(select(func.count()).select_from(table)).one()


def link_of(session: Session, email: str) -> str:
    found = re.search(r"https://meet\.example\.org(/e/\S+)", mails(session, email)[-1].text)
    assert found is not None
    return found[1]


def test_a_stranger_joins_by_a_click_on_the_mailed_link(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    visitor = browser()
    assert "Join Estuary" in visitor.read(JOIN)
    asked = visitor.post(JOIN, ADA)
    assert asked.status_code == 200
    assert "on its way to ada@example.org" in text_of(asked.text)
    do_jobs(app)
    assert count(session, Account) == 0  # nobody has proven the address yet
    link = link_of(session, "ada@example.org")
    assert "You join as ada@example.org" in visitor.read(link)
    assert count(session, Account) == 0  # opening the link changes nothing
    joined = visitor.post(link)
    assert (joined.status_code, joined.headers["location"]) == (303, "/e/estuary/next")
    assert count(session, Attendance) == 1
    profile = session.exec(select(Profile)).one()
    assert (profile.name, profile.organization) == ("Ada Silva", "Tidal")
    ticket = session.exec(select(Ticket)).one()
    assert (ticket.source, ticket.status) == ("link", TicketStatus.VALID)
    assert count(session, Login) == 1
    assert visitor.get(JOIN).headers["location"] == "/e/estuary/next"


def test_joining_by_the_mailed_link_proves_that_mail_arrives(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    factories.save(session, MailTrouble(email="ada@example.org", words="550 mailbox full"))
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    visitor.get(link_of(session, "ada@example.org"))
    assert count(session, MailTrouble) == 1  # a scanner may have opened it
    visitor.post(link_of(session, "ada@example.org"))
    assert count(session, MailTrouble) == 0


def test_the_link_works_once(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    link = link_of(session, "ada@example.org")
    visitor.post(link)
    other = browser()
    assert other.get(link).status_code == 410
    assert other.post(link).status_code == 410
    assert count(session, Login) == 1


def test_the_link_ends_after_a_day_or_with_the_organizers_link(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    link = link_of(session, "ada@example.org")
    with clock.at(clock.now() + timedelta(hours=25)):
        assert visitor.post(link).status_code == 410
    event.join_code = "another"
    session.add(event)
    session.commit()
    closed = visitor.post(link)
    assert closed.status_code == 410
    assert "closed this way of joining" in text_of(closed.text)
    assert visitor.get(JOIN).status_code == 404
    assert count(session, Attendance) == 0


def test_a_known_and_an_unknown_address_get_the_same_answer_and_work(
    session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    factories.an_attendee(session, event, email="here@example.org")
    visitor = browser()
    visitor.post(JOIN, {**ADA, "email": "warm@example.org"})
    answers = []
    for email in ("here@example.org", "none@example.org"):
        with counted(session) as asked:
            response = visitor.post(JOIN, {**ADA, "email": email})
        answers.append((response.status_code, response.text.replace(email, ""), asked.total))
    assert answers[0] == answers[1]


def test_an_attendee_who_asks_again_is_let_in_as_the_same(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    factories.an_attendee(session, event, "Ada S.", email="ada@example.org")
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    visitor.post(link_of(session, "ada@example.org"))
    assert count(session, Attendance) == 1
    assert session.exec(select(Profile.name)).one() == "Ada S."


def test_who_is_signed_in_joins_with_one_click(
    session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    factories.an_account(session, "ada@example.org")
    ada = browser().sign_in("ada@example.org")
    assert "You are signed in as ada@example.org" in ada.read(JOIN)
    assert ada.post(f"{JOIN}/now", {"name": " "}).status_code == 422
    joined = ada.post(f"{JOIN}/now", {"name": "Ada Silva", "email": "someone@example.org"})
    assert joined.headers["location"] == "/e/estuary/next"
    assert count(session, Attendance) == 1
    assert session.exec(select(Account.email)).all() == ["ada@example.org"]


def test_nobody_joins_at_once_without_being_signed_in(
    session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    assert browser().post(f"{JOIN}/now", ADA).headers["location"] == JOIN
    assert count(session, Attendance) == 0


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("email", "ada", "is no e-mail address"),
        ("email", "", "There is no address"),
        ("name", "  ", "Please fill this in"),
        ("name", "x" * 201, "at most 200 characters"),
        ("organization", "x" * 201, "at most 200 characters"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    event: Event, browser: Callable[[], Browser], field: str, value: str, words: str
) -> None:
    response = browser().post(JOIN, {**ADA, field: value})
    assert response.status_code == 422
    assert words in text_of(response.text)
    assert "Silva" in response.text or field == "name"


def test_asking_too_often_is_refused(event: Event, browser: Callable[[], Browser]) -> None:
    visitor = browser()
    statuses = [visitor.post(JOIN, ADA).status_code for _number in range(7)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_a_wrong_code_is_no_page(
    session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    visitor = browser()
    assert visitor.get("/e/estuary/join/other").status_code == 404
    assert visitor.post("/e/estuary/join/other", ADA).status_code == 404
    assert visitor.get(f"{JOIN}/confirm/none").status_code == 410
    event.join_code = None
    session.add(event)
    session.commit()
    assert visitor.get(JOIN).status_code == 404
    assert visitor.get("/e/estuary/join/None").status_code == 404


def test_a_closed_account_is_not_opened_by_joining(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    account = factories.an_account(session, "ada@example.org")
    account.deactivated_at = clock.now()
    session.add(account)
    session.commit()
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    assert visitor.post(link_of(session, "ada@example.org")).status_code == 410
    assert count(session, Attendance) == 0


def removed(session: Session, event: Event) -> Attendance:
    """Return somebody whom an organizer removed."""
    ada = factories.an_attendee(session, event, "Ada S.", email="ada@example.org")
    remove_attendee(session, event.id, ada.id, "me")
    return ada


def test_whom_an_organizer_removed_the_link_does_not_bring_back(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    ada = removed(session, event)
    visitor = browser()
    assert visitor.post(JOIN, ADA).status_code == 200
    do_jobs(app)
    link = link_of(session, "ada@example.org")
    for response in (visitor.get(link), visitor.post(link)):
        assert response.status_code == 403
        assert "Ask the organizers" in text_of(response.text)
    signed_in = browser().sign_in("ada@example.org")
    assert signed_in.get(JOIN).status_code == 403
    assert signed_in.post(f"{JOIN}/now", {"name": "Ada"}).status_code == 403
    session.refresh(ada)
    assert ada.left_at is not None
    assert count(session, Login) == 1  # the one of this test
    take_back(session, event.id, ada.id, "me")
    leave(session, event, ada.id)
    assert visitor.post(link).status_code == 303
    session.refresh(ada)
    assert [ada.left_at, ada.removed] == [None, False]


def test_the_page_before_the_mail_tells_nobody_who_was_removed(
    session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    removed(session, event)
    answers = [
        browser().post(JOIN, {**ADA, "email": email})
        for email in ("ada@example.org", "eve@example.org")
    ]
    texts = [answer.text.replace("ada@", "eve@") for answer in answers]
    assert texts[0] == texts[1]


def test_scripts_in_a_name_run_nowhere(event: Event, browser: Callable[[], Browser]) -> None:
    response = browser().post(JOIN, {"email": "x", "name": '"><script>alert(1)</script>'})
    assert "<script>alert" not in response.text


def test_pending_requests_are_forgotten_after_a_day(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    visitor = browser()
    visitor.post(JOIN, ADA)
    do_jobs(app)
    with clock.at(clock.now() + timedelta(hours=25)):
        visitor.post(JOIN, {**ADA, "email": "ben@example.org"})
        do_jobs(app)
        sweep.work(Ground(app.state.settings, app.state.sessions))
    assert session.exec(select(Ticket.email)).all() == ["ben@example.org"]
