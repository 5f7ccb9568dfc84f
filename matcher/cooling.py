"""The annealing phase of a search: prices first, then rounds of cooling, each longer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from matcher.bounds import capacity_of
from matcher.budget import STEPS_PER_UNIT
from matcher.guide import Guide, make_guide
from matcher.improve import Mood, anneal
from matcher.incumbent import score, state_of
from matcher.moves import Seed, State
from matcher.potentials import meeting_prices
from matcher.prices import Choices, Prices, find_prices, list_choices, proven_by

if TYPE_CHECKING:
    from matcher.search import Search

_CHUNK = 100_000

_MOST_PRICED = 2_000_000
"""Up to so many choices prices are worth their time."""

WIDE = 0.005
"""Above such a gap seats are scarce, and what helps there is worth its time."""

_PRICING_SHARE = 0.2
_ITERATIONS = 1000
_DEPTH = 0.15
_HEAT, _COOLEST, _HOTTEST = 8.0, 0.004, 0.07
_LATE = 0.7
_GROWTH = 4


def improve(search: Search, state: State, random: Seed, share: float) -> None:
    """Anneal in ever longer rounds, each from the best plan so far, for a share of what is left."""
    board, budget = search.board, search.budget
    until = (1.0 - share) * budget.left
    choices = list_choices(board)
    if share == 0 or not len(choices.pair):
        return
    typical = float(np.median(board.best[board.best > -np.inf]))
    guide = _find_guide(search, choices, typical)
    short_cost = 4.0 * float(choices.value.max()) if board.floor.any() else 0.0
    pace = float(STEPS_PER_UNIT) if budget.work else 0.0
    length = max(_CHUNK, 80 * len(board.a))
    while not search.is_done and (left := budget.left - until) > 0:
        if pace and left * pace < 2 * length:
            length = max(1, int(left * pace))  # a rest too short for a round goes to this one
        if search.slot is not None:
            state = state_of(board, search.slot)
        # The nearer the bound, the less may be lost on the way.
        gap = (search.worth_bound - score(board, state).worth) / max(1e-12, search.worth_bound)
        hot = typical * min(max(_HEAT * gap, _COOLEST), _HOTTEST)
        began = budget.seconds
        _round(search, guide, state, random, length, left, Mood(hot, 1.0, short_cost))
        if budget.work is None:
            pace = length / max(1e-9, budget.seconds - began)
        length *= _GROWTH


def _find_guide(search: Search, choices: Choices, typical: float) -> Guide:
    """Find prices, which also prove a bound where slots are scarce."""
    board, budget = search.board, search.budget
    prices = flow_prices(search)
    timed = budget.work is None
    gap = 1.0 - search.objective / max(search.bound, 1e-12)
    if len(choices.pair) <= _MOST_PRICED and gap > WIDE:
        seconds = _PRICING_SHARE * budget.left if timed else math.inf
        finer = find_prices(board, choices, seconds, _ITERATIONS)
        budget.spend(len(choices.pair) * _ITERATIONS * 1e-8)
        proven = proven_by(board, choices, finer)
        search.other_bound = min(search.other_bound, proven)
        if proven < 1.02 * proven_by(board, choices, prices):
            prices = finer
        search.tell()
    search.prices = prices
    # The prices know nothing of floors, for which a poor choice can be the right one.
    depth = math.inf if board.floor.any() else _DEPTH * typical
    return make_guide(board, choices, prices, depth)


def flow_prices(search: Search) -> Prices:
    """Read prices off the flow: good ones where slots are plentiful, and at once."""
    board, limits = search.board, search.limits
    n, t = board.available.shape
    worth = np.where(board.shared, board.best - limits.table_price, board.best)
    meeting = meeting_prices(board.a, board.b, worth, capacity_of(board), limits.relaxation)
    return Prices(np.zeros((n, t)), meeting, np.full(t, limits.table_price))


def _round(
    search: Search,
    guide: Guide,
    state: State,
    random: Seed,
    length: int,
    left: float,
    start: Mood,
) -> None:
    """One cooling; a last round is cut to what is left."""
    board, budget = search.board, search.budget
    began, done = budget.seconds, 0.0
    timed = budget.work is None
    if not timed:
        length = max(1, min(length, int(left * STEPS_PER_UNIT)))

    def mood(at: float) -> Mood:
        rest = max(0.0, 1.0 - at)
        return Mood(start.temperature * rest, start.pull * rest, start.short_cost)

    while done < 1.0:
        ahead = done + _CHUNK / length
        anneal(board, guide, state, random, _CHUNK, mood(done), mood(ahead))
        budget.spend(_CHUNK / STEPS_PER_UNIT)
        # Should the round outlast the budget, the clock decides how far it has come.
        done = max(ahead, (budget.seconds - began) / left) if timed else ahead
        if done > _LATE:
            search.offer(state.slot)
        search.tell()
        if search.is_done:
            break
    search.offer(state.slot)
    search.tell()
