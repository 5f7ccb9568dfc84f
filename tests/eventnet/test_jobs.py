"""Jobs: they exist exactly if their cause was committed, and are done by a real worker."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import jobs
from eventnet.database import writing
from eventnet.mail.delivery import deliver

WORKER = Path(__file__).parent / "job_worker.py"


def queued(app: Starlette) -> list[str]:
    found = jobs.client(app.state.engine).list_queued_workflows()
    return [status.name for status in found]


def test_one_for_which_work_fails_keeps_no_other_waiting_and_is_raised_last() -> None:
    done = []

    def work(key: str) -> None:
        if key == "stuck":
            raise ValueError(key)
        done.append(key)

    with pytest.raises(ValueError, match="stuck"):
        jobs.one_by_one("event", ["one", "stuck", "other"], work)
    assert done == ["one", "other"]


def test_job_exists_once_its_cause_is_committed(app: Starlette, session: Session) -> None:
    with writing(session):
        jobs.enqueue(session, deliver)
    assert queued(app) == ["eventnet.mail.delivery.deliver"]


def test_job_of_a_failed_cause_does_not_exist(app: Starlette, session: Session) -> None:
    def fail() -> None:
        with writing(session):
            jobs.enqueue(session, deliver)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert queued(app) == []


def run_worker(url: str, marks: Path, *, crash: bool) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, str(WORKER), url, str(marks), "crash" if crash else "finish"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_job_that_was_killed_midway_is_done_after_a_restart(
    fresh_database: Callable[[], str], tmp_path: Path
) -> None:
    url, marks = fresh_database(), tmp_path / "marks"
    marks.touch()
    first = run_worker(url, marks, crash=True)
    wait_for(lambda: "begun" in marks.read_text())
    first.kill()
    first.wait()
    assert "done" not in marks.read_text()
    second = run_worker(url, marks, crash=False)
    wait_for(lambda: "done" in marks.read_text())
    second.terminate()
    second.wait()
    assert marks.read_text().split() == ["begun", "begun", "done"]
