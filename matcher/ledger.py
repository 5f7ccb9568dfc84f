"""The ledger of shares: own affinity beside best possible, kept up to date as meetings move."""

from typing import NamedTuple

import numpy as np

from matcher.board import Board
from matcher.compiled import lean
from matcher.moves import State, put, take, value
from matcher.problem import Flags, Floats, Ints


class Ledger(NamedTuple):
    """What is known of everybody's shares.

    Attributes
    ----------
    own: (n,) affinity of each person's meetings, kept up to date.
    best: (n,) their best possible, 0 without any usable pair.
    old: (m,) slot in which the value of a pair holds the bonus for staying, or -1.
    stuck: (n,) people for whom no lift was found since they were last touched.
    fewest, most: breaks that everybody must have.
    typical: an ordinary affinity.
    seat: (n, t), meeting: (n,), table: (t,) prices, as in `matcher.guide.Guide`.
    out, chosen: (MOST_GIVEN,) notes of a single lift.
    """

    own: Floats
    best: Floats
    old: Ints
    stuck: Flags
    fewest: int
    most: int
    typical: float
    seat: Floats
    meeting: Floats
    table: Floats
    out: Ints
    chosen: Ints


@lean
def plain(board: Board, ledger: Ledger, p: int, s: int) -> float:
    """Return the affinity of pair p in slot s."""
    return value(board, p, s) - (board.change if ledger.old[p] == s else 0.0)


@lean
def price_of(board: Board, ledger: Ledger, p: int, s: int) -> float:
    """Return what the seats, the meetings of both and the table of pair p in slot s are priced."""
    a, b = board.a[p], board.b[p]
    seats = ledger.seat[a, s] + ledger.seat[b, s]
    table = ledger.table[s] if board.shared[p] else 0.0
    return seats + ledger.meeting[a] + ledger.meeting[b] + table  # type: ignore[no-any-return]


@lean
def share(ledger: Ledger, i: int) -> float:
    """Return the share of person i, inf where nothing is possible for them."""
    if ledger.best[i] <= 0:
        return np.inf
    return ledger.own[i] / ledger.best[i]  # type: ignore[no-any-return]


@lean
def put_counted(board: Board, ledger: Ledger, state: State, p: int, s: int) -> None:
    """Place pair p in slot s, and count it for both."""
    put(board, state, p, s)
    worth = plain(board, ledger, p, s)
    ledger.own[board.a[p]] += worth
    ledger.own[board.b[p]] += worth


@lean
def take_counted(board: Board, ledger: Ledger, state: State, p: int) -> None:
    """Take pair p out of its slot, and count it no more."""
    worth = plain(board, ledger, p, state.slot[p])
    ledger.own[board.a[p]] -= worth
    ledger.own[board.b[p]] -= worth
    take(board, state, p)
