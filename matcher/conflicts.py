"""Why a problem has no plan: a small set of rules that cannot hold together, in words."""

import time
from collections import Counter, defaultdict
from collections.abc import Collection

import numpy as np

from matcher.board import Board
from matcher.budget import Budget
from matcher.problem import Problem
from matcher.rules import Choices, Rule, linear_rules, make_choices, order_rules

_SECONDS = 5.0

_SETS = 300
"""With more different sets of slots that pairs may lie in, only all slots together are counted."""


def explain_conflict(problem: Problem, board: Board, budget: Budget) -> list[str]:
    """Return the labels of rules that clash, as few as are found in a few seconds.

    No later than the time limit of the budget, where it is one of time.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - two seconds to import

    must = np.flatnonzero(board.must).astype(np.int32)
    choices = make_choices(board, must)
    crowded = _find_crowded(problem, board, choices)
    if crowded:
        return [crowded]
    rules: dict[str, list[Rule]] = defaultdict(list)
    for rule in (*linear_rules(problem, board, choices), *order_rules(problem, choices)):
        if rule.label:
            rules[rule.label].append(rule)
    seconds = _SECONDS if budget.work is not None else min(_SECONDS, budget.left)
    deadline = time.monotonic() + seconds

    def clash(kept: Collection[str]) -> list[str]:
        """Return the labels among these that suffice for a contradiction, none if none is seen."""
        model = cp_model.CpModel()
        taken = [model.new_bool_var("") for _ in choices.pair]
        for mine in choices.of.values():
            model.add_at_most_one([taken[c] for c in mine])
        switches = {label: model.new_bool_var(label) for label in kept}
        for label, switch in switches.items():
            for rule in rules[label]:
                total = cp_model.LinearExpr.sum([taken[c] for c in rule.choices])
                held = model.add_linear_constraint(total, rule.least, rule.most)
                held.only_enforce_if(switch)
        model.add_assumptions(list(switches.values()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.05, deadline - time.monotonic())
        if solver.solve(model) != cp_model.INFEASIBLE:
            return []
        by_index = {switch.index: label for label, switch in switches.items()}
        return [by_index[i] for i in sorted(solver.sufficient_assumptions_for_infeasibility())]

    core = clash(rules)
    if not core:
        return ["The mandatory pairs, pins and the spread of breaks cannot hold together."]
    for label in list(core):
        if time.monotonic() > deadline:
            break
        smaller = clash([other for other in core if other != label]) if label in core else []
        core = smaller or core
    return core


def _find_crowded(problem: Problem, board: Board, choices: Choices) -> str:
    """Return a sentence on slots that have fewer tables than pairs that must lie in them.

    Counting finds at once what a search of rules does not: that pigeons outnumber holes.
    """
    within: Counter[frozenset[int]] = Counter()
    for p, mine in choices.of.items():
        if board.shared[p] and mine:
            within[frozenset(choices.slot[mine].tolist())] += 1
    everywhere = frozenset(range(len(board.tables)))
    for slots in [*(within if len(within) <= _SETS else ()), everywhere]:
        needed = sum(count for own, count in within.items() if own <= slots)
        room = int(board.tables[sorted(slots)].sum(dtype=np.int64))
        if len(slots) > 1 and needed > room:  # of a single slot the rules say more
            names = ", ".join(problem.slots.ids[s] for s in sorted(slots))
            where = "all slots" if slots == everywhere else f"slots {names}"
            return (
                f"{needed} mandatory or pinned pairs can only meet in {where}, "
                f"which have {room} tables in all."
            )
    return ""
