"""The solver in a process of its own: its crash is a failed run, and not a dead site."""

import contextlib
import json
import math
import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from eventnet.i18n import gettext as _

INFEASIBLE, UNKNOWN = 3, 4
TICK_SECONDS = 0.5
# So much longer than its limit may a solver take to start, to check and to write; where it runs
# for the first time, its loops are compiled before.
PATIENCE_SECONDS = 180.0


class SolverFailed(Exception):
    """The solver gave no plan; the sentence says why and is shown to the organizer."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Progress:
    """What the solver knew at one moment; the incumbent is None as long as there is no plan."""

    seconds: float
    incumbent: float | None
    bound: float | None
    shortfall: int


Watch = Callable[[Progress | None], bool]
"""Is told of progress, and about twice a second of none; a true answer asks for the best so far."""


def python(*arguments: str) -> list[str]:
    """Return the command that runs a module of ours, yielding the processor to the site."""
    nice = shutil.which("nice")
    return [*([nice, "-n", "5"] if nice else []), sys.executable, *arguments]


def compile_ahead() -> None:
    """Let the solver compile its hot loops in the background; once that is done, it stays done."""
    subprocess.Popen(
        python("-m", "matcher", "compile"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )


def environment() -> dict[str, str]:
    """Return an environment in which another Python finds the modules that this one finds."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


def solve(
    problem: Path,
    plan: Path,
    *,
    seconds: float,
    gap: float,
    workers: int,
    watch: Watch,
    start: Path | None = None,
) -> None:
    """Let the solver write `plan`; raise `SolverFailed` with a sentence where there is none.

    With `start`, an earlier plan, it begins there, so that what it finds is never worth less.

    Stopping it is polite: it is asked to write the best plan it has.
    """
    process = subprocess.Popen(
        python(
            "-m", "matcher", "solve", str(problem), "-o", str(plan), "--progress",
            "--time-limit", str(seconds), "--gap", str(gap), "--workers", str(workers),
            *(["--start", str(start)] if start else []),
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env=environment(),
    )  # fmt: skip
    try:
        words = _follow(process, time.monotonic() + seconds + PATIENCE_SECONDS, watch)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
    if process.returncode != 0:
        raise SolverFailed(_why(process.returncode, words))


def _follow(process: "subprocess.Popen[str]", until: float, watch: Watch) -> list[str]:
    """Pass progress on until the process ends; return the last of what else it said."""
    lines: queue.Queue[str | None] = queue.Queue()
    Thread(target=_read, args=(process, lines), daemon=True).start()
    words: list[str] = []
    stopping = False
    while True:
        if time.monotonic() > until:
            raise SolverFailed(_("The solver did not come to an end in its time, and was stopped."))
        progress = None
        try:
            line = lines.get(timeout=TICK_SECONDS)
            if line is None:
                process.wait(max(0.0, until - time.monotonic()))
                return words
            progress = _progress(line)
            if progress is None:
                words = [*words[-20:], line.strip()]
                continue
        except queue.Empty:
            pass
        if watch(progress) and not stopping:
            stopping = True
            process.send_signal(signal.SIGTERM)


def _read(process: "subprocess.Popen[str]", lines: "queue.Queue[str | None]") -> None:
    if process.stderr is not None:
        with process.stderr, contextlib.suppress(ValueError, OSError):
            for line in process.stderr:
                lines.put(line)
    lines.put(None)


def _progress(line: str) -> Progress | None:
    """Read a line of progress; None where the solver said something else."""
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
        return Progress(
            float(found["seconds"]),
            _finite(found["incumbent"]),
            _finite(found["bound"]),
            int(found["shortfall"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _why(status: int, words: list[str]) -> str:
    if status == -signal.SIGKILL:
        return _(
            "The solver was killed, most likely because the machine had no memory left for it."
        )
    if status == -signal.SIGTERM:
        return _("The run was stopped before there was a schedule.")
    if status < 0:
        return _("The solver was ended by signal %(number)d.", number=-status)
    if status == INFEASIBLE:
        return _("No schedule can keep all the rules.")
    if status == UNKNOWN:
        return _("No schedule was found in this time. Give it more, and try again.")
    return _("The solver broke down: %(words)s", words=words[-1] if words else str(status))
