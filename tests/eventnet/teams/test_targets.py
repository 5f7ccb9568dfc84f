"""Whom a team wants to meet: shared by its members, and of what comes of it for each."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.errors import NotFound, Refused
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.teams import targets
from eventnet.teams.models import ExhibitorTeam
from eventnet.teams.plan import plan_of
from eventnet.teams.queries import team_of
from eventnet.teams.settling import make_wishes
from eventnet.teams.targets import assign, drop_target, put_target
from eventnet.wishes.actions import make_wish, take_back
from eventnet.wishes.models import WishKind
from tests.eventnet.teams.team import a_team, listed, wishes
from tests.factories import a_meeting, an_attendee, an_event, save


def plan(session: Session, event: Event, reader: Attendance) -> dict[str, tuple[str, list[str]]]:
    """Return of a team's plan, by name, who is to meet them and who does."""
    session.rollback()
    team = team_of(session, reader.id)
    assert team is not None
    made = plan_of(session, event, team, reader.id)
    return {one.name: (one.member, [meets.who for meets in one.meets]) for one in made.wanted}


def test_members_share_the_list_and_who_is_to_meet_whom(
    session: Session,
    event: Event,
    team: ExhibitorTeam,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
) -> None:
    assert put_target(session, event, ada.id, vera.id)
    assert not put_target(session, event, bo.id, vera.id)
    assert plan(session, event, bo) == {"Vera": ("", [])}
    assign(session, event, ada.id, vera.id, bo.id)
    assert plan(session, event, ada) == {"Vera": ("Bo", [])}
    a_meeting(session, event, bo, vera)
    assert plan(session, event, ada) == {"Vera": ("Bo", ["Bo"])}
    drop_target(session, event, bo.id, vera.id)
    drop_target(session, event, bo.id, vera.id)
    assert plan(session, event, ada) == {}


def test_a_task_becomes_a_wish_that_goes_with_it(
    session: Session, event: Event, ada: Attendance, bo: Attendance, wanted: Attendance
) -> None:
    assert wishes(session) == {}
    assign(session, event, ada.id, wanted.id, bo.id)
    assert wishes(session) == {(bo.id, wanted.id): "want"}
    assign(session, event, ada.id, wanted.id, ada.id)
    assert wishes(session) == {(ada.id, wanted.id): "want"}
    assign(session, event, bo.id, wanted.id, None)
    assert wishes(session) == {}
    assign(session, event, bo.id, wanted.id, bo.id)
    drop_target(session, event, ada.id, wanted.id)
    assert wishes(session) == {}


@pytest.mark.parametrize("kind", list(WishKind))
def test_it_never_goes_over_what_somebody_said_themselves(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    wanted: Attendance,
    kind: WishKind,
) -> None:
    make_wish(session, event, bo.id, wanted.id, kind)
    assign(session, event, ada.id, wanted.id, bo.id)
    assert wishes(session) == {(bo.id, wanted.id): kind.value}
    assert plan(session, event, ada) == {"Vera": ("Bo", [])}
    assign(session, event, ada.id, wanted.id, None)
    assert wishes(session) == {(bo.id, wanted.id): kind.value}


@pytest.mark.parametrize("kind", [WishKind.MAYBE, WishKind.AVOID])
def test_what_they_say_since_stays_when_the_task_goes(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    wanted: Attendance,
    kind: WishKind,
) -> None:
    assign(session, event, ada.id, wanted.id, bo.id)
    make_wish(session, event, bo.id, wanted.id, kind)
    assign(session, event, ada.id, wanted.id, ada.id)
    assert wishes(session) == {(bo.id, wanted.id): kind.value, (ada.id, wanted.id): "want"}


def test_a_wish_waits_until_wishes_are_open_and_is_made_once(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    wanted: Attendance,
    ground: Ground,
) -> None:
    opens = clock.now() + timedelta(days=1)
    event.opens_at = opens
    save(session, event)
    assign(session, event, ada.id, wanted.id, bo.id)
    make_wishes.work(ground)
    assert wishes(session) == {}
    with clock.at(opens + timedelta(minutes=1)):
        make_wishes.work(ground)
        assert wishes(session) == {(bo.id, wanted.id): "want"}
        take_back(session, event, bo.id, wanted.id)
        make_wishes.work(ground)
        assert wishes(session) == {}


@pytest.mark.parametrize("said", ["veto", "nothing"])
def test_whoever_rules_a_member_out_looks_like_anybody(
    session: Session,
    event: Event,
    team: ExhibitorTeam,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    said: str,
) -> None:
    if said == "veto":
        make_wish(session, event, vera.id, ada.id, WishKind.AVOID)
        make_wish(session, event, vera.id, bo.id, WishKind.AVOID)
    assert put_target(session, event, ada.id, vera.id)
    assign(session, event, ada.id, vera.id, ada.id)
    assert plan(session, event, bo) == {"Vera": ("Ada", [])}


def test_nobody_else_puts_assigns_or_is_assigned(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, vera: Attendance
) -> None:
    a_team(session, event, desk, ada)
    other = an_attendee(session, an_event(session), "Cy")
    with pytest.raises(NotFound, match="in none at this event"):
        put_target(session, event, bo.id, vera.id)
    with pytest.raises(NotFound, match="no such person"):
        put_target(session, event, ada.id, other.id)
    with pytest.raises(NotFound, match="not on your team's list"):
        assign(session, event, ada.id, vera.id, ada.id)
    put_target(session, event, ada.id, vera.id)
    with pytest.raises(Refused, match="not in your team any more"):
        assign(session, event, ada.id, vera.id, bo.id)
    with pytest.raises(NotFound):
        drop_target(session, event, bo.id, vera.id)
    with pytest.raises(Refused, match="They are in your team"):
        put_target(session, event, ada.id, ada.id)
    assert listed(session) == {vera.id: None}


def test_a_list_has_its_limit_in_words(
    session: Session,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(targets, "MOST_TARGETS", 1)
    a_team(session, event, desk, ada)
    put_target(session, event, ada.id, vera.id)
    with pytest.raises(Refused, match=r"at most 1 people\. Take somebody off"):
        put_target(session, event, ada.id, bo.id)
    assert not put_target(session, event, ada.id, vera.id)


def test_who_leaves_is_gone_from_the_plan_as_target_and_as_member(
    session: Session,
    event: Event,
    team: ExhibitorTeam,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
) -> None:
    cy = an_attendee(session, event, "Cy")
    for who in (vera, cy):
        put_target(session, event, ada.id, who.id)
        assign(session, event, ada.id, who.id, bo.id)
    bo.left_at = vera.left_at = clock.now()
    save(session, bo, vera)
    assert plan(session, event, ada) == {"Cy": ("", [])}
    mates = plan_of(session, event, team, ada.id).mates
    assert [mate.name for mate in mates] == ["Ada"]


def test_two_of_one_name_who_meet_the_same_person_are_two(
    session: Session, event: Event, desk: str, vera: Attendance
) -> None:
    one, other = (an_attendee(session, event, "Cy") for _ in range(2))
    team = a_team(session, event, desk, one, other)
    a_meeting(session, event, one, vera)
    a_meeting(session, event, one, vera, slot=1)
    assert plan_of(session, event, team, one.id).doubles == []
    a_meeting(session, event, other, vera, slot=2)
    (double,) = plan_of(session, event, team, one.id).doubles
    assert (double.name, [meets.who for meets in double.meets]) == ("Vera", ["Cy"] * 3)
