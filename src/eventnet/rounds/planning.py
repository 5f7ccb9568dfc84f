"""The door to the engine for rounds: what pairs are worth, and who is with whom, each with one.

A round is a matching of the greatest weight. Its relaxation, in which half a partner will do, is a
flow, and is solved exactly (`matcher.flow`): what it is worth no round can exceed. Where it gives
whole partners they stay; what it halves, a few odd cycles, is matched exactly (Edmonds, 1965), and
around whoever has nobody then everything is matched anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import rustworkx

import matcher
from matcher.flow import relax

Document = dict[str, Any]
Worth = tuple[str, str, float]

TOP = 20
"""A pair is looked at if it is among so many best of either person."""
PARTNER = 2.0
"""What it is worth that two have a partner at all, whoever it is: twice the best affinity."""
AROUND = 1200
"""So many people are matched anew around those who have nobody."""
FINENESS = 1_000_000


@dataclass(frozen=True)
class Matching:
    """Who is with whom, what all of it is worth, and what no matching of these pairs exceeds."""

    pairs: list[tuple[str, str]]
    worth: float
    bound: float


def worth_of_pairs(people: Document) -> list[Worth]:
    """Return the pairs worth bringing together, as the engine finds them; none that is avoided."""
    found = matcher.affinity(matcher.People.from_json(people), top=TOP)
    return [(pair.a, pair.b, pair.affinity) for pair in found]


def match(pairs: Sequence[Worth]) -> Matching:
    """Return the matching of these pairs: as many people as can be, as worthwhile as can be."""
    if not pairs:
        return Matching([], 0.0, 0.0)
    names = sorted({name for a, b, _worth in pairs for name in (a, b)})
    at = {name: i for i, name in enumerate(names)}
    graph = _Graph(
        len(names),
        np.array([at[a] for a, _b, _worth in pairs], np.int32),
        np.array([at[b] for _a, b, _worth in pairs], np.int32),
        np.array([worth + PARTNER for _a, _b, worth in pairs], np.float64),
    )
    chosen, bound = graph.matched()
    return Matching(
        [(pairs[row][0], pairs[row][1]) for row in chosen], float(graph.worth[chosen].sum()), bound
    )


@dataclass(frozen=True)
class _Graph:
    """n people and m pairs (m,) of them, with what each is worth."""

    n: int
    a: "np.ndarray[Any, np.dtype[np.int32]]"
    b: "np.ndarray[Any, np.dtype[np.int32]]"
    worth: "np.ndarray[Any, np.dtype[np.float64]]"

    def matched(self) -> tuple[list[int], float]:
        """Return the rows of the pairs that are chosen, and the bound."""
        each = np.ones(self.n, np.int32)
        relaxed = relax(self.a, self.b, self.worth, each, np.zeros(self.n, np.int32), 0.0)
        whole = np.flatnonzero(relaxed.share == 1).tolist()
        chosen = whole + self._exact(self._without(whole))
        for _turn in range(2):
            better = self._anew(chosen)
            if self.worth[better].sum() <= self.worth[chosen].sum():
                break
            chosen = better
        return sorted(chosen), float(relaxed.value)

    def _without(self, chosen: list[int]) -> "np.ndarray[Any, np.dtype[np.bool_]]":
        """Return (n,) whether a person is in none of these pairs."""
        free = np.ones(self.n, np.bool_)
        free[self.a[chosen]] = free[self.b[chosen]] = False
        return free

    def _exact(self, some: "np.ndarray[Any, np.dtype[np.bool_]]") -> list[int]:
        """Return the best pairs among some people (n,), exactly."""
        rows = np.flatnonzero(some[self.a] & some[self.b])
        graph = rustworkx.PyGraph(multigraph=False)
        graph.add_nodes_from(range(self.n))
        ends = zip(self.a[rows].tolist(), self.b[rows].tolist(), rows.tolist(), strict=True)
        graph.add_edges_from(list(ends))
        scaled = np.rint(self.worth * FINENESS).astype(np.int64).tolist()
        found = rustworkx.max_weight_matching(graph, weight_fn=lambda row: scaled[row])
        return [graph.get_edge_data(*two) for two in found]

    def _anew(self, chosen: list[int]) -> list[int]:
        """Return the pairs with those around people who have nobody matched anew."""
        alone = self._without(chosen)
        near = alone.copy()
        for _step in range(3):
            touched = near[self.a] | near[self.b]
            wider = near.copy()
            wider[self.a[touched]] = wider[self.b[touched]] = True
            for row in chosen:  # whoever is looked at comes with their partner
                if wider[self.a[row]] or wider[self.b[row]]:
                    wider[self.a[row]] = wider[self.b[row]] = True
            if int(wider.sum()) > AROUND:
                break
            near = wider
        kept = [row for row in chosen if not near[self.a[row]]]
        return kept + self._exact(near)
