"""What would let more of those meet who both want to: counted, with no count under three."""

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from sqlmodel import Session, select

import matcher
from eventnet.events.models import Attendance, Event, Role, Slot
from eventnet.events.queries import slots
from eventnet.matching.freeing import what_would_free
from eventnet.matching.freeing_words import in_freeing_words
from eventnet.matching.planning import write_problem
from eventnet.matching.refreshing import Sessions, refresh
from eventnet.matching.setting import problem_document
from eventnet.people.models import Profile
from eventnet.wishes.models import Wish, WishKind
from tests.crowds import a_crowd
from tests.factories import an_event, save

Solve = Callable[[Event], tuple[Path, Path]]


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event of six people who all want to meet each other."""
    event = an_event(session, slots=5, tables=3)
    ids = a_crowd(session, event, 6, wishes=0)
    for profile in session.exec(select(Profile)):
        profile.organization = profile.name  # nobody is planned with a colleague
    for one, other in combinations(ids, 2):
        for a, b in ((one, other), (other, one)):
            save(session, Wish(event_id=event.id, from_id=a, to_id=b, kind=WishKind.WANT))
    return event


@pytest.fixture
def solve(app: object, session: Session, tmp_path: Path) -> Solve:
    """Return a function that solves what is asked of an event now."""
    sessions: Sessions = app.state.sessions  # type: ignore[attr-defined]

    def solved(event: Event) -> tuple[Path, Path]:
        event_id = event.id
        session.commit()
        refresh(sessions, event_id)
        problem, plan = tmp_path / "problem.json.gz", tmp_path / "plan.json.gz"
        write_problem(problem_document(session, session.get_one(Event, event_id)), problem)
        matcher.solve(matcher.Problem.read(problem), work=2, workers=1).write(plan)
        return problem, plan

    return solved


def test_where_all_meet_nothing_is_said(session: Session, event: Event, solve: Solve) -> None:
    found = what_would_free(session, event.id, *solve(event))
    assert found == {"pairs": 0, "limit": 0, "slot": 0, "tables": []}


def test_missing_tables_are_counted_by_slot(session: Session, event: Event, solve: Solve) -> None:
    grid = slots(session, event.id)
    for slot in grid:
        slot.tables = 1
    found = what_would_free(session, event.id, *solve(event))
    assert found["pairs"] == 10  # fifteen pairs, and five places at tables
    assert (found["limit"], found["slot"]) == (0, 0)
    assert len(found["tables"]) == 3
    assert {slot for slot, _count in found["tables"]} <= {slot.id for slot in grid}
    assert all(3 <= count <= 10 for _slot, count in found["tables"])
    starts = {slot.id: slot.starts_at for slot in session.exec(select(Slot))}
    assert {one.page for one in in_freeing_words(found, starts)} == {"grid"}
    assert in_freeing_words(found, {}) == []


def test_limits_that_are_reached_are_counted(session: Session, event: Event, solve: Solve) -> None:
    for role in session.exec(select(Role).where(Role.event_id == event.id)):
        role.max_meetings = 2
    found = what_would_free(session, event.id, *solve(event))
    assert found == {"pairs": 9, "limit": 9, "slot": 0, "tables": []}


def test_a_further_slot_is_counted(session: Session, event: Event, solve: Solve) -> None:
    for slot in slots(session, event.id)[3:]:
        slot.removed_at = event.created_at
    found = what_would_free(session, event.id, *solve(event))
    assert found == {"pairs": 6, "limit": 0, "slot": 6, "tables": []}


def test_fewer_than_three_pairs_are_told_of_nowhere(
    session: Session, event: Event, solve: Solve
) -> None:
    one, *_rest = session.exec(select(Attendance).where(Attendance.event_id == event.id))
    one.max_meetings = 3
    found = what_would_free(session, event.id, *solve(event))
    assert found == {"pairs": 2, "limit": 0, "slot": 0, "tables": []}
