"""The solver's process, ended before it could answer."""

import sys
from pathlib import Path

import pytest

from eventnet.matching import solver
from eventnet.matching.solver import Progress, SolverFailed

WAITS = "import time; time.sleep(60)"


def test_a_stop_before_there_is_a_plan_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver, "python", lambda *_arguments: [sys.executable, "-c", WAITS])

    def stop(_progress: Progress | None) -> bool:
        return True

    with pytest.raises(SolverFailed) as failure:
        solver.solve(tmp_path / "a", tmp_path / "b", seconds=60, gap=0, workers=1, watch=stop)
    assert failure.value.sentence == "The run was stopped before there was a schedule."
