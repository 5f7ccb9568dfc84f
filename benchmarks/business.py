"""The published business-meeting instances (Bofill et al., JAIR 74, 2022), from a folder of them.

    python -m benchmarks.business FOLDER [--seconds 60]

All pairs are mandatory, breaks are to be few, and those of two people may differ by two at most.
"""

import argparse
import math
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import matcher
from benchmarks.contest import PATIENCE, solve_command
from benchmarks.measure import Run, measure

# Breaks of the optimum, as published.
OPTIMA = {
    "tic-12.original": 0,
    "tic-12.prec15": 0,
    "tic-13.original": 0,
    "tic-13.fixed020-Forb": 2,
    "tic-14crafd.original": 0,
    "forumt-14crafe.original": 5,
    "ticf-13crafb.forb0007": 5,
}
MORNING, AFTERNOON = 1, 2
_CLOSE = 1e-6


def read_instance(text: str) -> matcher.Problem:
    """Return the problem of a `.dzn` file."""
    t = _number(text, "nTotalSlots")
    morning = _number(text, "nMorningSlots")
    ids = [f"s{k + 1:02d}" for k in range(t)]
    sessions = {MORNING: ids[:morning], AFTERNOON: ids[morning:]}
    requested = [
        [int(part) for part in row.split(",") if part.strip()]
        for row in _body(text, "requested").strip("|").split("|")
        if row.strip()
    ]
    forbidden, precedences = _sets(text, "forbidden"), _sets(text, "precedences")
    fixed = [int(part) for part in _body(text, "fixed").split(",")]
    document = {
        "slots": [
            {"id": name, "start": _clock(k), "minutes": 15, "tables": _number(text, "nTables")}
            for k, name in enumerate(ids)
        ],
        "people": [
            {"id": f"p{p + 1}", "unavailable": [ids[s - 1] for s in forbidden[p] if s]}
            for p in range(_number(text, "nBusiness"))
        ],
        "pairs": [
            {
                "id": f"m{m + 1}", "a": f"p{a}", "b": f"p{b}", "affinity": 1.0, "mandatory": True,
                "slots": sessions.get(session), "after": [f"m{q}" for q in precedences[m]],
            }
            for m, (a, b, session) in enumerate(requested)
        ],
        "kept": [
            {"pair": f"m{m + 1}", "slot": ids[s - 1], "pinned": True}
            for m, s in enumerate(fixed)
            if s
        ],
        "weights": {"break": 1},
        "break_spread": 2,
    }  # fmt: skip
    return matcher.Problem.from_json(document)


def _clock(k: int) -> str:
    minutes = 8 * 60 + 15 * k
    return f"2027-05-10T{minutes // 60:02d}:{minutes % 60:02d}:00+00:00"


def _number(text: str, name: str) -> int:
    found = re.search(rf"^{name}\s*=\s*(\d+);", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"the file does not say {name}")
    return int(found.group(1))


def _body(text: str, name: str) -> str:
    found = re.search(rf"^{name}\s*=\s*\[(.*?)\];", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise ValueError(f"the file does not say {name}")
    return found.group(1)


def _sets(text: str, name: str) -> list[list[int]]:
    return [
        [int(part) for part in inner.split(",") if part.strip()]
        for inner in re.findall(r"\{([^}]*)\}", _body(text, name))
    ]


@dataclass(frozen=True)
class Solved:
    """How the engine did on one instance; breaks are None where it found no plan.

    Attributes
    ----------
    least: breaks that no plan is below, as the engine proved. known: breaks of the optimum, as
        published; None where we know of no figure.
    """

    name: str
    status: str
    breaks: int | None
    least: int
    known: int | None
    run: Run
    faults: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        """Whether the known optimum was reached, or optimum or infeasibility proven."""
        if self.faults:
            return False
        known = self.known is not None and self.breaks == self.known
        return known or self.status in ("optimal", "infeasible")

    def line(self) -> str:
        """Return the result in one line."""
        found = "no plan" if self.breaks is None else f"{self.breaks} breaks"
        known = "?" if self.known is None else self.known
        return (
            f"{self.name:26} {self.status:10} {found:>9}, at least {self.least:3d}"
            f" (published: {known})   {self.run.seconds:5.1f} s   {self.run.peak:5.0f} MiB"
            + "".join(f"\n  {fault}" for fault in self.faults[:1])
        )


def solve_folder(folder: Path, seconds: float, only: str = "") -> Iterator[Solved]:
    """Solve every instance of a folder, each from file to file in a process of its own."""
    for path in sorted(folder.glob("*.dzn")):
        if only in path.stem:
            yield _solve(path, seconds)


def _solve(path: Path, seconds: float) -> Solved:
    problem = read_instance(path.read_text())
    known = OPTIMA.get(path.stem)
    with tempfile.TemporaryDirectory() as folder:
        file, answer = Path(folder, "problem.json"), Path(folder, "plan.json")
        problem.write(file)
        run = measure(solve_command(file, answer, seconds), PATIENCE * seconds)
        if not answer.exists():
            return Solved(path.stem, "unknown", None, 0, known, run, ())
        plan = matcher.Plan.read(answer)
    faults = tuple(matcher.check(problem, plan))
    if plan.status == "infeasible":
        return Solved(path.stem, plan.status, None, 0, known, run, faults)
    least = max(0, math.ceil(plan.affinity - plan.bound - _CLOSE))
    return Solved(path.stem, plan.status, plan.breaks, least, known, run, faults)


def main() -> int:
    """Solve every instance of a folder and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="")
    given = parser.parse_args()
    faults = 0
    for solved in solve_folder(given.folder, given.seconds, given.only):
        print(solved.line(), flush=True)
        faults += len(solved.faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
