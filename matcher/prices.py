"""Prices of the time-indexed relaxation: what a seat, a meeting and a table are worth.

The relaxation gives each (pair, slot) a share, with seats per person and slot, meetings per
person, tables per slot and one slot per pair. It is solved roughly by a first-order method
(PDLP: Applegate et al., NeurIPS 2021). Prices ≥ 0 of any quality prove a bound, by weak
duality: Σ price · capacity + Σ over pairs of the greatest value left after prices, or 0.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_matrix

from matcher.board import Board
from matcher.problem import NO_LIMIT, Floats, Ints

_TOLERANCE = 1e-4


@dataclass(frozen=True)
class Prices:
    """Prices in the unit of affinity, all ≥ 0.

    Attributes
    ----------
    seat: (n, t) of a seat of the person in the slot; meeting: (n,) of one of their meetings.
    table: (t,) of a shared table in the slot.
    """

    seat: Floats
    meeting: Floats
    table: Floats


@dataclass(frozen=True)
class Choices:
    """Each (pair, slot) that availability and the pair's own slots allow, and its value."""

    pair: Ints
    slot: Ints
    value: Floats


def list_choices(board: Board) -> Choices:
    """Return the choices of all pairs, by pair, then by slot."""
    usable = np.flatnonzero(board.best > -np.inf)
    seated = board.available & (np.diff(board.first) > 0)[:, None]
    can = seated[board.a[usable]] & seated[board.b[usable]]
    at, slot = np.nonzero(can)
    pair = usable[at]
    value = board.base[pair].copy()
    own = board.row[pair] >= 0
    value[own] = board.values[board.row[pair[own]], slot[own]]
    fine = value > -np.inf
    return Choices(pair[fine].astype(np.int32), slot[fine].astype(np.int32), value[fine])


def reduced_values(board: Board, choices: Choices, prices: Prices) -> Floats:
    """Return (c,) what is left of the value of each choice after its prices."""
    p, s = choices.pair, choices.slot
    a, b = board.a[p], board.b[p]
    people = prices.seat[a, s] + prices.seat[b, s] + prices.meeting[a] + prices.meeting[b]
    left: Floats = choices.value - people - np.where(board.shared[p], prices.table[s], 0.0)
    return left


def proven_by(board: Board, choices: Choices, prices: Prices) -> float:
    """Return the bound on Σ value that the prices prove."""
    left = np.zeros(len(board.a))
    np.maximum.at(left, choices.pair, reduced_values(board, choices, prices))
    seats = board.available * np.diff(board.first)[:, None]
    tables = np.where(board.tables == NO_LIMIT, 0, board.tables)
    return float(
        (prices.seat * seats).sum()
        + (prices.meeting * board.limit).sum()
        + (prices.table * tables).sum()
        + left.sum()
    )


def find_prices(board: Board, choices: Choices, seconds: float, iterations: int) -> Prices:
    """Return prices from the relaxation, solved within the seconds and iterations given."""
    from ortools.pdlp import solvers_pb2  # noqa: PLC0415 - slow to import
    from ortools.pdlp.python import pdlp  # noqa: PLC0415

    n, t = board.available.shape
    m, c = len(board.a), len(choices.pair)
    p, s = choices.pair.astype(np.int64), choices.slot.astype(np.int64)
    a, b = board.a[p].astype(np.int64), board.b[p].astype(np.int64)
    shared = np.flatnonzero(board.shared[p])
    first_meeting, first_table, first_pair = n * t, n * t + n, n * t + n + t
    columns = np.arange(c)
    rows = np.concatenate(
        [a * t + s, b * t + s, first_meeting + a, first_meeting + b, first_table + s[shared],
         first_pair + p]
    )  # fmt: skip
    entries = np.concatenate([columns, columns, columns, columns, shared, columns])
    size = first_pair + m
    program = pdlp.QuadraticProgram()
    program.resize_and_initialize(c, size)
    program.constraint_matrix = csc_matrix((np.ones(len(rows)), (rows, entries)), (size, c))
    # In units of the greatest value: the solver's tolerances are absolute, and its numbers bounded.
    unit = float(np.abs(choices.value).max(initial=0.0)) or 1.0
    program.objective_vector = -choices.value / unit
    program.variable_lower_bounds = np.zeros(c)
    program.variable_upper_bounds = np.ones(c)
    seats = (board.available * np.diff(board.first)[:, None]).ravel()
    tables = np.where(board.tables == NO_LIMIT, m, board.tables)
    program.constraint_lower_bounds = np.full(size, -np.inf)
    program.constraint_upper_bounds = np.concatenate(
        [seats, board.limit, tables, np.ones(m)]
    ).astype(np.float64)
    parameters = solvers_pb2.PrimalDualHybridGradientParams()
    simple = parameters.termination_criteria.simple_optimality_criteria
    simple.eps_optimal_relative = _TOLERANCE
    simple.eps_optimal_absolute = _TOLERANCE
    parameters.termination_criteria.iteration_limit = iterations
    if np.isfinite(seconds):
        parameters.termination_criteria.time_sec_limit = max(0.01, seconds)
    result = pdlp.primal_dual_hybrid_gradient(program, parameters)
    price = np.maximum(0.0, -np.asarray(result.dual_solution)) * unit
    return Prices(
        seat=price[:first_meeting].reshape(n, t) * board.available,
        meeting=price[first_meeting:first_table],
        table=price[first_table:first_pair] * (board.tables != NO_LIMIT),
    )
