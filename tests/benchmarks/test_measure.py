"""Measuring a process: its status, its own memory, and an end when it takes too long."""

import sys

from benchmarks.measure import measure

HOLD = "block = bytearray({size}); block[::4096] = b'x' * len(block[::4096])"


def python(code: str) -> list[str]:
    return [sys.executable, "-S", "-c", code]


def test_peak_is_of_the_measured_process_alone() -> None:
    here = bytearray(200 * 2**20)  # held by the process that measures
    here[::4096] = b"x" * len(here[::4096])
    great = measure(python(HOLD.format(size=100 * 2**20)), 60)
    small = measure(python("pass"), 60)
    assert great.done
    assert 100 <= great.peak < 150
    assert small.peak < 50
    assert len(here) > 0


def test_status_is_told() -> None:
    run = measure(python("raise SystemExit(3)"), 60)
    assert (run.status, run.done, run.stopped) == (3, False, False)


def test_process_that_takes_too_long_is_ended() -> None:
    run = measure(python("import time; time.sleep(600)"), 0.2)
    assert run.stopped
    assert not run.done
