"""SCIP in a process of its own: a programme on standard input, what was found on standard output.

Within a process OR-Tools cannot stop SCIP without noise on standard error; a process can be killed.
"""

import io
import os
import sys
import threading
import time
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.problem import Flags, Floats, Ints

_TOLERANCE = 1e-7
_WATCH = 1.0


class Programme(NamedTuple):
    """Maximize value · x over x in {0, 1}ᶜ with least ≤ the sum of x over each row ≤ most.

    Attributes
    ----------
    value: (c,) of each variable; hint: (c,) a point that satisfies every row.
    of: the variables of all rows, row k having of[row[k]:row[k + 1]].
    least, most: of each row.
    """

    value: Floats
    hint: Flags
    of: Ints
    row: Ints
    least: Ints
    most: Ints


class Effort(NamedTuple):
    """How much to do: till a time of the wall clock, or so many nodes if not 0; from a seed."""

    until: float
    nodes: int
    seed: int


class Answer(NamedTuple):
    """The best point (c,), a bound on its value, and the number of nodes."""

    point: Flags
    bound: float
    nodes: int


def solve(programme: Programme, effort: Effort) -> Answer:
    """Solve by branch and cut (SCIP: Bestuzheva et al., ACM TOMS 49, 2023)."""
    from ortools.math_opt.python import mathopt  # noqa: PLC0415 - half a second to import

    model = mathopt.Model()
    x = [model.add_binary_variable() for _ in programme.value]
    model.maximize(
        mathopt.fast_sum([w * one for w, one in zip(programme.value.tolist(), x, strict=True)])
    )
    for k, (least, most) in enumerate(
        zip(programme.least.tolist(), programme.most.tolist(), strict=True)
    ):
        mine = programme.of[programme.row[k] : programme.row[k + 1]].tolist()
        total = mathopt.fast_sum([x[c] for c in mine])
        model.add_linear_constraint(lb=least, ub=most, expr=total)
    hint = mathopt.SolutionHint(dict(zip(x, programme.hint.astype(float).tolist(), strict=True)))
    found = mathopt.solve(
        model,
        mathopt.SolverType.GSCIP,
        params=mathopt.SolveParameters(
            time_limit=None
            if effort.nodes
            else timedelta(seconds=max(0.1, effort.until - time.time())),
            node_limit=effort.nodes or None,
            random_seed=effort.seed,
            relative_gap_tolerance=_TOLERANCE,
        ),
        model_params=mathopt.ModelSolveParameters(solution_hints=[hint]),
    )
    point = programme.hint
    if found.has_primal_feasible_solution():
        point = np.array(found.variable_values(x)) > 0.5
    return Answer(point, float(found.best_objective_bound()), int(found.solve_stats.node_count))


def pack(*parts: Programme | Effort | Answer) -> bytes:
    """Return named tuples as bytes."""
    file = io.BytesIO()
    np.savez(file, **{name: value for part in parts for name, value in part._asdict().items()})
    return file.getvalue()


def unpack(data: bytes) -> dict[str, NDArray[Any]]:
    """Return the fields of packed tuples by name."""
    with np.load(io.BytesIO(data), allow_pickle=False) as fields:
        return dict(fields)


def end_with_parent() -> None:
    """End this process soon after the one that started it, however that ended."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_WATCH)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Answer what standard input asks."""
    end_with_parent()
    fields = unpack(sys.stdin.buffer.read())
    programme = Programme(*(fields[name] for name in Programme._fields))
    effort = Effort(*(fields[name].item() for name in Effort._fields))
    sys.stdout.buffer.write(pack(solve(programme, effort)))


if __name__ == "__main__":
    main()
