"""Every constraint of the solver, rule of the checker and tier of the objective, and its removal."""

from typing import NamedTuple


class Mutation(NamedTuple):
    """One thing taken away.

    Attributes
    ----------
    what: the thing, in words.
    file: module of the engine.
    old, new: text that must stand there exactly once, and what it becomes.
    tests: modules of tests among which one must fail.
    """

    what: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def _rule(what: str, old: str, new: str) -> Mutation:
    return Mutation(what, "checker", old, new, ("test_broken_plans",))


def _step(what: str, old: str, new: str, file: str = "moves") -> Mutation:
    return Mutation(what, file, old, new, ("test_moves",))


def _exact(what: str, old: str, new: str, file: str = "rules") -> Mutation:
    return Mutation(what, file, old, new, ("test_exact",))


def _branched(what: str, old: str, new: str, file: str = "branching") -> Mutation:
    return Mutation(what, file, old, new, ("test_branching",))


def _whole(what: str, old: str, new: str) -> Mutation:
    return Mutation(what, "search", old, new, ("test_whole_plans",))


CHECKER = [
    _rule("pairs are known", "if p is None:", "if p is None and False:"),
    _rule("a meeting names its two people", "elif {meeting.a", "elif False and {meeting.a"),
    _rule("slots are known", "if meeting.slot not in slots:", "if False:"),
    _rule("without a plan no meetings", "if plan.meetings else []", "if False else []"),
    _rule(
        "an entry is placed once",
        "for name, count in times.items():\n            if count > 1:",
        "for name, count in times.items():\n            if False:",
    ),
    _rule(
        "two people meet once in a slot",
        "in same.items():\n            if count > 1:",
        "in same.items():\n            if False:",
    ),
    _rule("seats", "if count > people.seats[i]:", "if False:"),
    _rule("availability", "if not people.available[i, s]:", "if False:"),
    _rule("meetings in all", "if most != NO_LIMIT and len(held) > most:", "if False:"),
    _rule("no table where none is needed", "if needs_none and meeting.table", "if False and meeting.table"),
    _rule("a table where one is needed", "if meeting.table is None:\n", "if False:\n"),
    _rule("tables from 1", "if meeting.table < 1 or (", "if ("),
    _rule("tables that are there", "most != NO_LIMIT and meeting.table > most", "False"),
    _rule(
        "one meeting a table",
        "in taken.items():\n            if count > 1:",
        "in taken.items():\n            if False:",
    ),
    _rule("tables of a slot", "if most != NO_LIMIT and count > most:", "if False:"),
    _rule("mandatory pairs", "if pairs.mandatory[p] and p not in", "if False and p not in"),
    _rule("slots of a pair", "if p in self.placed and self.placed[p] not in allowed:", "if False:"),
    _rule("order", "self.placed[p] <= self.placed[q]:", "False:"),
    _rule("strict order", "self.placed[p] <= self.placed[q]:", "self.placed[p] < self.placed[q]:"),
    _rule("pins", "if pinned and self.placed", "if False and self.placed"),
    _rule("spread of breaks", "if highest - lowest > most:", "if False:"),
    _rule("spread of breaks counts who is idle", "lowest = 0 if idle else", "lowest = highest if idle else"),
    *(
        _rule(f"the plan's {name}", f'            ("{name}", plan.{name}, {name}),\n', "")
        for name in ("affinity", "objective", "shortfall", "breaks", "changes")
    ),
    _rule("the bound", "if plan.objective > plan.bound + allowance:", "if False:"),
    _rule("the bound of the shortfall", "if plan.shortfall < plan.shortfall_bound:", "if False:"),
]  # fmt: skip

