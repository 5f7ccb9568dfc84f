"""What guides the annealing: prices, and the choices that are not hopeless at these prices."""

from typing import NamedTuple

import numpy as np

from matcher.board import Board
from matcher.prices import Choices, Prices, reduced_values
from matcher.problem import Floats, Ints


class Guide(NamedTuple):
    """Prices as arrays, and the promising pairs of each person and slot.

    Attributes
    ----------
    seat: (n, t), meeting: (n,), table: (t,) prices as in `Prices`.
    starts: (n · t + 1,) the promising pairs of person i in slot s are
        pairs[starts[i · t + s] : starts[i · t + s + 1]].
    """

    seat: Floats
    meeting: Floats
    table: Floats
    starts: Ints
    pairs: Ints


def make_guide(board: Board, choices: Choices, prices: Prices | None, depth: float) -> Guide:
    """Return the guide of choices whose value after prices is above −`depth`.

    Without prices every choice is promising.
    """
    n, t = board.available.shape
    if prices is None:
        prices = Prices(np.zeros((n, t)), np.zeros(n), np.zeros(t))
        kept = np.arange(len(choices.pair))
    else:
        kept = np.flatnonzero(reduced_values(board, choices, prices) > -depth)
    p, s = choices.pair[kept], choices.slot[kept].astype(np.int64)
    cell = np.concatenate([board.a[p] * t + s, board.b[p] * t + s])
    order = np.argsort(cell, kind="stable")
    starts = np.searchsorted(cell[order], np.arange(n * t + 1)).astype(np.int32)
    pairs = np.concatenate([p, p])[order].astype(np.int32)
    return Guide(prices.seat, prices.meeting, prices.table, starts, pairs)
