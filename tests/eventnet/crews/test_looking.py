"""Who is picked: skills, load, consent, vetoes; swapping, and what stood in the way."""

from typing import Any

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.crews import apart, looking, planning
from eventnet.crews.actions.answering import answer, choose
from eventnet.crews.actions.writing import invite, look_again, swap
from eventnet.crews.apart import Apart
from eventnet.crews.lacking import Hurdle
from eventnet.crews.looking import find_team
from eventnet.crews.models import BriefState, CrewBrief, SeatState
from eventnet.crews.planning import Team
from eventnet.crews.pool import seats_of
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.asks.gauges import knower
from tests.eventnet.crews.briefs import briefed, invited, looked, picked, states
from tests.factories import save

pytestmark = pytest.mark.usefixtures("_no_chance")


@pytest.fixture
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "ONE_IN", 2**40)


def at(session: Session, member: Membership, event: Event) -> str:
    query = select(Attendance.id).where(
        Attendance.membership_id == member.id, Attendance.event_id == event.id
    )
    return session.exec(query).one()


def avoid(session: Session, event: Event, one: Membership, other: Membership) -> None:
    """Let one rule the other out."""
    from_id, to_id = at(session, one, event), at(session, other, event)
    save(session, Wish(event_id=event.id, kind=WishKind.AVOID, from_id=from_id, to_id=to_id))


def hurdles(session: Session, key: str) -> dict[str, int]:
    session.rollback()
    return {lack["hurdle"]: lack["people"] for lack in session.get_one(CrewBrief, key).lacks}


