"""Heavy work in a process of its own, apart from the site: both ends of it.

What the process stands on comes as JSON on its standard input, so that no secret shows in the
process list.
"""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlmodel import Session

from eventnet import logs
from eventnet.database import create_engine
from eventnet.jobs import Ground, stopping
from eventnet.matching.refreshing import Sessions
from eventnet.matching.solver import environment, python

WAIT_SECONDS = 0.5


def apart(ground: Ground, module: str, *words: str) -> int | None:
    """Run a module, and return how it ended; None if the site stops first, which does not stop it.

    The module begins with `standing`.
    """
    process = subprocess.Popen(
        python("-m", module, *words),
        stdin=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,  # it ends its work even where the site is stopped
    )
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError), process.stdin:
            process.stdin.write(json.dumps(standing_on(ground)))
    while not stopping.is_set():
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(WAIT_SECONDS)
    return None


def standing_on(ground: Ground) -> dict[str, Any]:
    """Return what such a process is given to stand on: the first line of its standard input."""
    return {
        "database_url": ground.settings.database_url,
        "workers": ground.settings.solver_workers,
        "log_format": ground.settings.log_format,
    }


@contextmanager
def standing() -> Iterator[tuple[Sessions, dict[str, Any]]]:
    """Read what this process is given to stand on; yield sessions, and all of it."""
    given = json.loads(sys.stdin.readline())
    logs.configure(given["log_format"])
    engine = create_engine(given["database_url"], connections=3)

    def sessions() -> AbstractContextManager[Session]:
        return Session(engine)

    yield sessions, given
    engine.dispose()
