"""A process that learns from a community's ratings: `python -m eventnet.learning.teacher ID`."""

import sys

from eventnet.learning.teaching import teach
from eventnet.matching.processes import standing


def main() -> int:
    """Learn."""
    with standing() as (sessions, _given):
        teach(sessions, sys.argv[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
