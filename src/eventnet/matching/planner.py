"""A process for the heavy work of matching, apart from the site: `python -m …planner WHAT ID`.

WHAT is `solve` or `explain` with a run, or `refresh` with an event.
"""

import sys

from eventnet.matching.apart import explain_wishes
from eventnet.matching.processes import standing
from eventnet.matching.refreshing import refresh
from eventnet.matching.solving import solve_run


def main() -> int:
    """Do one piece of work."""
    what, key = sys.argv[1:]
    with standing() as (sessions, given):
        if what == "solve":
            solve_run(sessions, key, workers=given["workers"])
        elif what == "explain":
            explain_wishes(sessions, key)
        else:
            refresh(sessions, key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
