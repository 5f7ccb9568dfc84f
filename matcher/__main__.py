"""`python -m matcher`: the commands."""

import signal
import sys
import time

from matcher.cli import main

if __name__ == "__main__":
    # What the interpreter took to come here counts towards a time limit.
    status = main(began=time.monotonic() - time.process_time())
    # All is written. While it ends, Python lets go of handlers, but not of what is ignored.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    sys.exit(status)
