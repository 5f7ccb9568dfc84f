"""A process for a round, apart from the site: `python -m eventnet.rounds.solving ROUND NOW`.

It believes that it is NOW, as the site does.
"""

import sys
from datetime import datetime

from eventnet import clock
from eventnet.matching.processes import standing
from eventnet.rounds.holding import hold


def main() -> int:
    """Hold one round."""
    key, now = sys.argv[1:]
    with standing() as (sessions, _given):
        clock.set_to(datetime.fromisoformat(now))
        hold(sessions, key)
    return 0


if __name__ == "__main__":
    sys.exit(main())
