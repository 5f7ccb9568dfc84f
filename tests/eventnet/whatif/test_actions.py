"""Asking, asking again and deleting what-ifs; two organizers at once; what makes an answer old."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlmodel import Session, col, select, update
from starlette.applications import Starlette

from eventnet import clock, jobs
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event, Slot
from eventnet.whatif import actions
from eventnet.whatif.actions import MOST_SCENARIOS, ask, ask_again, delete_scenario
from eventnet.whatif.changes import Changes
from eventnet.whatif.columns import columns
from eventnet.whatif.jobs import SILENCE, claim_next, fail_silent_scenarios
from eventnet.whatif.models import Scenario, ScenarioState
from tests.eventnet.whatif.conftest import Ask
from tests.factories import an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    without,
)

MORE = Changes(tables="+1")


def there(session: Session) -> list[tuple[int, ScenarioState]]:
    session.rollback()
    query = select(Scenario).order_by(col(Scenario.number))
    return [(one.number, one.state) for one in session.exec(query)]


def test_first_one_brings_what_is_as_it_is_now(session: Session, crowd: Event) -> None:
    ask(session, crowd, "Two more", MORE)
    ask(session, crowd, "Again", MORE)
    waiting = ScenarioState.WAITING
    assert there(session) == [(0, waiting), (1, waiting), (2, waiting)]


def test_so_many_and_no_more(session: Session, crowd: Event) -> None:
    for _ in range(MOST_SCENARIOS):
        ask(session, crowd, "", MORE)
    with pytest.raises(actions.TooManyScenarios) as refusal:
        ask(session, crowd, "", MORE)
    assert refusal.value.sentence == (
        "There are 12 what-ifs, and more cannot be read side by side. "
        "Delete one that you no longer need."
    )
    delete_scenario(session, crowd.id, 5)
    ask(session, crowd, "", MORE)
    assert [number for number, _state in there(session)] == [0, 1, 2, 3, 4, *range(6, 14)]


def test_only_what_was_asked_at_this_event_can_be_deleted(session: Session, crowd: Event) -> None:
    session.rollback()
    other = an_event(session)
    ask(session, crowd, "", MORE)
    for event_id, number in ((crowd.id, 0), (crowd.id, 7), (other.id, 1)):
        with pytest.raises(NotFound):
            delete_scenario(session, event_id, number)
    delete_scenario(session, crowd.id, 1)
    assert there(session) == [(0, ScenarioState.WAITING)]


def test_change_of_the_event_makes_answers_old_and_asking_again_makes_them_new(
    session: Session, crowd: Event, asked: Ask, answer_all: Callable[[Event], None]
) -> None:
    asked(crowd, tables="+1")
    assert [one.is_stale for one in columns(session, crowd)] == [False, False]
    with writing(session):
        session.execute(update(Slot).values(tables=9))
    assert [one.is_stale for one in columns(session, crowd)] == [True, True]
    ask_again(session, crowd)
    assert [one.is_stale for one in columns(session, crowd)] == [False, False]
    answer_all(crowd)
    assert [one.is_stale for one in columns(session, crowd)] == [False, False]
    assert [one.figures["places"] for one in columns(session, crowd) if one.figures] == [54, 60]


@pytest.mark.parametrize(
    "change",
    [
        {"paused_at": clock.now()},
        {"consent": None},
        {"max_meetings": 1},
        {"afar": True},
    ],
)
def test_what_one_person_decides_makes_answers_old(
    session: Session, crowd: Event, asked: Ask, change: dict[str, object]
) -> None:
    asked(crowd, tables="+1")
    one = session.exec(select(Attendance.id)).first()
    with writing(session):
        session.execute(update(Attendance).where(col(Attendance.id) == one).values(**change))
    assert [one.is_stale for one in columns(session, crowd)] == [True, True]


def test_asking_again_leaves_alone_what_is_up_to_date(
    session: Session, crowd: Event, asked: Ask
) -> None:
    asked(crowd, tables="+1")
    ask_again(session, crowd)
    assert there(session) == [(0, ScenarioState.ANSWERED), (1, ScenarioState.ANSWERED)]


def test_failed_one_is_asked_again(session: Session, crowd: Event, asked: Ask) -> None:
    assert asked(crowd, slots=-6).state is ScenarioState.FAILED
    ask_again(session, crowd)
    assert there(session) == [(0, ScenarioState.ANSWERED), (1, ScenarioState.WAITING)]


def asks(event: Event) -> Deed:
    """Return the deed of asking for one more; it gives its number."""
    event_id = event.id
    return lambda own: ask(own, own.get_one(Event, event_id), "", MORE).number


@pytest.fixture
def careless(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody hold the event, or what was asked at it, and numbers be given twice."""

    def seen(own: Session, event_id: str) -> list[Scenario]:
        query = select(Scenario).where(Scenario.event_id == event_id)
        return list(own.exec(query.order_by(col(Scenario.number))))

    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "held", lambda own, key: own.get_one(Event, key))
    monkeypatch.setattr(actions, "_scenarios", seen)
    without(session, "scenario.uq_scenario_event_id_number")


