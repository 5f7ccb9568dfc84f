"""Verbs of communities, done twice and at once."""

from threading import Barrier

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.queries import account_by_email
from eventnet.communities import actions
from eventnet.communities.actions import LastSteward, ensure_membership, leave_community
from eventnet.communities.models import MemberRole, Membership
from eventnet.communities.queries import communities_of, stewards
from eventnet.database import writing
from tests.factories import a_community, a_member, an_account
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
    without,
)

MANY = 8


def two_stewards(session: Session) -> tuple[str, list[Membership]]:
    """Make a community with two stewards; return its id and their memberships."""
    community = a_community(session)
    both = [a_member(session, community, None, MemberRole.STEWARD) for _number in range(2)]
    return community.id, both


def left_over(session: Session, community_id: str) -> int:
    """Return how many stewards a community has now."""
    session.rollback()
    return len(stewards(session, community_id))


def test_two_last_stewards_both_leave_where_looking_and_leaving_are_two_steps(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    community_id, both = two_stewards(session)
    look = actions._refuse_to_lose_the_last
    monkeypatch.setattr(actions, "_refuse_to_lose_the_last", lambda *_any: None)
    looked = Barrier(2)

    def leaving(membership_id: str, account_id: str) -> Deed:
        def leave(own: Session) -> None:
            look(own, own.get_one(Membership, membership_id))
            looked.wait()
            leave_community(own, community_id, account_id)

        return leave

    assert at_once(app, *(leaving(one.id, one.account_id) for one in both)) == [None, None]
    assert left_over(session, community_id) == 0


def test_two_last_stewards_cannot_both_leave(app: Starlette, session: Session) -> None:
    def leaving(community_id: str, account_id: str) -> Deed:
        return lambda own: leave_community(own, community_id, account_id)

    for _time in range(5):
        community_id, both = two_stewards(session)
        results = at_once(app, *(leaving(community_id, one.account_id) for one in both))
        assert [type(result) for result in results if result] == [LastSteward]
        assert left_over(session, community_id) == 1


def joins(community_id: str, account_id: str) -> Deed:
    """Return the deed of becoming a member."""

    def join(own: Session) -> str:
        with writing(own):
            return ensure_membership(own, community_id, account_id).id

    return join


def test_without_the_index_two_joins_make_two_memberships(app: Starlette, session: Session) -> None:
    only_where_writes_are_many(session)
    join = joins(a_community(session).id, an_account(session).id)
    without(session, "membership.uq_membership_community_id_account_id")
    assert len(set(overtaken(app, join, join))) == 2
    assert len(session.exec(select(Membership)).all()) == 2


def test_many_joins_at_once_make_one_membership(app: Starlette, session: Session) -> None:
    join = joins(a_community(session).id, an_account(session).id)
    assert len(set(at_once(app, *[join] * MANY))) == 1
    session.rollback()
    assert len(session.exec(select(Membership)).all()) == 1


def test_who_left_comes_back_as_a_member(session: Session) -> None:
    community = a_community(session)
    a_member(session, community, None, MemberRole.STEWARD)
    membership = a_member(session, community, None, MemberRole.STEWARD)
    leave_community(session, community.id, membership.account_id)
    assert communities_of(session, membership.account_id) == []
    with writing(session):
        again = ensure_membership(session, community.id, membership.account_id)
        assert again.id == membership.id
    assert membership.left_at is None
    assert membership.role is MemberRole.MEMBER
    assert membership.joined_at <= clock.now()
    found = communities_of(session, membership.account_id)
    assert [one.slug for one, _membership in found] == [community.slug]


def test_unknown_addresses_have_no_account(session: Session) -> None:
    account = an_account(session, "ada@example.org")
    assert account_by_email(session, "ada@example.org") == account
    assert account_by_email(session, "ben@example.org") is None
