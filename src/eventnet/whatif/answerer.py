"""A process that stands by to work scenarios out: `python -m …answerer`.

It has loaded everything when it is asked, so an answer takes no longer than the work itself. The
first line of its input says what it stands on, each further one is a scenario; it answers each
with an empty line, and ends with its input, or when nothing was asked for a while.
"""

import os
import queue
import sys
from threading import Thread

from eventnet.matching.processes import standing
from eventnet.whatif.answering import answer_scenario
from eventnet.whatif.planning import get_ready

IDLE_SECONDS = 300.0


def main() -> int:
    """Answer until there is no more to ask."""
    with standing() as (sessions, given):
        asked: queue.Queue[str] = queue.Queue()
        Thread(target=_read, args=(asked,), daemon=True).start()
        get_ready()
        while scenario_id := _next(asked):
            answer_scenario(sessions, scenario_id, workers=given["workers"])
            print(flush=True)  # noqa: T201
    return 0


def _read(asked: "queue.Queue[str]") -> None:
    for line in sys.stdin:
        asked.put(line.strip())
    asked.put("")


def _next(asked: "queue.Queue[str]") -> str:
    """Return the next scenario, or an empty string at the end."""
    try:
        return asked.get(timeout=IDLE_SECONDS)
    except queue.Empty:
        return ""


if __name__ == "__main__":
    # Not `sys.exit`: the thread that reads would be waited for, and it waits for its input.
    os._exit(main())