@pytest.mark.usefixtures("careless")
def test_without_the_holds_and_the_index_two_get_one_number(
    app: Starlette, session: Session, crowd: Event
) -> None:
    deed = asks(crowd)
    assert overtaken(app, deed, deed) == [1, 1]
    assert [number for number, _state in there(session)] == [0, 0, 1, 1]


def test_two_at_once_get_two_numbers_and_one_as_it_is_now(
    app: Starlette, session: Session, crowd: Event
) -> None:
    deed = asks(crowd)
    for number in range(1, 9, 2):
        assert sorted(at_once(app, deed, deed), key=str) == [number, number + 1]
    assert [number for number, _state in there(session)] == list(range(9))


@pytest.mark.usefixtures("careless")
def test_without_the_holds_and_the_index_the_twelfth_place_is_given_twice(
    app: Starlette, session: Session, crowd: Event
) -> None:
    for _ in range(MOST_SCENARIOS - 1):
        ask(session, crowd, "", MORE)
    deed = asks(crowd)
    assert overtaken(app, deed, deed) == [MOST_SCENARIOS] * 2
    assert len(there(session)) == MOST_SCENARIOS + 2


def test_twelfth_place_is_given_once(app: Starlette, session: Session, crowd: Event) -> None:
    for _ in range(MOST_SCENARIOS - 1):
        ask(session, crowd, "", MORE)
    results = at_once(app, *[asks(crowd)] * 3)
    assert sorted(isinstance(one, actions.TooManyScenarios) for one in results) == [
        False,
        True,
        True,
    ]
    assert len(there(session)) == MOST_SCENARIOS + 1


def test_without_the_hold_two_workers_take_the_same(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    ask(session, crowd, "", MORE)
    claim = partial(claim_next, event_id=crowd.id)
    monkeypatch.setattr("eventnet.whatif.jobs.lock", careless_lock)
    one, other = overtaken(app, claim, claim)
    assert one == other


def test_no_two_workers_take_the_same(app: Starlette, session: Session, crowd: Event) -> None:
    ask(session, crowd, "", MORE)
    event_id = crowd.id
    claim = partial(claim_next, event_id=event_id)
    taken = at_once(app, claim, claim, claim)
    ids = session.exec(select(Scenario.id)).all()
    assert sorted(one for one in taken if one) == sorted(ids)  # type: ignore[type-var]


def test_one_that_nobody_works_on_any_more_fails_in_words(
    app: Starlette, session: Session, crowd: Event
) -> None:
    ask(session, crowd, "", MORE)
    assert claim_next(session, crowd.id) is not None
    ground = jobs.Ground(app.state.settings, app.state.sessions)
    fail_silent_scenarios.work(ground)
    assert there(session)[0] == (0, ScenarioState.WORKING)
    scenario = session.exec(select(Scenario).where(Scenario.number == 0)).one()
    assert scenario.started_at is not None
    scenario.started_at -= SILENCE * 1.1
    save(session, scenario)
    fail_silent_scenarios.work(ground)
    session.rollback()
    session.refresh(scenario)
    assert (scenario.state, scenario.failure) == (
        ScenarioState.FAILED,
        "The process that worked on this is gone.",
    )
