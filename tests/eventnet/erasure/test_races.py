"""Deleting an account beside what else happens at that moment."""

import pytest
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts import queries
from eventnet.accounts.models import Account, Login
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.database import writing
from eventnet.erasure import actions
from eventnet.erasure.actions import StillNeeded, delete_account, take_back
from eventnet.erasure.leaving import leave_all
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.events.queries import slots
from eventnet.mail.models import OutboxMail
from eventnet.meetings import booking
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting
from eventnet.meetings.participants import participants
from eventnet.meetings.queries import meetings_of
from eventnet.requests.actions import accept
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.eventnet.people.person import Open
from tests.eventnet.requests.asked import asked
from tests.factories import a_community, a_member, an_account, an_attendee, an_event, save
from tests.races import Deed, at_once

ROUNDS = 10


def deleting(settings: Settings, account_id: str) -> Deed:
    """Return what deletes an account, and leaves its events as the job does."""

    def delete(session: Session) -> object:
        delete_account(session, settings, session.get_one(Account, account_id))
        leave_all(session, account_id)
        return "deleted"

    return delete


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


def test_beside_a_yes_no_meeting_stands(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session, slots=ROUNDS)
    for number in range(ROUNDS):
        ada, bo = (an_attendee(session, event, email=f"{n}{number}@example.org") for n in "ab")
        key, ada_id, bo_id = asked(session, event, bo, ada, number), ada.id, bo.id
        account_id = session.get_one(Membership, ada.membership_id).account_id
        session.rollback()

        def says_yes(own: Session, key: str = key, ada_id: str = ada_id) -> object:
            return accept(own, key, ada_id)

        at_once(app, deleting(settings, account_id), says_yes)
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


def test_pressed_eight_times_at_once_one_mail_is_written(
    app: Starlette, session: Session, settings: Settings
) -> None:
    account = an_account(session, "ada@example.org")
    session.rollback()
    deed = deleting(settings, account.id)
    assert at_once(app, *[deed] * 8) == ["deleted"] * 8
    session.rollback()
    assert session.exec(select(func.count()).select_from(OutboxMail)).one() == 1


def both_go(app: Starlette, session: Session, settings: Settings, number: int) -> list[object]:
    """Let the two who run a place and its event delete their accounts at the same moment."""
    place: Community = a_community(session)
    event: Event = an_event(session, place)
    ids = []
    for name in "ab":
        account = an_account(session, f"{name}{number}@example.org")
        a_member(session, place, account, MemberRole.STEWARD)
        save(session, Organizer(event_id=event.id, account_id=account.id))
        ids.append(account.id)
    session.rollback()
    return at_once(app, *(deleting(settings, account_id) for account_id in ids))


def test_of_the_last_two_stewards_one_stays(
    app: Starlette, session: Session, settings: Settings
) -> None:
    for number in range(ROUNDS):
        results = both_go(app, session, settings, number)
        assert {type(one) for one in results} == {str, StillNeeded}


def test_without_the_look_at_who_else_there_is_both_go(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "hindrances", lambda *_given: [])
    assert both_go(app, session, settings, 0) == ["deleted", "deleted"]
    session.rollback()
    left = select(func.count()).where(col(Membership.role) == MemberRole.STEWARD)
    assert session.exec(left).one() == 0


def test_taking_it_back_beside_the_leaving_leaves_an_account_that_can_be_used(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session)
    for number in range(ROUNDS):
        ada = an_attendee(session, event, email=f"a{number}@example.org")
        account_id = session.get_one(Membership, ada.membership_id).account_id
        ada_id = ada.id
        account = session.get_one(Account, account_id)
        delete_account(session, settings, account)
        token = actions._token(settings, session.get_one(Account, account_id))
        session.rollback()

        def leaves(own: Session, key: str = account_id) -> object:
            leave_all(own, key)
            return None

        def returns(own: Session, token: str = token) -> object:
            return take_back(own, settings, token)

        at_once(app, leaves, returns)
        session.rollback()
        assert session.get_one(Account, account_id).deactivated_at is None
        found = session.get_one(Attendance, ada_id)
        # Where the job was faster by a hair, the start page leads back.
        assert found.left_at is None or (found.may_return_until or clock.now()) > clock.now()


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
