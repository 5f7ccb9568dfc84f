"""The other end of `answerer.py`: one process that stands by, for as long as it is used."""

import contextlib
import json
import select
import subprocess
import threading
import time
from typing import IO

from eventnet.jobs import Ground, Job, stopping
from eventnet.matching.processes import standing_on
from eventnet.matching.solver import environment, python

ANSWERER = "eventnet.whatif.answerer"
WAIT_SECONDS = 0.5
PATIENCE_SECONDS = 180.0

_turn = threading.Lock()
_answerer: "subprocess.Popen[str] | None" = None
_ground = ""


def answer_apart(ground: Ground, scenario_id: str) -> int | None:
    """Let the process answer a scenario; return None, or how it ended if it died over it.

    Where the site stops meanwhile, it answers what it was asked, and ends.
    """
    with _turn:
        while True:
            process = _standing_by(ground)
            if _asked(process, scenario_id):
                break  # else it had just ended, with nothing more to do
        return _heard(process)


def get_ready() -> None:
    """Start the process where this one works on jobs, so that the first answer is as quick."""
    ground = Job.ground
    if ground is not None and not stopping.is_set() and _turn.acquire(blocking=False):
        try:
            _standing_by(ground)
        finally:
            _turn.release()


def _standing_by(ground: Ground) -> "subprocess.Popen[str]":
    """Return the process; another one where that has ended, or stands on something else."""
    global _answerer, _ground  # noqa: PLW0603 - one for all jobs of this process
    wanted = json.dumps(standing_on(ground))
    if _answerer is None or _answerer.poll() is not None or _ground != wanted:
        let_go()
        _ground = wanted
        _answerer = subprocess.Popen(
            python("-m", ANSWERER),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment(),
            start_new_session=True,  # it ends its work even where the site is stopped
        )
        _asked(_answerer, wanted)
    return _answerer


def let_go() -> None:
    """Let the process end when it has answered what it was asked."""
    if _answerer is not None:
        for end in (_answerer.stdin, _answerer.stdout):
            with contextlib.suppress(OSError, ValueError):
                if end is not None:
                    end.close()


def _asked(process: "subprocess.Popen[str]", line: str) -> bool:
    into: IO[str] | None = process.stdin
    if into is None:
        return False
    try:
        into.write(f"{line}\n")
        into.flush()
    except (BrokenPipeError, ValueError):
        with contextlib.suppress(OSError, ValueError):
            into.close()
        process.wait()
        return False
    return True


def _heard(process: "subprocess.Popen[str]") -> int | None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not stopping.is_set() and process.stdout is not None:
        if select.select([process.stdout], [], [], WAIT_SECONDS)[0]:
            return None if process.stdout.readline() else process.wait()
        if time.monotonic() > until:
            process.kill()
    return None
