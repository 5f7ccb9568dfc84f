"""A start where seats are scarce: a matching of the greatest weight in each slot, in turn.

Each is exact by itself (Edmonds, 1965; as in Galil, ACM Computing Surveys 18, 1986), so that no
seat is left idle which the slot alone could have filled. Slots that come later get what is left:
on roomy grids that is worse than the flow, on tight ones it is better.
"""

import numpy as np
import rustworkx

from matcher.board import Board
from matcher.budget import STEPS_PER_UNIT, Budget
from matcher.compiled import lean
from matcher.moves import State, fits, put, value
from matcher.problem import Flags

_FINENESS = 1_000_000


def place_by_matchings(board: Board, state: State, budget: Budget) -> None:
    """Fill one slot after another with the pairs that are not placed yet, while time is left."""
    free = np.zeros(len(board.a), np.bool_)
    for s in range(len(board.tables)):
        if budget.left <= 0:
            return
        _mark_fitting(board, state, s, free)
        pairs = np.flatnonzero(free)
        worth = np.array([value(board, p, s) for p in pairs.tolist()])
        # Of two entries for the same two people the last one counts.
        pairs = pairs[np.argsort(worth, kind="stable")]
        worth = np.sort(worth, kind="stable")
        scaled = np.ceil(worth / worth.max(initial=1e-300) * _FINENESS).astype(np.int64)
        ends = list(zip(board.a[pairs].tolist(), board.b[pairs].tolist(), strict=True))
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(len(board.limit)))
        graph.add_edges_from([(*two, one) for two, one in zip(ends, scaled.tolist(), strict=True)])
        matched = rustworkx.max_weight_matching(graph, weight_fn=int)
        chosen = {frozenset(two) for two in matched}
        for k in reversed(range(len(pairs))):  # the best first, should tables not be enough
            p = int(pairs[k])
            if frozenset(ends[k]) in chosen and fits(board, state, p, s):
                put(board, state, p, s)
                chosen.discard(frozenset(ends[k]))
        budget.spend(len(pairs) / STEPS_PER_UNIT)


@lean
def _mark_fitting(board: Board, state: State, s: int, marks: Flags) -> None:
    """Set marks[p] for every unplaced pair that could be put into slot s."""
    for p in range(len(board.a)):
        marks[p] = state.slot[p] < 0 and fits(board, state, p, s)