def test_the_fewest_who_cover_all_are_picked_and_it_is_proven(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    assert picked(session, key) == {four[3].id}
    brief = session.get_one(CrewBrief, key)
    assert (brief.state, brief.gap, brief.lacks) == (BriefState.PROPOSED, 0.0, [])
    assert len(seats_of(session, key)[four[3].id].covers) == 2


def test_whoever_does_not_want_to_be_suggested_is_not(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    choose(session, four[3].id, may_be_suggested=False)
    key = briefed(session, me)
    assert four[2].id in picked(session, key)
    assert four[3].id not in picked(session, key)


def test_whoever_says_so_after_they_were_picked_is_not_invited(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    assert picked(session, key) == {four[3].id}
    choose(session, four[3].id, may_be_suggested=False)
    assert invite(session, me.id, key) == 0
    assert four[3].id not in states(session, key)
    look_again(session, me.id, key)
    looked(session, key)
    assert picked(session, key)
    assert four[3].id not in picked(session, key)


def test_whoever_says_so_while_the_team_is_picked_is_not_in_it(
    session: Session, me: Membership, four: list[Membership], monkeypatch: pytest.MonkeyPatch
) -> None:
    def picks(*given: Any) -> Team:
        team = planning.pick(*given)
        choose(session, four[3].id, may_be_suggested=False)
        return team

    monkeypatch.setattr(looking, "pick", picks)
    key = briefed(session, me)
    assert four[3].id not in states(session, key)


def test_an_invitation_that_came_before_is_theirs_to_answer(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key = invited(session, me)
    choose(session, four[3].id, may_be_suggested=False)
    answer(session, four[3], key, yes=True)
    assert states(session, key) == {four[3].id: SeatState.YES}


def test_whoever_hides_what_they_offer_is_not_picked_for_it(
    session: Session, event: Event, me: Membership, four: list[Membership]
) -> None:
    hidden = knower(session, event, "Lou Law", "law", "maps", shown_to=Audience.MET)
    key = briefed(session, me, "maps")
    assert hidden.id not in picked(session, key)


@pytest.mark.parametrize("by_me", [True, False])
def test_across_a_veto_nobody_is_picked(
    session: Session, event: Event, me: Membership, four: list[Membership], by_me: bool
) -> None:
    avoid(session, event, *((me, four[3]) if by_me else (four[3], me)))
    key = briefed(session, me)
    assert four[3].id not in picked(session, key)
    assert four[2].id in picked(session, key)


def test_two_who_are_kept_apart_are_in_no_team(
    session: Session, event: Event, me: Membership, four: list[Membership]
) -> None:
    for one in (four[1], four[3]):
        choose(session, one.id, may_be_suggested=False)
    avoid(session, event, four[2], four[0])
    key = briefed(session, me)
    assert len(picked(session, key)) == 1
    assert hurdles(session, key) == {Hurdle.TOGETHER.value: 1}


def test_whoever_is_in_crews_is_spared(
    session: Session, event: Event, me: Membership, four: list[Membership]
) -> None:
    first = invited(session, me, "maps")
    busy = next(iter(states(session, first)))
    second = briefed(session, me, "maps", title="Another")
    assert busy not in picked(session, second)


def test_somebody_else_is_found_in_the_place_of_one_and_the_others_stay(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    swap(session, me.id, key, four[3].id)
    looked(session, key)
    assert states(session, key)[four[3].id] is SeatState.DROPPED
    assert four[2].id in picked(session, key)
    assert len(picked(session, key)) == 2
    look_again(session, me.id, key, anew=True)
    looked(session, key)
    assert states(session, key) == {four[3].id: SeatState.PICKED}


def test_a_no_is_filled_again_and_a_yes_is_kept(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    for one in (four[3],):
        choose(session, one.id, may_be_suggested=False)
    key = invited(session, me)
    asked = set(states(session, key))
    assert len(asked) == 2
    mapper = next(one for one in four[:2] if one.id in asked)
    answer(session, mapper, key, yes=False)
    answer(session, four[2], key, yes=True)
    look_again(session, me.id, key)
    looked(session, key)
    other = next(one for one in four[:2] if one.id != mapper.id)
    assert states(session, key) == {
        mapper.id: SeatState.NO,
        four[2].id: SeatState.YES,
        other.id: SeatState.PICKED,
    }


@pytest.mark.parametrize(
    ("skills", "said", "hurdle"),
    [
        (("pumps",), {"people": [3]}, Hurdle.FEW),
        (("maps", "law"), {"most": 1}, Hurdle.SIZE),
        (("maps",), {"people": [3], "most": 3}, Hurdle.COLLEAGUES),
    ],
)
def test_what_stood_in_the_way_is_told(
    session: Session,
    event: Event,
    me: Membership,
    skills: tuple[str, ...],
    said: dict[str, object],
    hurdle: Hurdle,
) -> None:
    for n in range(3):
        knower(session, event, f"Mapper {n}", "maps", organization="Oak")
    knower(session, event, "Pia", "pumps")
    knower(session, event, "Lou", "law")
    key = briefed(session, me, *skills, **said)
    assert set(hurdles(session, key)) == {hurdle.value}


def test_where_all_who_offer_it_want_no_crew_that_is_all_that_is_told(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    choose(session, four[2].id, may_be_suggested=False)
    choose(session, four[3].id, may_be_suggested=False)
    assert set(hurdles(session, briefed(session, me, "pumps"))) == {Hurdle.NOT_NOW.value}


def test_an_older_look_keeps_nothing(
    session: Session, me: Membership, four: list[Membership]
) -> None:
    key = briefed(session, me)
    swap(session, me.id, key, four[3].id)
    find_team(session, "secret", key, 1)
    assert picked(session, key) == set()
    assert session.get_one(CrewBrief, key).state is BriefState.LOOKING


def test_some_are_kept_apart_by_chance_always_the_same_either_way(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "ONE_IN", 40)
    ids = [f"member{n}" for n in range(300)]
    drawn = Apart(session, "secret", ids)
    pairs = {(one, other) for one in ids for other in drawn(one)}
    assert pairs == {pair[::-1] for pair in pairs}
    assert 300 * 299 / 60 < len(pairs) < 300 * 299 / 25
    again = Apart(session, "secret", ids)
    assert all(drawn(one) == again(one) for one in ids)
    assert any(Apart(session, "another", ids)(one) != drawn(one) for one in ids)
