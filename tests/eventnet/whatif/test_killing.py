"""The process that works on what-ifs is killed: one fails in words, and nothing else happens."""

import os
import signal
import subprocess

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import jobs
from eventnet.events.models import Event
from eventnet.whatif import standby
from eventnet.whatif.actions import ask, ask_again
from eventnet.whatif.changes import Changes
from eventnet.whatif.jobs import answer_waiting
from eventnet.whatif.models import Scenario, ScenarioState
from tests.eventnet.world.snapshots import dump


def states(session: Session) -> list[ScenarioState]:
    session.rollback()
    return [one.state for one in session.exec(select(Scenario).order_by(col(Scenario.number)))]


def kill_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill the process as soon as it was asked for the first answer, and let it live from then."""
    heard = standby._heard

    def killed(process: "subprocess.Popen[str]") -> int | None:
        monkeypatch.setattr(standby, "_heard", heard)
        os.kill(process.pid, signal.SIGKILL)
        return heard(process)

    monkeypatch.setattr(standby, "_heard", killed)


def test_one_fails_the_next_is_answered_and_the_plan_is_untouched(
    app: Starlette, session: Session, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground = jobs.Ground(app.state.settings, app.state.sessions)
    event_id = crowd.id
    before = dump(app.state.engine)
    ask(session, crowd, "", Changes(tables="+1"))
    ask(session, crowd, "", Changes(most=1))
    kill_the_first(monkeypatch)
    answer_waiting.work(ground, event_id)
    answered, failed = ScenarioState.ANSWERED, ScenarioState.FAILED
    assert states(session) == [failed, answered, answered]
    scenario = session.exec(select(Scenario).where(Scenario.number == 0)).one()
    assert scenario.failure == (
        "The process that worked on this was killed (signal 9), most likely because the machine "
        "had no memory left for it. Nothing else has changed."
    )
    after = dump(app.state.engine)
    assert {name for name in after if after[name] != before[name]} == {"scenario"}
    ask_again(session, session.get_one(Event, event_id))
    answer_waiting.work(ground, event_id)
    assert states(session) == [answered] * 3


def test_process_that_stands_by_is_the_same_until_it_ends(
    app: Starlette, session: Session, crowd: Event
) -> None:
    ground = jobs.Ground(app.state.settings, app.state.sessions)
    event_id = crowd.id
    ask(session, crowd, "", Changes(tables="+1"))
    answer_waiting.work(ground, event_id)
    first = standby._answerer
    ask(session, crowd, "", Changes(tables="+2"))
    answer_waiting.work(ground, event_id)
    assert standby._answerer is first
    standby.let_go()
    ask(session, crowd, "", Changes(tables="+3"))
    answer_waiting.work(ground, event_id)
    assert standby._answerer is not first
    assert states(session) == [ScenarioState.ANSWERED] * 4
    standby.let_go()
