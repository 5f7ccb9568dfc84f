"""The commands: files in, files out, an exit status for scripts.

0 done; 1 (check) the plan violates something; 2 the input is refused; 3 proven infeasible;
4 no plan found in the time.
"""

import argparse
import json
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from types import FrameType

from matcher.fields import MOST
from matcher.files import read_document, refuse_unwritable
from matcher.pairs import Pairs
from matcher.plan import Plan
from matcher.problem import Problem
from matcher.progress import Progress
from matcher.refusal import Refused

REFUSED, INFEASIBLE, UNKNOWN = 2, 3, 4

MODEL = "word vectors: a text file, or a folder of model2vec"
_MOST_WORKERS = 256


def main(arguments: Sequence[str] | None = None, *, began: float | None = None) -> int:
    """Run one command and return its exit status; time limits count from `began`, or from now."""
    options = _parser().parse_args(arguments)
    options.began = time.monotonic() if began is None else began
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        if "output" in options:
            refuse_unwritable(options.output)
        status = command(options)
        sys.stdout.flush()
    except Refused as refusal:
        print("refused:", *str(refusal).splitlines(), file=sys.stderr)  # noqa: T201
        return REFUSED
    except OSError as error:  # files name their own errors
        print(f"refused: standard output cannot be written: {error}", file=sys.stderr)  # noqa: T201
        _drop_output()
        return REFUSED
    return status


def _drop_output() -> None:
    """Let what nobody reads any more go, rather than fail again at the end."""
    if sys.stdout is sys.__stdout__:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("matcher", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Callable[[argparse.Namespace], int], about: str,
            *files: str) -> argparse.ArgumentParser:  # fmt: skip
        sub = commands.add_parser(name, help=about, description=about)
        sub.set_defaults(command=command)
        for file in files:
            sub.add_argument(file, metavar=f"{file.upper()}.json")
        return sub

    affinity = add("affinity", _affinity, "find who should meet, from profiles", "people")
    affinity.add_argument("-o", dest="output", required=True, metavar="PAIRS.json")
    affinity.add_argument("--top", type=_count, default=40, help="best pairs kept; 0 keeps all")
    affinity.add_argument("--because", action="store_true", help="write the reasons too")
    affinity.add_argument("--weights", metavar="WEIGHTS.json")
    affinity.add_argument("--model", metavar="PATH", help=MODEL)

    learn = add("learn", _learn, "fit the weights to how earlier meetings went", "people")
    learn.add_argument("outcomes", metavar="OUTCOMES.csv")
    learn.add_argument("-o", dest="output", required=True, metavar="WEIGHTS.json")
    learn.add_argument("--model", metavar="PATH", help=MODEL)

    problem = add("problem", _problem, "join pairs and a setting", "pairs", "setting")
    problem.add_argument("-o", dest="output", required=True, metavar="PROBLEM.json")

    solve = add("solve", _solve, "plan the meetings", "problem")
    solve.add_argument("-o", dest="output", required=True, metavar="PLAN.json")
    solve.add_argument("--time-limit", type=_amount, default=30.0, help="seconds of wall clock")
    solve.add_argument("--gap", type=_amount, default=0.0, help="stop once the gap is so small")
    solve.add_argument("--seed", type=_count, default=0)
    solve.add_argument("--workers", type=_workers, default=2)
    solve.add_argument("--work", type=_amount, help="limit in work rather than seconds")
    solve.add_argument("--start", metavar="PLAN.json", help="an earlier plan to improve")
    solve.add_argument("--progress", action="store_true", help="JSON lines on standard error")

    again = add("rematch", _rematch, "somebody does not come: match their partners anew",
                "problem", "plan")  # fmt: skip
    again.add_argument("--absent", required=True, metavar="PERSON")
    again.add_argument("--slot", required=True, metavar="SLOT")
    again.add_argument("-o", dest="output", required=True, metavar="PLAN.json")

    add("compile", _compile, "compile the hot loops now, so that the first plan is quick")
    add("check", _check, "name every violation of a plan", "problem", "plan")
    why = add("explain", _explain, "say why two people meet, or what stood in the way",
              "problem", "plan")  # fmt: skip
    why.add_argument("a", metavar="A")
    why.add_argument("b", metavar="B")
    why.add_argument("--json", action="store_true")
    report = add("report", _report, "tell how good and how fair a plan is", "problem", "plan")
    report.add_argument(
        "--people", metavar="PEOPLE.json", help="profiles: wishes, roles, newcomers"
    )
    report.add_argument("--json", action="store_true")
    return parser


