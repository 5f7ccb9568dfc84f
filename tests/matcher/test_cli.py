"""The commands on files: exit statuses, gzip, pipes, progress, and a stop by signal."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import matcher
from benchmarks.families import make_problem
from matcher.cli import main
from tests.matcher.documents import pair, plain, slot


def write(folder: Path, document: object, name: str = "problem.json") -> str:
    """Write a JSON file and return its path."""
    path = folder / name
    path.write_text(json.dumps(document))
    return str(path)


def test_solve_check_and_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, plan = write(tmp_path, plain()), str(tmp_path / "plan.json.gz")
    assert main(["solve", problem, "-o", plan]) == 0
    assert main(["check", problem, plan]) == 0
    assert capsys.readouterr().out == ""
    assert main(["report", problem, plan]) == 0
    assert "4 of 4 people have a meeting" in capsys.readouterr().out
    assert main(["report", problem, plan, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["served"] == 4


def test_refused_input_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (
        write(tmp_path, {"people": 3}),
        str(tmp_path / "missing.json"),
        write(tmp_path, [], "list.json"),
    ):
        assert main(["solve", name, "-o", "-"]) == 2
    (tmp_path / "text.json").write_bytes(b"\xff{")
    assert main(["check", str(tmp_path / "text.json"), "-"]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 4
    assert all(line.startswith("refused: ") for line in errors)


def test_infeasible_ends_with_3_and_writes_the_conflict(tmp_path: Path) -> None:
    document: dict[str, Any] = plain()
    document["slots"] = [slot(0, 2)]
    document["pairs"] = [
        pair("x", "ann", "bob", mandatory=True),
        pair("y", "ann", "cyd", mandatory=True),
    ]
    output = tmp_path / "plan.json"
    assert main(["solve", write(tmp_path, document), "-o", str(output)]) == 3
    plan = matcher.Plan.read(output)
    assert plan.status == "infeasible"
    assert plan.conflict == (
        "Pair x (ann and bob) is mandatory.",
        "Pair y (ann and cyd) is mandatory.",
        "ann has 1 seat in slot mon-1.",
    )


def test_check_ends_with_1_on_a_violation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, output = write(tmp_path, plain()), tmp_path / "plan.json"
    main(["solve", problem, "-o", str(output)])
    plan = json.loads(output.read_text())
    plan["meetings"][0]["table"] = 9
    output.write_text(json.dumps(plan))
    assert main(["check", problem, str(output)]) == 1
    assert "is at table 9, which is not there." in capsys.readouterr().out


def test_a_stop_that_comes_when_the_plan_is_written_loses_nothing(tmp_path: Path) -> None:
    output = tmp_path / "plan.json"
    script = (
        "import os, signal, sys; from matcher.cli import main; code = main(sys.argv[1:]); "
        "os.kill(os.getpid(), signal.SIGTERM); sys.exit(code)"
    )
    problem = write(tmp_path, plain())
    command = [sys.executable, "-c", script, "solve", problem, "-o", str(output)]
    assert subprocess.run(command, check=False, timeout=120).returncode == 0
    assert matcher.check(matcher.Problem.read(problem), matcher.Plan.read(output)) == []


def test_solve_reads_and_writes_pipes_and_stops_by_signal(tmp_path: Path) -> None:
    path = tmp_path / "problem.json"
    make_problem("tight-12", 200).write(path)
    command = [sys.executable, "-m", "matcher", "solve", "-", "-o", "-", "--progress"]
    with path.open() as source:
        process = subprocess.Popen(
            [*command, "--time-limit", "120"],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert process.stderr is not None
    lines = []
    for line in process.stderr:
        lines.append(json.loads(line))
        if lines[-1]["incumbent"] is not None:
            process.send_signal(signal.SIGTERM)
            break
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    plan = matcher.Plan.from_json(json.loads(output))
    assert matcher.check(matcher.Problem.read(path), plan) == []
    assert {"seconds", "incumbent", "bound", "shortfall"} == set(lines[0])
