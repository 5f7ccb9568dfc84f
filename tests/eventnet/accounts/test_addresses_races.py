"""Another address for an account, beside another change, an objection or a sign-in."""

import time
from collections.abc import Callable
from functools import partial
from threading import Barrier
from typing import ParamSpec, TypeVar

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts import actions, addresses
from eventnet.accounts.addresses import confirm_change, object_to
from eventnet.accounts.models import Account, AddressChange
from eventnet.accounts.queries import active_account
from eventnet.accounts.reserving import refuse_reserved
from eventnet.settings import Settings
from tests.eventnet.accounts.test_addresses import NEW, OLD, ROUNDS, Open, a_change, email_of
from tests.eventnet.accounts.test_sign_in import a_link
from tests.factories import an_account
from tests.races import at_once, only_where_writes_are_many, refused, without

P = ParamSpec("P")
R = TypeVar("R")


@pytest.fixture
def account(session: Session) -> Account:
    """Return an account."""
    return an_account(session, OLD)


def test_without_the_hold_an_objection_comes_too_late(
    session: Session, app: Starlette, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = a_change(session, account)
    with Session(app.state.engine) as early:
        stale = early.get_one(AddressChange, change.id)
        before = early.get_one(Account, account.id)
        early.expunge_all()
    object_to(session, change.id)
    monkeypatch.setattr(addresses, "_hold", lambda own, _key: (own.merge(stale), before))
    monkeypatch.setattr(addresses, "_readdress", lambda *_given: None)
    assert confirm_change(session, change.id, "") == NEW  # as if nobody had objected


def two_change_to(session: Session, app: Starlette, new: str) -> int:
    """Let two confirm at once that they have one address; return how many accounts have it."""
    keys = [a_change(session, an_account(session), new).id for _one in "12"]
    results = at_once(app, *[lambda own, key=key: confirm_change(own, key, "") for key in keys])
    session.rollback()
    have_it = len(session.exec(select(Account).where(Account.email == new)).all())
    assert have_it + refused(results) == 2
    return have_it


def test_without_the_index_two_accounts_have_one_address(session: Session, app: Starlette) -> None:
    only_where_writes_are_many(session)
    without(session, "account.uq_account_email")
    assert two_change_to(session, app, "wanted@example.org") == 2


def test_of_two_changes_to_one_address_one_is_made(session: Session, app: Starlette) -> None:
    for number in range(ROUNDS):
        assert two_change_to(session, app, f"wanted{number}@example.org") == 1


def after(pause: Callable[[], object], do: Callable[P, R]) -> Callable[P, R]:
    """Return what does it after a pause."""

    def later(*args: P.args, **kwargs: P.kwargs) -> R:
        pause()
        return do(*args, **kwargs)

    return later


@pytest.mark.parametrize("guarded", [True, False])
def test_beside_a_sign_in_by_the_old_address_neither_waits_for_the_other_for_ever(
    session: Session,
    app: Starlette,
    settings: Settings,
    account: Account,
    browser: Open,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    pause: Callable[[], object] = partial(time.sleep, 0.2)
    if not guarded:
        only_where_writes_are_many(session)
        monkeypatch.setattr(addresses, "hold_links", lambda *_given: None)
        pause = Barrier(2, timeout=60).wait
    path, key = a_link(session, settings, OLD), a_change(session, account).id
    one = browser()
    # Each has held the first when it asks for the second.
    monkeypatch.setattr(actions, "active_account", after(pause, active_account))
    monkeypatch.setattr(addresses, "refuse_reserved", after(pause, refuse_reserved))

    def both() -> list[object]:
        return at_once(
            app,
            lambda own: confirm_change(own, key, ""),
            lambda _own: one.post(path).status_code,
        )

    if guarded:
        changed, signed_in = both()
        assert changed == NEW
        assert signed_in in {303, 410}
    else:
        try:  # one of the two is broken off, and nobody says which
            _changed, signed_in = both()
            broken_off = signed_in == 503
        except OperationalError as error:
            broken_off = "deadlock" in str(error)
        assert broken_off


def test_an_objection_wins_over_a_confirmation(session: Session, app: Starlette) -> None:
    for number in range(ROUNDS):
        account = an_account(session)
        old = account.email
        key = a_change(session, account, f"never{number}@example.org").id
        at_once(
            app,
            lambda own, key=key: confirm_change(own, key, ""),  # type: ignore[misc]
            lambda own, key=key: object_to(own, key),  # type: ignore[misc]
        )
        assert email_of(session, account) == old
