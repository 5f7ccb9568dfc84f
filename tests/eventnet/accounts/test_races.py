"""Two clicks at once on what works once."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel, select
from starlette.applications import Starlette

from eventnet.accounts import actions
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.models import Account, Login, SignInLink
from eventnet.database import writing
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.factories import an_account
from tests.races import at_once, only_where_writes_are_many, overtaken, without

CLICKS = 8


def click_at_once(
    app: Starlette, session: Session, settings: Settings, browser: Callable[[], Browser]
) -> list[int]:
    """Press the button of one link in eight browsers at the same time; return the answers."""
    an_account(session, "ada@example.org")
    path = a_link(session, settings, "ada@example.org")
    browsers = [browser() for _number in range(CLICKS)]
    deeds = [lambda _session, one=one: one.post(path).status_code for one in browsers]
    codes = [code for code in at_once(app, *deeds) if isinstance(code, int)]
    session.rollback()
    assert len(session.exec(select(Login)).all()) == codes.count(303)
    return sorted(codes)


def test_eight_clicks_at_once_without_the_guard_sign_in_eight_times(
    app: Starlette,
    session: Session,
    settings: Settings,
    browser: Callable[[], Browser],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def as_it_was_before(session: Session, model: type[SQLModel], key: str) -> SignInLink | None:
        link = session.get(SignInLink, key)
        if link is not None:
            set_committed_value(link, "used_at", None)  # nothing to write before the account's turn
        return link

    monkeypatch.setattr(actions, "lock", as_it_was_before)
    assert click_at_once(app, session, settings, browser) == [303] * CLICKS


def test_eight_clicks_at_once_sign_in_once(
    app: Starlette, session: Session, settings: Settings, browser: Callable[[], Browser]
) -> None:
    assert click_at_once(app, session, settings, browser) == [303] + [410] * (CLICKS - 1)


def make(own: Session) -> str:
    """Make an account, as whoever invites does."""
    with writing(own):
        return ensure_account(own, "ada@example.org").id


def test_without_the_index_two_who_make_one_account_make_two(
    app: Starlette, session: Session
) -> None:
    only_where_writes_are_many(session)
    without(session, "account.uq_account_email")
    assert len(set(overtaken(app, make, make))) == 2
    assert len(session.exec(select(Account)).all()) == 2


def test_one_account_springs_up_when_many_make_it_at_once(app: Starlette, session: Session) -> None:
    ids = at_once(app, *[make] * CLICKS)
    assert len(set(ids)) == 1
    assert len(session.exec(select(Account)).all()) == 1
