"""Deleting an account beside what else happens at that moment."""

import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from eventnet.accounts import actions as signing_in
from eventnet.accounts import queries
from eventnet.accounts.models import Account, Login
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.erasure.actions import delete_account
from eventnet.erasure.leaving import leave_all
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings import booking
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting
from eventnet.meetings.participants import participants
from eventnet.meetings.queries import meetings_of
from eventnet.requests import actions as answering
from eventnet.requests.actions import accept
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.eventnet.people.person import Open
from tests.eventnet.requests.asked import asked
from tests.factories import an_account, an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)

ROUNDS = 10


def deleting(settings: Settings, account_id: str) -> Deed:
    """Return what deletes an account, and leaves its events as the job does."""

    def delete(session: Session) -> object:
        delete_account(session, settings, session.get_one(Account, account_id))
        leave_all(session, account_id)
        return "deleted"

    return delete


def test_without_the_holds_of_link_and_account_somebody_is_signed_in_to_what_is_gone(
    app: Starlette,
    session: Session,
    settings: Settings,
    browser: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They get no further: each page looks at the account anew."""
    only_where_writes_are_many(session)
    account = an_account(session, "ada@example.org")
    path, one = a_link(session, settings, account.email), browser()

    def careless(own: Session, email: str, *, hold: bool) -> Account | None:
        assert hold
        return queries.active_account(own, email)

    monkeypatch.setattr(signing_in, "lock", careless_lock)
    monkeypatch.setattr(signing_in, "active_account", careless)
    code, _deleted = overtaken(
        app,
        lambda _own: one.post(path).status_code,
        deleting(settings, account.id),
        after="eventnet.accounts.actions.active_account",
    )
    session.rollback()
    assert (code, session.exec(select(func.count()).select_from(Login)).one()) == (303, 1)
    assert one.get("/account").headers["location"].startswith("/sign-in")


def test_beside_a_sign_in_nobody_is_signed_in(
    app: Starlette, session: Session, settings: Settings, browser: Open
) -> None:
    for number in range(ROUNDS):
        account = an_account(session, f"ada{number}@example.org")
        path = a_link(session, settings, account.email)
        one: Browser = browser()

        def signs_in(_session: Session, one: Browser = one, path: str = path) -> object:
            return one.post(path).status_code

        at_once(app, deleting(settings, account.id), signs_in)
        session.rollback()
        assert session.exec(select(func.count()).select_from(Login)).one() == 0
        assert one.get("/account").headers["location"].startswith("/sign-in")


def a_yes_and_a_deletion(
    session: Session, settings: Settings, event: Event, number: int
) -> tuple[str, str, Deed, Deed]:
    """Return who says yes to whom, the deed of saying it, and that of deleting their account."""
    ada, bo = (an_attendee(session, event, email=f"{n}{number}@example.org") for n in "ab")
    key, ada_id, bo_id = asked(session, event, bo, ada, number), ada.id, bo.id
    account_id = session.get_one(Membership, ada.membership_id).account_id
    session.rollback()
    return ada_id, bo_id, lambda own: accept(own, key, ada_id), deleting(settings, account_id)


def test_without_the_holds_a_meeting_stands_with_whoever_is_gone(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    event = an_event(session)
    _ada, bo_id, yes, deletion = a_yes_and_a_deletion(session, settings, event, 0)
    monkeypatch.setattr(answering, "hold_people", careless_hold)
    monkeypatch.setattr(answering, "lock", careless_lock)
    overtaken(app, yes, deletion, after="eventnet.meetings.arranging.check_free")
    session.rollback()
    assert [one.is_live for one in meetings_of(session, bo_id)] == [True]


def test_beside_a_yes_no_meeting_stands(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session, slots=ROUNDS)
    for number in range(ROUNDS):
        ada_id, bo_id, yes, deletion = a_yes_and_a_deletion(session, settings, event, number)
        at_once(app, deletion, yes)
        session.rollback()
        assert meetings_of(session, bo_id) == []
        assert session.get_one(Attendance, ada_id).left_at is not None


def books(event_id: str, one: str, other: str, slot_id: str) -> Deed:
    """Return the deed of publishing a plan of one meeting."""

    def publish(own: Session) -> object:
        with writing(own):
            event = own.get_one(Event, event_id)
            book_plan(own, event, "a run", [Booking(one, other, slot_id, 1)])
        return "booked"

    return publish


def test_beside_a_publication_no_meeting_stands(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session, slots=ROUNDS)
    there = [slot.id for slot in slots(session, event.id)]
    for number in range(ROUNDS):
        ada, bo = (an_attendee(session, event, email=f"{n}{number}@example.org") for n in "ab")
        account_id = session.get_one(Membership, ada.membership_id).account_id
        plan, bo_id = books(event.id, ada.id, bo.id, there[number]), bo.id
        session.rollback()
        assert at_once(app, deleting(settings, account_id), plan) == ["deleted", "booked"]
        session.rollback()
        assert [one for one in meetings_of(session, bo_id) if one.is_live] == []


def test_without_a_look_under_the_hold_a_plan_books_who_is_gone(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = an_event(session)
    ada, bo = (an_attendee(session, event, email=f"{name}@example.org") for name in "ab")
    account_id = session.get_one(Membership, ada.membership_id).account_id
    plan = books(event.id, ada.id, bo.id, slots(session, event.id)[0].id)
    with Session(app.state.engine) as early:
        stale = participants(early, early.get_one(Event, event.id))
    session.rollback()
    deleting(settings, account_id)(session)
    monkeypatch.setattr(booking, "participants", lambda *_given, **_how: stale)
    plan(session)
    (meeting,) = session.exec(select(Meeting)).all()
    assert meeting.live


def test_a_sign_in_that_does_not_hold_the_account_outlives_it_only_in_its_row(
    session: Session, settings: Settings, browser: Open
) -> None:
    account = an_account(session, "ada@example.org")
    mine = browser().sign_in("ada@example.org")
    login = session.exec(select(Login)).one().model_dump()
    delete_account(session, settings, account)
    assert queries.active_account(session, "ada@example.org") is None
    save(session, Login(**login))  # as if it had been written a moment later
    assert mine.get("/account").headers["location"].startswith("/sign-in")
