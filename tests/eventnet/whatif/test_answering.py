"""What-ifs answered: like a run, near to what a run finds, and without a trace in the plan."""

import pytest
from sqlmodel import Session, col, select, update
from starlette.applications import Starlette

import matcher
from eventnet.absence.queries import away
from eventnet.database import writing
from eventnet.events.models import Attendance, Consent, Event, MayMeet, Role, Slot
from eventnet.events.roles import ordered
from eventnet.matching.setting import problem_document
from eventnet.whatif import answering
from eventnet.whatif.actions import ask, delete_scenario
from eventnet.whatif.answering import answer_scenario, as_if
from eventnet.whatif.changes import Changes
from eventnet.whatif.figures import figures_of
from eventnet.whatif.jobs import claim_next
from eventnet.whatif.models import Scenario, ScenarioState
from eventnet.wishes.models import Wish, WishKind
from tests.crowds import a_crowd
from tests.eventnet.whatif.conftest import Ask
from tests.eventnet.world.snapshots import dump
from tests.factories import a_role, an_event, save


def run_of(session: Session, event: Event, work: float) -> matcher.Plan:
    document = problem_document(session, event)
    return matcher.solve(matcher.Problem.from_json(document), work=work, workers=1)


def now(session: Session, event: Event) -> Scenario:
    query = select(Scenario).where(Scenario.event_id == event.id, Scenario.number == 0)
    return session.exec(query).one()


@pytest.mark.parametrize("tables", [2, 4, 12])
def test_as_it_is_now_is_within_a_hundredth_of_a_run_that_looks_ten_times_as_long(
    session: Session, crowd: Event, asked: Ask, tables: int
) -> None:
    with writing(session):
        session.execute(update(Slot).values(tables=tables))
    asked(crowd, most=1)
    figures = now(session, crowd).figures
    assert figures is not None
    full = run_of(session, crowd, work=2.0)
    assert figures["objective"] >= 0.99 * full.objective
    assert figures["shortfall"] == full.shortfall == 0


def test_figures_count_what_the_plan_gives(session: Session, crowd: Event, asked: Ask) -> None:
    more = asked(crowd, tables="+1").figures
    before = now(session, crowd).figures
    assert more is not None
    assert before is not None
    assert (before["slots"], before["places"], before["people"]) == (6, 24, 24)
    assert (more["slots"], more["places"], more["people"]) == (6, 30, 24)
    assert before["meetings"] == 24
    assert more["meetings"] == 30
    assert before["wishes"]["wanted"] == more["wishes"]["wanted"] == 50


def test_nobody_has_more_than_the_scenario_allows(crowd: Event, asked: Ask) -> None:
    figures = asked(crowd, most=1).figures
    assert figures is not None
    assert figures["meetings"] <= 12
    assert figures["few"] == 24


def test_people_below_a_floor_are_counted(session: Session, crowd: Event, asked: Ask) -> None:
    role = a_role(session, crowd)
    figures = asked(crowd, tables="1", floors={role.id: 3}).figures
    assert figures is not None
    assert figures["floor_people"] == 24
    assert figures["below"] >= 24 - 4  # six meetings are twelve seats: four times a floor of 3
    assert figures["shortfall"] >= 72 - 12


def test_those_who_have_not_chosen_take_part_where_they_are_asked(
    session: Session, crowd: Event, asked: Ask
) -> None:
    ids = session.exec(select(Attendance.id).order_by(col(Attendance.id)).limit(6)).all()
    with writing(session):
        session.execute(update(Attendance).where(col(Attendance.id).in_(ids)).values(consent=None))
    figures = asked(crowd, ask_unchosen=True).figures
    before = now(session, crowd).figures
    assert figures is not None
    assert before is not None
    assert (before["people"], figures["people"]) == (18, 24)
    assert session.get_one(Event, crowd.id).ask_unchosen is False


