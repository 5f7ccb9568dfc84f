"""Deleting an account beside another press, another's deletion, and taking it back."""

import pytest
from sqlmodel import Session, col, func, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.erasure import actions
from eventnet.erasure.actions import StillNeeded, delete_account, take_back
from eventnet.erasure.leaving import leave_all
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings
from tests.eventnet.erasure.test_races import ROUNDS, deleting
from tests.factories import a_community, a_member, an_account, an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)


def test_without_the_hold_of_the_account_two_presses_write_two_mails(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    account = an_account(session, "ada@example.org")
    session.rollback()
    deed = deleting(settings, account.id)
    monkeypatch.setattr(
        actions, "hold_what_it_runs", lambda own, one: careless_lock(own, Account, one.id)
    )
    assert overtaken(app, deed, deed) == ["deleted"] * 2
    assert session.exec(select(func.count()).select_from(OutboxMail)).one() == 2


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


def a_leaving_and_a_return(
    session: Session, settings: Settings, event: Event, number: int
) -> tuple[str, str, Deed, Deed]:
    """Delete an account; return it, its attendance, and the deeds of leaving and of taking back."""
    ada = an_attendee(session, event, email=f"a{number}@example.org")
    account_id, ada_id = session.get_one(Membership, ada.membership_id).account_id, ada.id
    delete_account(session, settings, session.get_one(Account, account_id))
    token = actions._token(settings, session.get_one(Account, account_id))
    session.rollback()
    return (
        account_id,
        ada_id,
        lambda own: leave_all(own, account_id),
        lambda own: take_back(own, settings, token),
    )


def test_a_leaving_that_was_taken_back_leaves_nothing_unless_nobody_looks(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session)
    for number, looks in enumerate((False, True)):
        account_id, ada_id, leaves, returns = a_leaving_and_a_return(
            session, settings, event, number
        )
        with Session(app.state.engine) as early:
            stale = early.get_one(Account, account_id)

        def blind(own: Session, leaves: Deed = leaves, stale: Account = stale) -> object:
            """Leave as one would who believes what was read before."""
            real = own.get
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(
                    own,
                    "get",
                    lambda model, *key, **how: (
                        stale if model is Account else real(model, *key, **how)
                    ),
                )
                return leaves(own)

        attending = "eventnet.erasure.leaving.attending"
        overtaken(app, leaves if looks else blind, returns, after=attending)
        session.rollback()
        assert (session.get_one(Attendance, ada_id).left_at is None) is looks


def test_taking_it_back_beside_the_leaving_leaves_an_account_that_can_be_used(
    app: Starlette, session: Session, settings: Settings
) -> None:
    event = an_event(session)
    for number in range(ROUNDS):
        account_id, ada_id, leaves, returns = a_leaving_and_a_return(
            session, settings, event, number
        )
        at_once(app, leaves, returns)
        session.rollback()
        assert session.get_one(Account, account_id).deactivated_at is None
        found = session.get_one(Attendance, ada_id)
        # Where the job was faster by a hair, the start page leads back.
        assert found.left_at is None or (found.may_return_until or clock.now()) > clock.now()
