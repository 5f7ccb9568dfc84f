"""Run a command whole: wall seconds, and the peak memory of that process alone.

The kernel counts what the starting process held at that moment towards the peak of a new one.
So this module is also a program of its own, small, that starts the command and reports on it.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_GLANCE = 0.005
"""Seconds between two looks at the running command."""


@dataclass(frozen=True)
class Run:
    """What a command took.

    Attributes
    ----------
    status: its exit status, negative where a signal ended it.
    seconds: wall clock from start to end.
    peak: most memory held at once, in MiB.
    stopped: whether it was ended because it took too long.
    """

    status: int
    seconds: float
    peak: float
    stopped: bool = False

    @property
    def done(self) -> bool:
        """Whether it ended by itself, with status 0."""
        return self.status == 0 and not self.stopped


def measure(command: Sequence[str], most: float) -> Run:
    """Run a command, ended after `most` seconds; what it prints goes where ours goes."""
    with tempfile.NamedTemporaryFile("r", suffix=".json") as said:
        small = [sys.executable, "-I", "-S", __file__, said.name, str(most), *command]
        subprocess.run(small, check=True)
        return Run(**json.load(said))


def _start(command: Sequence[str], most: float) -> Run:
    """Start a command as a child of this process, wait, and return what it took."""
    started = time.monotonic()
    child = os.posix_spawnp(command[0], list(command), os.environ, setpgroup=0)
    stopped = False
    try:
        while True:
            found, status, usage = os.wait4(child, os.WNOHANG)
            seconds = time.monotonic() - started
            if found:
                return Run(os.waitstatus_to_exitcode(status), seconds, _mebibytes(usage), stopped)
            if seconds > most and not stopped:
                os.killpg(child, signal.SIGKILL)
                stopped = True
            time.sleep(_GLANCE)
    except KeyboardInterrupt:
        os.killpg(child, signal.SIGKILL)
        raise


def _mebibytes(usage: resource.struct_rusage) -> float:
    """Return the peak of a child; macOS counts bytes, Linux KiB."""
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    ran = _start(sys.argv[3:], float(sys.argv[2]))
    Path(sys.argv[1]).write_text(json.dumps(asdict(ran)))