def test_rules_that_open_what_was_closed_find_new_pairs_but_no_veto(
    app: Starlette, session: Session
) -> None:
    event = an_event(session, slots=4, tables=9)
    ids = sorted(a_crowd(session, event, 12))
    visitor, investor = a_role(session, event), a_role(session, event, "Investor")
    session.execute(
        update(Attendance).where(col(Attendance.id).in_(ids[:4])).values(role_id=investor.id)
    )
    pair = ordered(visitor.id, visitor.id)
    session.add(MayMeet(event_id=event.id, a_role_id=pair[0], b_role_id=pair[1]))
    session.commit()
    across = ordered(visitor.id, investor.id)
    changes = Changes(pairs=[across])
    _setting, document = as_if(session, event, changes)
    found = {(one["a"], one["b"]) for one in document["pairs"]}
    investors = set(ids[:4])
    assert found
    assert all(len({a, b} & investors) == 1 for a, b in found)
    vetoed = sorted(found)[0]
    session.execute(
        Wish.__table__.delete().where(  # type: ignore[attr-defined]
            col(Wish.from_id) == vetoed[1], col(Wish.to_id) == vetoed[0]
        )
    )
    session.commit()
    save(
        session,
        Wish(from_id=vetoed[1], to_id=vetoed[0], event_id=event.id, kind=WishKind.AVOID),
    )
    _setting, document = as_if(session, event, changes)
    assert vetoed not in {(one["a"], one["b"]) for one in document["pairs"]}


def test_further_slots_are_in_the_problem_and_not_in_the_event(
    session: Session, crowd: Event
) -> None:
    _setting, document = as_if(session, crowd, Changes(slots=2))
    assert len(document["slots"]) == 8
    assert len(session.exec(select(Slot)).all()) == 6
    assert away(session, crowd.id) == set()


def test_asking_and_answering_writes_nothing_but_scenarios(
    app: Starlette, session: Session, crowd: Event, asked: Ask
) -> None:
    session.rollback()
    before = everything(app)
    role = session.exec(select(Role)).first()
    assert role is not None
    asked(crowd, tables="+2", slots=3, floors={role.id: 2}, ask_unchosen=True)
    assert everything(app) == before
    assert len(session.exec(select(Scenario)).all()) == 2


def everything(app: Starlette) -> dict[str, list[str]]:
    return {name: rows for name, rows in dump(app.state.engine).items() if name != "scenario"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slots": -6}, "There would be no slot ahead."),
        ({"pairs": [("nobody", "nobody")]}, "No two of those who take part could meet."),
    ],
)
def test_what_cannot_be_planned_fails_in_words(
    crowd: Event, asked: Ask, changes: dict[str, object], sentence: str
) -> None:
    scenario = asked(crowd, **changes)
    assert (scenario.state, scenario.failure) == (ScenarioState.FAILED, sentence)


def test_nobody_who_takes_part_fails_in_words(session: Session, crowd: Event, asked: Ask) -> None:
    with writing(session):
        session.execute(update(Attendance).values(consent=Consent.OWN))
    scenario = asked(crowd, tables="+1")
    assert scenario.failure == "Nobody would take part: nobody has said “book me” or “ask me”."


def test_answer_to_what_was_deleted_meanwhile_is_dropped(
    app: Starlette, session: Session, crowd: Event, asked: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(crowd, most=2)
    scenario = ask(session, crowd, "", Changes(most=1))
    number = scenario.number
    scenario_id = claim_next(session, crowd.id)
    assert scenario_id == scenario.id

    def deleted_first(*given: object) -> object:
        with app.state.sessions() as other:
            delete_scenario(other, crowd.id, number)
        return figures_of(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(answering, "figures_of", deleted_first)
    answer_scenario(app.state.sessions, scenario_id, workers=1, work=0.1)
    session.rollback()
    numbers = select(Scenario.number).order_by(col(Scenario.number))
    assert session.exec(numbers).all() == [0, 1]
