"""Two accounts becoming one beside what else happens at that moment."""

import pytest
from sqlmodel import Session, func, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account, Login, OtherAddress
from eventnet.accounts.queries import account_by_email
from eventnet.communities.models import Membership
from eventnet.errors import Refused
from eventnet.settings import Settings
from eventnet.uniting import actions
from eventnet.uniting.actions import unite
from tests.browser import Browser
from tests.eventnet.accounts.test_sign_in import a_link
from tests.eventnet.people.person import Open
from tests.eventnet.uniting.two import a_union
from tests.factories import a_community, a_member, an_account
from tests.races import Deed, at_once, only_where_writes_are_many, refused

ROUNDS = 8


def a_pair(session: Session, number: int) -> tuple[str, str]:
    """Make two accounts in one community; return their ids."""
    here = a_community(session)
    two = [an_account(session, f"{name}{number}@example.org") for name in ("stays", "goes")]
    for one in two:
        a_member(session, here, one)
    ids = two[0].id, two[1].id
    session.rollback()
    return ids


def uniting(settings: Settings, key: str) -> Deed:
    return lambda own: unite(own, settings, key, {})


def test_without_the_holds_two_at_once_break(
    app: Starlette, session: Session, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "hold_places", lambda *_given: None)
    monkeypatch.setattr(actions, "hold_links", lambda *_given: None)
    monkeypatch.setattr(actions, "lock", lambda own, model, key: own.get(model, key))
    broke = 0
    for number in range(ROUNDS):
        key = a_union(session, *a_pair(session, number))
        session.rollback()
        try:
            at_once(app, uniting(settings, key), uniting(settings, key))
        except Exception:  # a row that both move is there once
            broke += 1
    assert broke


def test_of_two_at_once_one_does_it(app: Starlette, session: Session, settings: Settings) -> None:
    for number in range(ROUNDS):
        key = a_union(session, *a_pair(session, number))
        session.rollback()
        results = at_once(app, uniting(settings, key), uniting(settings, key))
        assert refused(results) == 1
    session.rollback()
    assert session.exec(select(func.count()).select_from(OtherAddress)).one() == ROUNDS


def test_each_into_the_other_leaves_one(
    app: Starlette, session: Session, settings: Settings
) -> None:
    for number in range(ROUNDS):
        one, other = a_pair(session, number)
        there, back = a_union(session, one, other), a_union(session, other, one)
        session.rollback()
        results = at_once(app, uniting(settings, there), uniting(settings, back))
        session.rollback()
        assert refused(results) == 1
        left = session.exec(select(Account.id).where(Account.id.in_((one, other)))).all()  # type: ignore[attr-defined]
        assert len(left) == 1
        mine = select(Membership).where(Membership.account_id == left[0])
        assert len(session.exec(mine).all()) == 1


def test_beside_a_sign_in_of_the_one_that_goes_nobody_is_signed_in_to_nothing(
    app: Starlette, session: Session, settings: Settings, browser: Open
) -> None:
    for number in range(ROUNDS):
        stays, goes = a_pair(session, number)
        email = f"goes{number}@example.org"
        path = a_link(session, settings, email)
        key = a_union(session, stays, goes)
        session.rollback()
        one: Browser = browser()

        def signs_in(_session: Session, one: Browser = one, path: str = path) -> object:
            return one.post(path).status_code

        results = at_once(app, uniting(settings, key), signs_in)
        session.rollback()
        assert not any(isinstance(one, Refused) for one in results)
        assert {login.account_id for login in session.exec(select(Login))} <= {stays}
        found = account_by_email(session, email)
        assert found is not None
        assert found.id == stays
        assert one.get("/account").status_code in {200, 303}
        for login in session.exec(select(Login)).all():
            session.delete(login)
        session.commit()