def _affinity(options: argparse.Namespace) -> int:
    from matcher.affinities import Weights, affinity  # noqa: PLC0415 - commands start lean
    from matcher.people import People  # noqa: PLC0415

    weights = Weights.read(options.weights) if options.weights else None
    people = People.read(options.people)
    found = affinity(people, options.top, weights, because=options.because, model=options.model)
    found.write(options.output)
    return 0


def _learn(options: argparse.Namespace) -> int:
    from matcher.affinities import learn  # noqa: PLC0415
    from matcher.outcomes import read_outcomes  # noqa: PLC0415
    from matcher.people import People  # noqa: PLC0415

    people = People.read(options.people)
    found = learn(people, read_outcomes(options.outcomes), model=options.model)
    found.write(options.output)
    return 0


def _problem(options: argparse.Namespace) -> int:
    from matcher.settings import problem_of  # noqa: PLC0415

    pairs = Pairs.read(options.pairs)
    problem_of(pairs, read_document(options.setting)).write(options.output)
    return 0


def _solve(options: argparse.Namespace) -> int:
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    # For good: a plan is also written for whoever stops the process while it is being written.
    signal.signal(signal.SIGTERM, on_signal)
    problem = Problem.read(options.problem)
    start = Plan.read(options.start) if options.start else None
    from matcher.budget import Budget  # noqa: PLC0415
    from matcher.solver import solve_watched  # noqa: PLC0415

    def watch(at: Progress) -> None:
        if options.progress:
            line = {
                "seconds": round(at.seconds, 3),
                "incumbent": at.incumbent if math.isfinite(at.incumbent) else None,
                "bound": at.bound,
                "shortfall": at.shortfall,
            }
            print(json.dumps(line), file=sys.stderr, flush=True)  # noqa: T201

    budget = Budget(options.time_limit, options.work, options.began, halt=stop.is_set)
    plan = solve_watched(problem, budget, options.gap, options.seed, options.workers, watch, start)
    if plan.status == "unknown":
        print("no plan was found in the time", file=sys.stderr)  # noqa: T201
        return UNKNOWN
    plan.write(options.output)
    if plan.status == "infeasible":
        print("\n".join(("infeasible:", *plan.conflict)), file=sys.stderr)  # noqa: T201
        return INFEASIBLE
    return 0


def _rematch(options: argparse.Namespace) -> int:
    from matcher.rematch import rematch  # noqa: PLC0415

    problem, plan = Problem.read(options.problem), Plan.read(options.plan)
    new = rematch(problem, plan, options.absent, options.slot)
    new.write(options.output)
    for line in new.conflict:
        print(line, file=sys.stderr)  # noqa: T201
    return 0


def _compile(_options: argparse.Namespace) -> int:
    from matcher.warming import warm_up  # noqa: PLC0415

    warm_up()
    return 0


def _check(options: argparse.Namespace) -> int:
    from matcher.checker import check  # noqa: PLC0415

    violations = check(Problem.read(options.problem), Plan.read(options.plan))
    for violation in violations:
        print(violation)  # noqa: T201
    return 1 if violations else 0


def _explain(options: argparse.Namespace) -> int:
    from matcher.explain import explain  # noqa: PLC0415

    problem, plan = Problem.read(options.problem), Plan.read(options.plan)
    found = explain(problem, plan, options.a, options.b)
    print(json.dumps(found.to_json()) if options.json else found.text())  # noqa: T201
    return 0


def _report(options: argparse.Namespace) -> int:
    from matcher.checker import check  # noqa: PLC0415
    from matcher.people import People  # noqa: PLC0415
    from matcher.reports import report  # noqa: PLC0415

    problem, plan = Problem.read(options.problem), Plan.read(options.plan)
    violations = check(problem, plan)
    if violations:
        raise Refused(f"the plan is not valid: {violations[0]}")
    people = People.read(options.people) if options.people else None
    found = report(problem, plan, people)
    print(json.dumps(found.to_json()) if options.json else found.text())  # noqa: T201
    return 0


def _count(text: str) -> int:
    value = int(text)
    if not 0 <= value <= MOST:
        raise argparse.ArgumentTypeError(f"must lie between 0 and {MOST}")
    return value


def _workers(text: str) -> int:
    value = _count(text)
    if value > _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"must be {_MOST_WORKERS} at most")
    return value


def _amount(text: str) -> float:
    value = float(text)
    if not (math.isfinite(value) and value >= 0):
        raise argparse.ArgumentTypeError("must be a number, 0 or more")
    return value
