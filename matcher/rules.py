"""The constraints of the problem, each written once with the words that name it.

A choice is a (pair, slot) that availability and the pair's own slots allow; choices are
numbered. The exact model is built from these rules, and a conflict is told in their words.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.board import Board
from matcher.problem import NO_LIMIT, Floats, Ints, Problem


@dataclass(frozen=True)
class Choices:
    """Where each pair could be: (c,) pairs and slots, and the numbers of each pair's choices."""

    pair: Ints
    slot: Ints
    of: dict[int, list[int]]


@dataclass(frozen=True)
class Rule:
    """`least` ≤ number of `choices` taken ≤ `most`.

    `soft` rules hold for every plan by themselves (a pair is placed once) and are never part
    of a conflict's wording.
    """

    label: str
    choices: list[int]
    most: int
    least: int = 0
    soft: bool = False


def make_choices(board: Board, pairs: Ints) -> Choices:
    """Return the choices of the given pairs."""
    found_pair: list[int] = []
    found_slot: list[int] = []
    of: dict[int, list[int]] = {int(p): [] for p in pairs}
    for p in pairs.tolist():
        row = board.row[p]
        can = board.available[board.a[p]] & board.available[board.b[p]]
        if row >= 0:
            can = can & (board.values[row] > -np.inf)
        for s in np.flatnonzero(can).tolist():
            of[p].append(len(found_pair))
            found_pair.append(p)
            found_slot.append(s)
    return Choices(np.array(found_pair, np.int32), np.array(found_slot, np.int32), of)


def linear_rules(problem: Problem, board: Board, choices: Choices) -> Iterator[Rule]:
    """Yield every rule that counts choices; order and breaks are not among them."""
    yield from _pair_rules(problem, board, choices)
    yield from _seat_rules(problem, choices)
    yield from _limit_rules(problem, choices)
    yield from _table_rules(problem, board, choices)
    yield from _twin_rules(board, choices)


def _pair_rules(problem: Problem, board: Board, choices: Choices) -> Iterator[Rule]:
    pairs, slots = problem.pairs, problem.slots
    for p, mine in choices.of.items():
        a, b = problem.people.ids[pairs.a[p]], problem.people.ids[pairs.b[p]]
        if board.pin[p] >= 0:
            where = slots.ids[board.pin[p]]
            label = f"Pair {pairs.ids[p]} ({a} and {b}) is pinned to slot {where}."
        else:
            label = f"Pair {pairs.ids[p]} ({a} and {b}) is mandatory."
        if board.must[p]:
            yield Rule(label, mine, 1, 1)
        else:
            yield Rule("", mine, 1, soft=True)


def _seat_rules(problem: Problem, choices: Choices) -> Iterator[Rule]:
    people, slots = problem.people, problem.slots
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for c, (p, s) in enumerate(zip(choices.pair.tolist(), choices.slot.tolist(), strict=True)):
        held[int(problem.pairs.a[p]), s].append(c)
        held[int(problem.pairs.b[p]), s].append(c)
    for (i, s), mine in held.items():
        seats = int(people.seats[i])
        if len(mine) > seats:
            label = f"{people.ids[i]} has {seats} seat{'s' * (seats != 1)} in slot {slots.ids[s]}."
            yield Rule(label, mine, seats)


def _limit_rules(problem: Problem, choices: Choices) -> Iterator[Rule]:
    people = problem.people
    held: dict[int, list[int]] = defaultdict(list)
    for p, mine in choices.of.items():
        held[int(problem.pairs.a[p])] += mine
        held[int(problem.pairs.b[p])] += mine
    for i, mine in held.items():
        most = int(people.max_meetings[i])
        if most != NO_LIMIT and len(mine) > most:
            yield Rule(f"{people.ids[i]} may have {most} meetings in all.", mine, most)


def _table_rules(problem: Problem, board: Board, choices: Choices) -> Iterator[Rule]:
    slots = problem.slots
    held: dict[int, list[int]] = defaultdict(list)
    for c, (p, s) in enumerate(zip(choices.pair.tolist(), choices.slot.tolist(), strict=True)):
        if board.shared[p]:
            held[s].append(c)
    for s, mine in held.items():
        most = int(slots.tables[s])
        if len(mine) > most:
            yield Rule(f"Slot {slots.ids[s]} has {most} tables.", mine, most)


def _twin_rules(board: Board, choices: Choices) -> Iterator[Rule]:
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    for c, (p, s) in enumerate(zip(choices.pair.tolist(), choices.slot.tolist(), strict=True)):
        if board.twin[p] >= 0:
            held[int(board.twin[p]), s].append(c)
    for mine in held.values():
        if len(mine) > 1:
            yield Rule("Two people meet once in a slot.", mine, 1)


def order_rules(problem: Problem, choices: Choices) -> Iterator[Rule]:
    """Yield the rules that a pair lies strictly after another where both are placed."""
    names = problem.pairs.ids
    for p, earlier in problem.pairs.after.items():
        for q in earlier:
            label = f"Pair {names[p]} comes after pair {names[q]}."
            for c in choices.of.get(p, ()):
                late = [d for d in choices.of.get(q, ()) if choices.slot[d] >= choices.slot[c]]
                if late:
                    yield Rule(label, [c, *late], 1)


def floor_rules(board: Board, choices: Choices) -> Iterator[tuple[int, list[int]]]:
    """Yield each person's floor, where they have one, and the choices that count towards it."""
    held: dict[int, list[int]] = defaultdict(list)
    for p, mine in choices.of.items():
        held[int(board.a[p])] += mine
        held[int(board.b[p])] += mine
    for i in np.flatnonzero(board.floor).tolist():
        yield int(board.floor[i]), held[i]


def values_of(board: Board, choices: Choices) -> Floats:
    """Return (c,) the value of each choice."""
    worth = board.base[choices.pair].copy()
    own = board.row[choices.pair] >= 0
    worth[own] = board.values[board.row[choices.pair[own]], choices.slot[own]]
    return worth
