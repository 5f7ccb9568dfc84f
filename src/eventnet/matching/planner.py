"""A process for the heavy work of matching, apart from the site: `python -m …planner WHAT ID`.

WHAT is `solve` or `explain` with a run, or `refresh` with an event. What it stands on comes as
JSON on standard input, so that no secret shows in the process list.
"""

import json
import sys
from contextlib import AbstractContextManager

from sqlmodel import Session

from eventnet import logs
from eventnet.database import create_engine
from eventnet.matching.apart import explain_wishes
from eventnet.matching.refreshing import refresh
from eventnet.matching.solving import solve_run


def main() -> int:
    """Do one piece of work."""
    what, key = sys.argv[1:]
    given = json.load(sys.stdin)
    logs.configure(given["log_format"])
    engine = create_engine(given["database_url"], connections=3)

    def sessions() -> AbstractContextManager[Session]:
        return Session(engine)

    if what == "solve":
        solve_run(sessions, key, workers=given["workers"])
    elif what == "explain":
        explain_wishes(sessions, key)
    else:
        refresh(sessions, key)
    engine.dispose()
    return 0


if __name__ == "__main__":
    sys.exit(main())
