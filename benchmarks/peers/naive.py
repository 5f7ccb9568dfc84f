"""The model one would write first: CP-SAT with one bool per pair and slot, all rules, maximise.

Shortfall comes first by a price greater than all affinities together. Affinities are rounded to
millionths, towards the better in the bound.
"""

import time
from collections import defaultdict

from ortools.sat.python import cp_model

from benchmarks.peers.answer import Answer, Document
from benchmarks.peers.hall import limit, refuse_conditions

_UNIT = 1_000_000


def place(document: Document, seconds: float, workers: int = 2) -> Answer:
    """Return the best meetings found `seconds` from now, and the bound where no floor is set."""
    until = time.monotonic() + seconds
    refuse_conditions(document)
    model = cp_model.CpModel()
    chosen = _choose(model, document)
    _keep_rules(model, document, chosen)
    worth = {pair["id"]: round(_UNIT * pair["affinity"]) for pair in document["pairs"]}
    missing = _miss(model, document, chosen)
    price = 1 + sum(worth.values())
    total = cp_model.LinearExpr.weighted_sum(
        list(chosen.values()), [worth[pair] for pair, _slot in chosen]
    )
    model.maximize(total - price * sum(missing) if missing else total)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = max(0.1, until - time.monotonic())
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer([])
    placed = [where for where, meets in chosen.items() if solver.boolean_value(meets)]
    rounded = len(worth) / (2 * _UNIT)
    return Answer(placed, None if missing else solver.best_objective_bound / _UNIT + rounded)


Chosen = dict[tuple[str, str], cp_model.IntVar]


def _choose(model: cp_model.CpModel, document: Document) -> Chosen:
    """Make a bool for each pair and slot in which both have time."""
    away = {person["id"]: set(person.get("unavailable", ())) for person in document["people"]}
    return {
        (pair["id"], slot["id"]): model.new_bool_var("")
        for pair in document["pairs"]
        for slot in document["slots"]
        if slot["id"] not in away[pair["a"]] and slot["id"] not in away[pair["b"]]
    }


def _keep_rules(model: cp_model.CpModel, document: Document, chosen: Chosen) -> None:
    """Each pair once, the same two not twice in a slot, seats, most meetings, tables."""
    pairs = {pair["id"]: pair for pair in document["pairs"]}
    own = {person["id"] for person in document["people"] if person.get("own_table")}
    once, seats, all_day, tables, twins = (defaultdict(list) for _ in range(5))
    for (name, slot), meets in chosen.items():
        a, b = pairs[name]["a"], pairs[name]["b"]
        once[name].append(meets)
        twins[min(a, b), max(a, b), slot].append(meets)
        for person in (a, b):
            seats[person, slot].append(meets)
            all_day[person].append(meets)
        if a not in own and b not in own:
            tables[slot].append(meets)
    for group in (*once.values(), *twins.values()):
        model.add_at_most_one(group)
    for person in document["people"]:
        for slot in document["slots"]:
            model.add(sum(seats[person["id"], slot["id"]]) <= person.get("seats", 1))
        model.add(sum(all_day[person["id"]]) <= limit(person.get("max_meetings")))
    for slot in document["slots"]:
        model.add(sum(tables[slot["id"]]) <= limit(slot.get("tables")))


def _miss(model: cp_model.CpModel, document: Document, chosen: Chosen) -> list[cp_model.IntVar]:
    """Count what each person lacks to their floor."""
    ends = {pair["id"]: (pair["a"], pair["b"]) for pair in document["pairs"]}
    held: dict[str, list[cp_model.IntVar]] = defaultdict(list)
    for (name, _slot), meets in chosen.items():
        for person in ends[name]:
            held[person].append(meets)
    missing = []
    for person in document["people"]:
        floor = person.get("floor", 0)
        if floor:
            lacks = model.new_int_var(0, floor, "")
            model.add(lacks + sum(held[person["id"]]) >= floor)
            missing.append(lacks)
    return missing
