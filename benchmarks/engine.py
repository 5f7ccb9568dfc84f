"""The engine beside simpler ways to plan: `python -m benchmarks engine`.

On each family and seed: how near to the bound, the worst-off person, seconds, peak memory.
"""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.business import Solved, solve_folder
from benchmarks.contest import ENTRANTS, Result, best_bound, compete, compile_engine
from benchmarks.docs import write_part
from benchmarks.families import FAMILIES
from benchmarks.page import (
    USUAL_PEOPLE,
    USUAL_SECONDS,
    USUAL_SEEDS,
    Setting,
    write_page,
)
from benchmarks.plot import draw
from benchmarks.summary import below, defects, rows_of

BUSINESS_SECONDS = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every entrant on every family and seed; 1 where a plan or a bound is wrong."""
    arguments = sys.argv[1:] if arguments is None else arguments
    given = _parser().parse_args(arguments)
    load = os.getloadavg()[0]
    compile_engine()
    print(f"{given.people} people, {given.seconds:g} s a plan", flush=True)
    results: list[Result] = []
    for family in given.families:
        for seed in range(given.seeds):
            group = []
            for result in compete(family, given.people, seed, given.seconds, given.entrants):
                group.append(result)
                print(_line(result, best_bound(group)), flush=True)
            results += group
    business = []
    if given.business is not None:
        for solved in solve_folder(given.business, BUSINESS_SECONDS):
            business.append(solved)
            print(solved.line(), flush=True)
    return _conclude(given, arguments, load, results, business)


def _conclude(
    given: argparse.Namespace,
    arguments: Sequence[str],
    load: float,
    results: Sequence[Result],
    business: Sequence[Solved],
) -> int:
    worse, compared = below(results)
    wrong = defects(results) + [fault for solved in business for fault in solved.faults]
    print(f"never below greedy or a matching per slot: {compared - len(worse)} of {compared}")
    print("\n".join([*worse, *wrong]))
    if given.docs is not None:
        command = _command(arguments)
        setting = Setting(command, given.people, given.seconds, given.seeds, load)
        rows = rows_of(results)
        (given.docs / "images").mkdir(parents=True, exist_ok=True)
        page = write_page(setting, rows, worse, compared, business)
        write_part(given.docs, "engine", page)
        draw(rows, given.docs / "images" / "benchmark.svg")
    return 1 if wrong else 0


def _command(arguments: Sequence[str]) -> str:
    """Return the command to run this again; a folder of instances is called FOLDER."""
    shown = list(arguments)
    if "--business" in shown:
        shown[shown.index("--business") + 1] = "FOLDER"
    return f".venv/bin/python -m benchmarks engine {shlex.join(shown)}".strip()


def _line(result: Result, bound: float | None) -> str:
    head = f"{result.family:10} seed {result.seed}   {ENTRANTS[result.entrant]:22}"
    tail = f"{result.run.seconds:6.1f} s   {result.run.peak:5.0f} MiB"
    if result.verdict is None:
        return f"{head} {result.why_not}"
    if result.verdict.faults:
        return f"{head} invalid: {result.verdict.faults[0]}"
    share = f"{100 * result.verdict.objective / bound:8.3f} %" if bound else " " * 10
    missing = f"   {result.verdict.shortfall} missing" if result.verdict.shortfall else ""
    return f"{head} {share} of the bound   worst-off {result.verdict.worst:4.0%}   {tail}{missing}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks engine", description=__doc__)
    parser.add_argument("--people", type=int, default=USUAL_PEOPLE)
    parser.add_argument("--seconds", type=float, default=USUAL_SECONDS, help="limit of a plan")
    parser.add_argument("--seeds", type=int, default=USUAL_SEEDS)
    parser.add_argument("--families", nargs="+", choices=tuple(FAMILIES), default=list(FAMILIES))
    parser.add_argument("--entrants", nargs="+", choices=tuple(ENTRANTS), default=list(ENTRANTS))
    parser.add_argument("--business", type=Path, metavar="FOLDER", help="business-meeting files")
    parser.add_argument("--docs", type=Path, metavar="FOLDER", help="write the page and plot here")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
