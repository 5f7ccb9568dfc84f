"""`python -m matcher`: the commands."""

import sys
import time

from matcher.cli import main

if __name__ == "__main__":
    # What the interpreter took to come here counts towards a time limit.
    sys.exit(main(began=time.monotonic() - time.process_time()))
