"""Proven limits: no plan is short of less, and none with that shortfall is worth more.

Every limit here is a Lagrangian bound on the flow relaxation: any price ≥ 0 on the shared
tables and on the floors gives a valid one, so prices are only searched as long as they help.
"""

from dataclasses import dataclass

import numpy as np

from matcher.board import Board, make_board
from matcher.flow import Relaxation, relax
from matcher.problem import NO_LIMIT, Floats, Ints, Problem

_PRICE_STEPS = 10
_CLOSE = 1e-6


@dataclass(frozen=True)
class Limits:
    """What is proven before any search.

    Attributes
    ----------
    shortfall: no plan has less.
    hopeless: the part of every shortfall that availability and candidates alone explain.
    lines: (value, cost) each proving Σ value ≤ value + cost · (shortfall − hopeless), breaks
        aside (for Σ value see `Board.values`).
    share: (m,) share of each pair in the relaxation, a guide for construction.
    relaxation, table_price: the relaxation that ignores floors, and its price of a table.
    """

    shortfall: int
    hopeless: int
    lines: tuple[tuple[float, float], ...]
    share: Floats
    relaxation: Relaxation
    table_price: float

    def value_at(self, shortfall: int) -> float:
        """Return a number that Σ value of no plan with this shortfall or less exceeds."""
        return min(value + cost * (shortfall - self.hopeless) for value, cost in self.lines)


def bound(problem: Problem) -> float:
    """Return a number that no valid plan's objective exceeds, whatever its shortfall."""
    board = make_board(problem)
    free = board._replace(floor=np.zeros_like(board.floor))
    return find_limits(free).value_at(0) - stay_bonus(problem)


def stay_bonus(problem: Problem) -> float:
    """Return what Σ value counts in excess of the objective: `change` for each kept entry."""
    return problem.change * len(problem.kept.pair)


def find_limits(board: Board) -> Limits:
    """Return the limits of the flow relaxation."""
    capacity = capacity_of(board)
    floor = np.minimum(board.floor, capacity).astype(np.int32)
    hopeless = int((board.floor - floor).sum(dtype=np.int64))
    need = 0
    costs = [0.0]
    if floor.any():
        nothing = np.where(board.best > -np.inf, 0.0, -np.inf)
        missing = -_priced(board, nothing, capacity, floor, 1.0).value
        need = max(0, int(np.ceil(missing - 1e-3)))
        greatest = float(board.best[board.best > -np.inf].max(initial=0.0))
        costs = [0.0, 0.25 * greatest, 2.0 * greatest]
    priced = [_priced(board, board.best, capacity, floor, cost) for cost in costs]
    lines = tuple((found.value, cost) for found, cost in zip(priced, costs, strict=True))
    plain, share = priced[0], priced[-1].relaxation.share
    return Limits(need + hopeless, hopeless, lines, share, plain.relaxation, plain.price)


def capacity_of(board: Board) -> Ints:
    """Return (n,) the most meetings of each person: their limit, and their usable pairs."""
    usable = board.best > -np.inf
    ends = np.concatenate([board.a[usable], board.b[usable]])
    pairs = np.bincount(ends, minlength=len(board.limit))
    return np.minimum(board.limit, pairs).astype(np.int32)


def _all_tables(board: Board) -> int | None:
    """Return the shared tables of all slots together, None where any slot has no limit."""
    if (board.tables == NO_LIMIT).any():
        return None
    return int(board.tables.sum(dtype=np.int64))


@dataclass(frozen=True)
class _Priced:
    """The bound at one price of a shared table, its slope there, and the relaxation."""

    price: float
    value: float
    slope: float
    relaxation: Relaxation

    def height(self, price: float) -> float:
        return self.value + self.slope * (price - self.price)


def _priced(board: Board, worth: Floats, capacity: Ints, floor: Ints, short_cost: float) -> _Priced:
    """Return the least bound over a price on shared tables.

    The bound is convex in the price; two tangents meet below its least value, which is closed
    in on from both sides (Kelley's cutting planes in one dimension).
    """
    tables = _all_tables(board)

    def at(price: float) -> _Priced:
        net = np.where(board.shared, worth - price, worth)
        found = relax(board.a, board.b, net, capacity, floor, short_cost)
        spent = float(found.share[board.shared].sum())
        spare = 0.0 if tables is None else tables - spent
        return _Priced(price, found.value + price * (tables or 0), spare, found)

    low = at(0.0)
    if low.slope >= 0:
        return low
    high = at(float(worth[worth > -np.inf].max(initial=0.0)) + 2 * short_cost)
    best, greatest = low, high.price
    for _ in range(_PRICE_STEPS):
        if high.slope - low.slope <= 0:
            break
        price = (low.value - high.value + high.slope * high.price - low.slope * low.price) / (
            high.slope - low.slope
        )
        floor_height = low.height(price)
        middle = at(price)
        if middle.value <= best.value:
            best = middle
        if best.value - floor_height <= _CLOSE * max(greatest, abs(best.value)):
            break
        if middle.slope < 0:
            low = middle
        else:
            high = middle
    return best
