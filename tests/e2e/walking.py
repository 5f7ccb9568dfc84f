"""The command `eventnet` with a clock that a test walks: it stands where a file says.

`python -m tests.e2e.walking demo …`; EVENTNET_TEST_CLOCK names the file. Until there is one the
clock goes as everywhere.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

from eventnet import clock

_really = clock.now


def now() -> datetime:
    """Return the moment in the file."""
    file = Path(os.environ["EVENTNET_TEST_CLOCK"])
    return datetime.fromisoformat(file.read_text()) if file.exists() else _really()


if __name__ == "__main__":
    clock.now = now  # before anything else is imported that keeps it
    from eventnet.cli import main

    sys.exit(main())
