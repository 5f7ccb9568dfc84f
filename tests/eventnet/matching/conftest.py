"""An event with a small crowd, and runs that become drafts."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

import matcher
from eventnet.events.models import Event
from eventnet.matching.models import Run, RunState
from eventnet.matching.planning import judge, write_problem
from eventnet.matching.refreshing import refresh
from eventnet.matching.reports import make_report
from eventnet.matching.runs import start_run
from eventnet.matching.setting import problem_document
from tests.crowds import a_crowd
from tests.factories import an_event


@pytest.fixture
def crowd(session: Session) -> Event:
    """Return an event of 30 people, 6 slots and 8 tables."""
    event = an_event(session, slots=6, tables=8)
    a_crowd(session, event, 30)
    return event


@pytest.fixture
def draft(app: Starlette, session: Session, tmp_path: Path) -> Callable[..., Run]:
    """Return a function that makes a draft as a run does, but solved where the test stands.

    The solver's process takes seconds to start; what it is like has tests of its own.
    """

    def solve(event: Event, *, keeps: bool = True) -> Run:
        run = start_run(session, event, seconds=5, account_id=None, job=None, keeps=keeps)
        refresh(app.state.sessions, event.id)
        session.rollback()
        problem, plan = tmp_path / "problem.json.gz", tmp_path / "plan.json.gz"
        write_problem(problem_document(session, event, keeps=keeps), problem)
        solved = matcher.solve(matcher.Problem.read(problem), work=0.2, workers=1, seed=run.number)
        solved.write(plan)
        run.report = make_report(session, event, judge(problem, plan))
        run.problem, run.plan = problem.read_bytes(), plan.read_bytes()
        run.state = RunState.DRAFT
        session.add(run)
        session.commit()
        return run

    return solve
