"""Circles: who is picked, who reads what of them, and the group of those who say yes."""

import pytest
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.crews import apart, circling
from eventnet.crews.actions.answering import answer, choose
from eventnet.crews.actions.grouping import open_group
from eventnet.crews.actions.writing import ask_for_circle, invite, look_again
from eventnet.crews.forms import CircleFields
from eventnet.crews.models import CrewBrief, SeatState
from eventnet.crews.pool import seats_of
from eventnet.crews.words import proof
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.groups.actions.coming import leave, put_out
from eventnet.groups.models import Door, Group, GroupMember, GroupRole, State
from eventnet.people.models import Audience, Profile
from tests.eventnet.asks.gauges import knower
from tests.eventnet.crews.briefs import looked, picked, states
from tests.eventnet.crews.circles import circled, said, shows
from tests.eventnet.crews.test_looking import avoid
from tests.eventnet.people.person import Open, Person, signed_in
from tests.queries import counted

HERE = "/c/harbour/crews"


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ONE_IN", 2**40)


def person(browser: Open, session: Session, member: Membership) -> Person:
    email = session.get_one(Account, member.account_id).email
    session.commit()
    return Person(browser().sign_in(email), session)


def standing(session: Session, group_id: str) -> dict[str, tuple[State, GroupRole]]:
    session.rollback()
    found = session.exec(select(GroupMember).where(GroupMember.group_id == group_id))
    return {one.member_id: (one.state, one.role) for one in found}


def test_a_ring_closes_over_those_who_complete_nobody_alone(
    session: Session, me: Membership, ring: list[Membership]
) -> None:
    key = circled(session, me)
    assert picked(session, key) == {one.id for one in ring}
    brief = session.get_one(CrewBrief, key)
    assert (brief.gap, brief.looked_among, brief.lacks) == (0.0, 3, [])
    assert "All of them who can be suggested were weighed" in proof(brief)
    assert len(seats_of(session, key)[ring[0].id].covers) == 1


def test_whoever_wants_no_circle_or_hides_what_they_look_for_is_in_none(
    session: Session, me: Membership, ring: list[Membership]
) -> None:
    choose(session, ring[1].id, may_be_suggested=False)
    assert picked(session, circled(session, me)) == set()
    choose(session, ring[1].id, may_be_suggested=True)
    with writing(session):
        query = select(Profile).where(Profile.membership_id == ring[1].id)
        profile = session.exec(query).one()
        profile.visibility = profile.visibility | {"topics": Audience.MET.value}
        session.add(profile)
    assert picked(session, circled(session, me)) == set()


@pytest.mark.parametrize("number", [0, 1])
def test_across_a_veto_nobody_is_in_it_together(
    session: Session, event: Event, me: Membership, ring: list[Membership], number: int
) -> None:
    avoid(session, event, ring[2], (me, ring[0])[number])
    assert picked(session, circled(session, me)) == set()


def test_who_shows_the_theme_is_picked_rather(
    session: Session, event: Event, me: Membership
) -> None:
    shows(session, me, "maps", "law")
    for name in ("Ann", "Ben", "Cem", "Dee"):
        shows(session, knower(session, event, name), "law", "maps")
    eve = knower(session, event, "Eve")
    shows(session, eve, "law", "maps", interests=["tides"])
    key = circled(session, me, size=3, theme="Tides")
    assert eve.id in picked(session, key)


