"""The fractional b-matching relaxation, exact and cheap, as a min-cost flow.

Each person is split into a left and a right copy and each pair into two arcs (the bipartite
double cover). The flow is half-integral and its value equals the linear relaxation in which a
person holds at most `capacity` meetings and slots are ignored (Balinski, 1965; Schrijver,
Combinatorial Optimization, ch. 31).
"""

from dataclasses import dataclass

import numpy as np

from matcher.problem import Floats, Ints

_SCALE = 2**30


@dataclass(frozen=True)
class Relaxation:
    """Value of the relaxation, rounded up, and the flow (m,) on both arcs of each pair, 0 or 1."""

    value: float
    forth: Floats
    back: Floats

    @property
    def share(self) -> Floats:
        """The share (m,) of each pair: 0, ½ or 1."""
        return (self.forth + self.back) / 2


def relax(
    a: Ints, b: Ints, worth: Floats, capacity: Ints, floor: Ints, short_cost: float
) -> Relaxation:
    """Maximize Σ worth · share − short_cost · Σ max(0, floor − meetings).

    Parameters
    ----------
    a, b, worth: (m,) pairs; worth -inf stands for a pair that cannot meet.
    capacity: (n,) most meetings of each person.
    floor: (n,) at most `capacity`.
    short_cost: price of each missing meeting below the floor, ≥ 0.
    """
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415 - slow to import

    n = len(capacity)
    # A meeting relieves at most two people below their floor.
    used = np.flatnonzero(worth > -2 * short_cost)
    forth, back = np.zeros(len(a)), np.zeros(len(a))
    greatest = max(float(np.abs(worth[used]).max(initial=0.0)), short_cost)
    if greatest == 0:
        return Relaxation(0.0, forth, back)
    # Rounding up keeps the value a bound; the gap it opens is at most pairs / 2³⁰ of the best.
    unit = greatest / _SCALE
    price = np.ceil(worth[used] / unit).astype(np.int64)
    people = np.arange(n)
    tails = np.concatenate([a[used], b[used], people, people])
    heads = np.concatenate([b[used], a[used], people, people]) + n
    capacities = np.concatenate(
        [np.ones(2 * len(used), np.int64), capacity - floor.astype(np.int64), floor]
    )
    # An arc from a person's left copy to their right copy stands for an unused meeting; those
    # below the floor cost both copies' half of the shortfall.
    costs = np.concatenate(
        [-price, -price, np.zeros(n, np.int64), np.full(n, 2 * _floor_price(short_cost, unit))]
    )
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities, costs
    )
    both = np.concatenate([capacity, -capacity.astype(np.int64)])
    solver.set_nodes_supplies(np.arange(2 * n, dtype=np.int32), both)
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise RuntimeError(f"the flow ended with status {status}")
    flows = np.asarray(solver.flows(arcs))
    forth[used] = flows[: len(used)]
    back[used] = flows[len(used) : 2 * len(used)]
    return Relaxation(-solver.optimal_cost() / 2 * unit, forth, back)


def _floor_price(short_cost: float, unit: float) -> int:
    # Rounded down: a cheaper shortfall only raises the value, which stays a bound.
    return int(np.floor(short_cost / unit))
