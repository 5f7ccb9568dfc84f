"""Two who change the same choice at once; and what happens where nothing holds the member."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.networks import consent
from eventnet.networks.consent import choose, is_drawn
from eventnet.networks.models import NetworkChoice
from tests.eventnet.networks.circle import Circle
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


def choosing(member_id: str, *, drawn: bool) -> Deed:
    return lambda own: choose(own, member_id, drawn=drawn)


def leaving(member: Membership) -> Deed:
    community_id, account_id = member.community_id, member.account_id
    return lambda own: leave_community(own, community_id, account_id)


def chosen(session: Session, member_id: str) -> list[NetworkChoice]:
    session.rollback()
    query = select(NetworkChoice).where(col(NetworkChoice.membership_id) == member_id)
    return list(session.exec(query))


def test_to_choose_twice_at_once_is_one_choice(
    session: Session, app: Starlette, circle: Circle
) -> None:
    bo = circle.id("bo")
    session.rollback()
    assert refused(at_once(app, *[choosing(bo, drawn=True)] * 4)) == 0
    assert [one.drawn for one in chosen(session, bo)] == [True]


def test_where_nothing_holds_the_member_a_second_choice_breaks(
    session: Session, app: Starlette, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    bo = circle.id("bo")
    session.rollback()
    monkeypatch.setattr(consent, "lock", careless_lock)
    with pytest.raises(IntegrityError):
        overtaken(app, choosing(bo, drawn=True), choosing(bo, drawn=False))


@pytest.mark.parametrize("guarded", [False, True])
def test_whoever_leaves_meanwhile_says_yes_to_nothing(
    session: Session,
    app: Starlette,
    circle: Circle,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    bo = circle.member("bo")
    key, leaves = bo.id, leaving(bo)
    session.rollback()
    if guarded:
        came = at_once(app, leaves, choosing(key, drawn=True))
        assert refused(came) == 1 - len(chosen(session, key))
        assert refused(at_once(app, choosing(key, drawn=False))) == 1
        return
    only_where_writes_are_many(session)
    monkeypatch.setattr(consent, "lock", careless_lock)
    came = overtaken(app, choosing(key, drawn=True), leaves)
    assert refused(came) == 0
    assert is_drawn(session, key)
