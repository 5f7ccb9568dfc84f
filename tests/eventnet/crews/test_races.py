"""Two who do something with a crew at once; and what happens where nothing holds it."""

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.communities.models import Membership
from eventnet.crews import apart, holding
from eventnet.crews.actions import grouping
from eventnet.crews.actions.answering import answer
from eventnet.crews.actions.grouping import open_group
from eventnet.crews.actions.writing import invite, swap, write_brief
from eventnet.crews.models import CrewBrief, SeatState
from eventnet.groups.models import Door, Group, GroupMember
from tests.eventnet.crews.briefs import briefed, fields, invited, states
from tests.eventnet.crews.circles import circled
from tests.races import Deed, at_once, careless_lock, only_where_writes_are_many, overtaken, refused


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ONE_IN", 2**40)


def answering(member: Membership, key: str, *, yes: bool) -> Deed:
    who = member.id
    return lambda own: answer(own, own.get_one(Membership, who), key, yes=yes)


def inviting(member: Membership, key: str) -> Deed:
    who = member.id
    return lambda own: invite(own, who, key)


def swapping(member: Membership, key: str, other: Membership) -> Deed:
    who, them = member.id, other.id
    return lambda own: swap(own, who, key, them)


def test_to_invite_twice_at_once_invites_once(
    session: Session, app: Starlette, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    session.rollback()
    assert sorted(at_once(app, *[inviting(me, key)] * 4), key=str) == [0, 0, 0, 1]
    assert states(session, key) == {four[3].id: SeatState.INVITED}


def test_the_same_brief_twice_at_once_is_one(
    session: Session, app: Starlette, me: Membership, four: list[Membership]
) -> None:
    who, said = me.id, fields(once="abcdefgh234567")
    session.rollback()
    made = at_once(app, *[lambda own: write_brief(own, own.get_one(Membership, who), said).id] * 4)
    session.rollback()
    assert set(made) == {session.exec(select(CrewBrief.id)).one()}


def test_yes_and_no_at_once_are_one_answer(
    session: Session, app: Starlette, me: Membership, four: list[Membership]
) -> None:
    key = invited(session, me)
    session.rollback()
    came = at_once(app, *(answering(four[3], key, yes=yes) for yes in (True, False)))
    # A no after a yes steps out; a yes after a no comes too late.
    assert states(session, key) == {four[3].id: SeatState.NO}
    assert refused(came) in {0, 1}


@pytest.mark.parametrize("guarded", [False, True])
def test_a_yes_that_comes_while_the_place_is_given_up_is_not_lost(
    session: Session,
    app: Starlette,
    me: Membership,
    four: list[Membership],
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    key = invited(session, me)
    session.rollback()
    if guarded:
        came = at_once(app, swapping(me, key, four[3]), answering(four[3], key, yes=True))
        assert refused(came) == 1
        assert states(session, key)[four[3].id] in {SeatState.DROPPED, SeatState.YES}
        return
    monkeypatch.setattr(holding, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", lambda *_given: None)
    came = overtaken(
        app,
        swapping(me, key, four[3]),
        answering(four[3], key, yes=True),
        after="eventnet.crews.actions.writing.seats_of",
    )
    assert refused(came) == 0
    assert states(session, key)[four[3].id] is SeatState.DROPPED


def opening(member: Membership, key: str) -> Deed:
    who = member.id
    return lambda own: open_group(own, own.get_one(Membership, who), key, Door.HIDDEN)


def test_two_yes_at_once_are_both_in_the_circle_and_in_its_group(
    session: Session, app: Starlette, me: Membership, ring: list[Membership]
) -> None:
    key = circled(session, me)
    invite(session, me.id, key)
    answer(session, ring[0], key, yes=True)
    deeds = [answering(one, key, yes=True) for one in ring[1:]]
    session.rollback()
    came = at_once(app, *deeds, opening(me, key))
    assert refused(came) == 0
    assert set(states(session, key).values()) == {SeatState.YES}
    inside = session.exec(select(GroupMember.member_id).where(GroupMember.group_id == came[2]))
    assert set(inside) == {me.id, *(one.id for one in ring)}


@pytest.mark.parametrize("guarded", [False, True])
def test_a_group_that_two_open_at_once_is_one(
    session: Session,
    app: Starlette,
    me: Membership,
    ring: list[Membership],
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    key = circled(session, me)
    invite(session, me.id, key)
    answer(session, ring[0], key, yes=True)
    mine, theirs = opening(me, key), opening(ring[0], key)
    session.rollback()
    if guarded:
        came = at_once(app, mine, theirs, mine, theirs)
        session.rollback()
        assert set(came) == {session.exec(select(Group.id)).one()}
        return
    only_where_writes_are_many(session)
    for place in (grouping, holding):
        monkeypatch.setattr(place, "lock", careless_lock)
    monkeypatch.setattr(holding, "hold_members", lambda *_given: None)
    came = overtaken(app, mine, theirs, after="eventnet.crews.actions.grouping._inside")
    session.rollback()
    assert len(session.exec(select(Group.id)).all()) == 2