CONSTRAINTS = [
    _step("availability, searched", "if not (board.available[board.a[p], s] and", "if not (True or"),
    _step("slots of a pair, searched", "if value(board, p, s) == -np.inf:", "if False:"),
    _step("after an earlier pair, searched", "if state.slot[board.sooner[k]] >= s:", "if False:"),
    _step("before a later pair, searched", "if 0 <= other <= s:", "if False:"),
    _step("twins in other slots, searched", "if board.twin[p] >= 0:", "if False:"),
    _step("meetings in all, searched", "if state.held[i] >= board.limit[i] or", "if False and"),
    _step("tables of a slot, searched", "if board.shared[p] and state.used[s]", "if False and state.used[s]"),
    _step("own tables, searched", "shared=~(own[pairs.a] | own[pairs.b])", "shared=own[pairs.a] | True", "board"),
    _step("seats, searched", "if free_row(board, state, i, s) < 0 or free", "if False and free"),
    _step("seats given, searched", "np.cumsum(seats, out=first[1:])", "np.cumsum(seats * 2, out=first[1:])", "board"),
    _whole("mandatory pairs and pins, searched", "if (self.board.must & (state.slot < 0)).any():\n            return False", "if False:\n            return False"),
    _whole("spread of breaks, searched", "return int(breaks.max() - breaks.min()) <= most", "return True"),
    _exact("availability, exact", "board.available[board.a[p]] & board.available[board.b[p]]", "board.available[board.a[p]] | True"),
    _exact("slots of a pair, exact", "can = can & (board.values[row] > -np.inf)", "pass"),
    _exact("an entry is placed once, exact", 'yield Rule("", mine, 1, soft=True)', "pass"),
    _exact("mandatory pairs and pins, exact", "yield Rule(label, mine, 1, 1)", "yield Rule(label, mine, 1, 0)"),
    _exact("pins stay where they are", "values[row[p], np.arange(t) != s] = -np.inf", "pass", "board"),
    _exact("seats, exact", "yield from _seat_rules(problem, choices)", "pass"),
    _exact("meetings in all, exact", "yield from _limit_rules(problem, choices)", "pass"),
    _exact("tables of a slot, exact", "yield from _table_rules(problem, board, choices)", "pass"),
    _exact("twins in other slots, exact", "yield from _twin_rules(board, choices)", "pass"),
    _exact("order, exact", "*order_rules(problem, self.choices)]", "]", "exact"),
    _branched("rules that count, branched", "*linear_rules(problem, board, choices), ", ""),
    _branched("order, branched", "*order_rules(problem, choices)]", "]"),
    _branched("order is strict, branched", "choices.slot[d] >= choices.slot[c]", "choices.slot[d] > choices.slot[c]", "rules"),
    _exact("spread of breaks, exact", "breaks.post_spread(self.problem.break_spread or 0)", "pass", "exact"),
    _exact("spread of breaks counts who can have none, exact", "0 if without else t", "t", "breaks"),
]  # fmt: skip

TIERS = [
    _step("shortfall before worth", "(-self.shortfall, self.worth) > (-other.shortfall", "(0, self.worth) > (0", "incumbent"),
    _step("shortfall, searched", "board.floor.astype(np.int64) - state.held", "0 * state.held", "incumbent"),
    _step("affinity, searched", "values[own] = board.values[row[own], slot[own]]", "pass", "incumbent"),
    _step("changes, searched", "values[row[p], s] += problem.change", "pass", "board"),
    _step("breaks, searched", "float(values.sum()) - board.break_ * breaks", "float(values.sum())", "incumbent"),
    _step("a break is counted once", "begun, idle = True, False\n            elif", "begun = True\n            elif"),
    _step("shortfall, counted", "people.floor.astype(np.int64) - held", "0 * held", "recount"),
    _step("affinity, counted", "worth[p] = own.get(int(slot[p]), 0.0)", "pass", "recount"),
    _step("changes, counted", "- problem.change * changes", "", "recount"),
    _step("breaks, counted", "- problem.break_ * breaks", "", "recount"),
    _step("breaks end with the day", "+ slots.day[where]\n", "\n", "recount"),
    _exact("shortfall, exact", "exact.model.minimize(goal)", "exact.model.minimize(0 * goal)", "exact"),
    _exact("affinity, exact", "goal = exact.objective()", "goal = 0 * exact.objective()", "exact"),
    _exact("breaks, exact", "cost = int(np.floor(self.board.break_ / self.unit))", "cost = 0", "exact"),
    _branched("shortfall, branched", "rows.append((missing, 0, shortfall))", "pass"),
    _branched("floors, branched", "rows.append(([*mine, *units], floor,", "rows.append(([*mine, *units], 0,"),
    _branched("affinity, branched", "mathopt.fast_sum([w * one for", "mathopt.fast_sum([0 * one for", "scip"),
    _exact("tables in the bound", "found.value + price * (tables or 0)", "found.value", "bounds"),
    _exact("floors in the bound", "missing = -_priced(", "missing = 1 - _priced(", "bounds"),
    _exact("changes in the bound", "problem.change * len(problem.kept.pair)", "2 * problem.change * len(problem.kept.pair)", "bounds"),
]  # fmt: skip

CATALOGUE = {
    "rules of the checker": CHECKER,
    "constraints of the solver": CONSTRAINTS,
    "tiers of the objective": TIERS,
}