def test_over_whom_the_proof_holds_is_said(
    session: Session, me: Membership, ring: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(circling, "BEST", 2)
    monkeypatch.setattr("eventnet.crews.words.BEST", 2)
    key = circled(session, me)
    assert picked(session, key) == set()  # without the third it does not close
    words = proof(session.get_one(CrewBrief, key))
    assert "the 2 who complete you best" in words


def test_after_a_no_the_circle_closes_over_somebody_else(
    session: Session, event: Event, me: Membership, ring: list[Membership]
) -> None:
    key = circled(session, me)
    invite(session, me.id, key)
    other = knower(session, event, "Oda Other")
    shows(session, other, "pumps", "maps")
    answer(session, ring[0], key, yes=False)
    answer(session, ring[1], key, yes=True)
    look_again(session, me.id, key)
    looked(session, key)
    assert states(session, key) == {
        ring[0].id: SeatState.NO,
        ring[1].id: SeatState.YES,
        ring[2].id: SeatState.INVITED,
        other.id: SeatState.PICKED,
    }


def test_one_asks_for_a_circle_sees_the_ring_asks_them_and_opens_a_group(
    session: Session, browser: Open, ada: Attendance, me: Membership, ring: list[Membership]
) -> None:
    mine = signed_in(browser, session, ada)
    assert "maps" in mine.read(f"{HERE}/circle")
    sent = mine.post(f"{HERE}/circle", said())
    there = sent.headers["location"]
    key = session.exec(select(CrewBrief.id)).one()
    looked(session, key)
    page = mine.get(there).text
    assert page.count("circle-gift circle-next") == 4
    assert "The ring is closed" in page
    assert "pumps to Lea" in " ".join(mine.read(there).split())
    mine.post(f"{there}/invite", {})
    one = person(browser, session, ring[0])
    asked = one.read(there)
    assert "You would give pumps" in asked
    assert "You would get maps" in asked
    assert "Lea" not in asked
    one.post(f"{there}/answer", {"say": "yes"})
    assert "Nobody" not in one.read(there)
    assert "<svg" in one.get(there).text
    opened = mine.post(f"{there}/group", {"door": "hidden"})
    assert opened.status_code == 303
    group = session.exec(select(Group)).one()
    assert (group.name, group.door) == ("Round the quay", Door.HIDDEN)
    assert standing(session, group.id) == {
        me.id: (State.IN, GroupRole.OWNER),
        ring[0].id: (State.IN, GroupRole.MEMBER),
    }
    assert f"/groups/{group.id}" in one.get(there).text
    assert mine.post(f"{there}/group", {"door": "open"}).status_code == 422


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"size": "2"}, "3 or more"),
        ({"size": "7"}, "6 or less"),
        ({"theme": "unheard of"}, "Nobody here shows you"),
        ({"title": " "}, "fill this in"),
        ({"words": "x" * 4001}, "4000 characters"),
        ({"until": "2001-01-01"}, "today or a later day"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    session: Session,
    browser: Open,
    ada: Attendance,
    ring: list[Membership],
    changed: dict[str, str],
    words: str,
) -> None:
    answered = signed_in(browser, session, ada).post(f"{HERE}/circle", said() | changed)
    assert answered.status_code == 422
    assert words in answered.text
    assert session.exec(select(CrewBrief)).all() == []


def test_whose_profile_says_nothing_is_told_what_is_missing(
    session: Session, browser: Open, ada: Attendance
) -> None:
    mine = signed_in(browser, session, ada)
    assert "says too little" in mine.read(f"{HERE}/circle")
    refused = mine.post(f"{HERE}/circle", said())
    assert refused.status_code == 422
    assert "what you offer and what you look for" in refused.text


def test_a_group_has_those_who_say_yes_also_later_and_nobody_else(
    session: Session, me: Membership, ring: list[Membership]
) -> None:
    key = circled(session, me)
    invite(session, me.id, key)
    with pytest.raises(Conflict, match="Nobody has said yes"):
        open_group(session, me, key, Door.HIDDEN)
    answer(session, ring[0], key, yes=True)
    with pytest.raises(NotFound):
        open_group(session, ring[1], key, Door.HIDDEN)
    made = open_group(session, ring[0], key, Door.REQUEST)
    assert standing(session, made) == {
        me.id: (State.IN, GroupRole.MEMBER),
        ring[0].id: (State.IN, GroupRole.OWNER),
    }
    assert open_group(session, me, key, Door.HIDDEN) == made
    answer(session, ring[1], key, yes=True)
    assert standing(session, made)[ring[1].id] == (State.IN, GroupRole.MEMBER)


def test_whoever_left_the_group_or_was_put_out_does_not_come_back_by_it(
    session: Session, me: Membership, ring: list[Membership]
) -> None:
    key = circled(session, me)
    invite(session, me.id, key)
    for one in ring[:2]:
        answer(session, one, key, yes=True)
    made = open_group(session, me, key, Door.HIDDEN)
    leave(session, ring[0], made)
    put_out(session, me, made, ring[1].id)
    for one in ring[:2]:
        answer(session, one, key, yes=True)  # again changes nothing
    open_group(session, me, key, Door.HIDDEN)
    assert ring[0].id not in standing(session, made)
    assert standing(session, made)[ring[1].id][0] is State.REMOVED


def test_a_circle_takes_as_many_statements_for_two_as_for_five(
    session: Session, browser: Open, event: Event, ada: Attendance, me: Membership
) -> None:
    mine = signed_in(browser, session, ada)

    def statements(size: int) -> int:
        key = circled(session, me, size=size)
        session.commit()
        mine.get(f"{HERE}/{key}")
        with counted(session) as count:
            assert mine.get(f"{HERE}/{key}").status_code == 200
        return count.total

    shows(session, me, "maps", "law")
    for name in ("Ann", "Ben", "Cem", "Dee", "Eve"):
        shows(session, knower(session, event, name), "law", "maps")
    assert statements(3) == statements(6)


def test_nobody_looks_for_circles_that_were_asked_for_twice(
    session: Session, me: Membership, ring: list[Membership]
) -> None:
    fields = CircleFields.model_validate(said() | {"once": "abcdefgh234567"})
    assert ask_for_circle(session, me, fields).id == ask_for_circle(session, me, fields).id
