"""Whatever is killed while a run is under way: what is published stands, and the run says so."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.events.models import Event
from eventnet.jobs import Ground
from eventnet.matching.hand_rules import add_rule
from eventnet.matching.jobs import solve_run_apart
from eventnet.matching.models import RuleKind, Run, RunState
from eventnet.matching.publishing import publish_run
from eventnet.matching.runs import start_run
from eventnet.matching.solving import solve_run
from tests.eventnet.matching.settled import faults, held, planned

KILLS = 10


def children(pid: int, word: str) -> list[int]:
    """Return the processes below `pid` whose command holds the word."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        found = subprocess.run(
            ["pgrep", "-P", str(pid)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        text = found.stdout
    below: list[int] = []
    for child in map(int, text.split()):
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            below += [child] if word.encode() in command else []
        below += children(child, word)
    return below


def kill_soon(word: str, delay: float) -> Thread:
    """Kill the first process of ours whose command holds the word, so long after it began."""

    def hunt() -> None:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for pid in [
                one for thread in os.listdir("/proc/self/task")  # noqa: PTH208
                for one in of_thread(int(thread), word)
            ]:  # fmt: skip
                time.sleep(delay)
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                return
            time.sleep(0.01)

    hunter = Thread(target=hunt)
    hunter.start()
    return hunter


def of_thread(thread: int, word: str) -> list[int]:
    """Return the processes that one thread of ours has started, and those below them."""
    found = []
    with contextlib.suppress(OSError):
        for pid in map(int, Path(f"/proc/self/task/{thread}/children").read_text().split()):
            with contextlib.suppress(OSError):
                if word.encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
            found += children(pid, word)
    return found


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists() or sys.platform != "linux",
    reason="finds the solver's process through /proc, which this system does not have",
)


@needs_proc
def test_the_solver_killed_at_any_moment_is_a_failed_run_in_words(
    app: Starlette, session: Session, crowd: Event, draft: Callable[[Event], Run]
) -> None:
    event_id = crowd.id
    publish_run(session, draft(crowd).id, account_id=None)
    before = held(session, event_id)
    two, other = (one for one, _slot in sorted(before, key=lambda one: sorted(one[0]))[:2])
    add_rule(session, crowd, two, RuleKind.PIN, account_id=None)
    add_rule(session, crowd, other, RuleKind.FORBID, account_id=None)
    chance = random.Random(5)
    killed = 0
    for _ in range(KILLS):
        crowd = session.get_one(Event, event_id)
        run_id = start_run(session, crowd, seconds=5, account_id=None, job=None).id
        hunter = kill_soon("matcher", chance.uniform(0, 1.5))
        solve_run(app.state.sessions, run_id, workers=1)
        hunter.join()
        session.rollback()
        run = session.get_one(Run, run_id)
        assert held(session, event_id) == before
        if run.state == RunState.FAILED:
            killed += 1
            assert run.failure is not None
            assert run.failure.startswith("The solver was killed")
        else:  # it had come to its end before the signal
            assert (run.state, faults(run)) == (RunState.DRAFT, [])
            assert {two, other} & dict(planned(run)).keys() == {two}
        session.rollback()
    assert killed > 0


@needs_proc
@pytest.mark.parametrize("delay", [0.0, 1.0, 2.5])
def test_the_planner_killed_at_any_moment_is_a_failed_run_in_words(
    app: Starlette, session: Session, crowd: Event, delay: float
) -> None:
    event_id = crowd.id
    run_id = start_run(session, crowd, seconds=5, account_id=None, job=None).id
    hunter = kill_soon("planner", delay)
    solve_run_apart.work(Ground(app.state.settings, app.state.sessions), run_id)
    hunter.join()
    session.rollback()
    run = session.get_one(Run, run_id)
    if delay and run.state == RunState.DRAFT:  # it had come to its end before the signal
        return
    assert run.state == RunState.FAILED
    assert run.failure is not None
    assert "was killed" in run.failure
    assert held(session, event_id) == set()
    # Another run may start at once.
    start_run(session, session.get_one(Event, event_id), seconds=5, account_id=None, job=None)


def test_a_run_apart_ends_with_a_draft(app: Starlette, session: Session, crowd: Event) -> None:
    run_id = start_run(session, crowd, seconds=5, account_id=None, job=None).id
    solve_run_apart.work(Ground(app.state.settings, app.state.sessions), run_id)
    session.rollback()
    run = session.get_one(Run, run_id)
    assert (run.state, run.failure, faults(run)) == (RunState.DRAFT, None, [])
    # A job that is resumed finds nothing left to do.
    solve_run_apart.work(Ground(app.state.settings, app.state.sessions), run_id)
    session.rollback()
    assert session.get_one(Run, run_id).state == RunState.DRAFT
