"""Clusters: who has more ties with each other than with others.

The method of Louvain (V. Blondel et al., Fast unfolding of communities in large networks, 2008):
each node moves to the cluster where modularity grows most, then clusters become nodes, until
nothing moves. Nodes are taken in their order, so the same ties give the same clusters.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

Links = list[dict[int, float]]
"""By node: its neighbours, and the weight of each link; a link to oneself counts twice."""
TURNS = 50
"""So often each node is asked at one level; far fewer are needed."""
GAIN = 1e-9


def clusters(nodes: int, ties: Iterable[tuple[int, int, float]]) -> list[int]:
    """Return the cluster of each node, from 0; a node without ties is alone in its own."""
    links: Links = [{} for _node in range(nodes)]
    for one, other, weight in ties:
        links[one][other] = links[other][one] = weight
    found = list(range(nodes))
    while True:
        label, count = _move(links)
        if count == len(links):
            return found
        found = [label[one] for one in found]
        links = _merge(links, label, count)


def _move(links: Links) -> tuple[list[int], int]:
    """Return the cluster of each node after all have moved, numbered from 0, and how many."""
    degrees = [sum(near.values()) for near in links]
    total = sum(degrees)
    label, weights = list(range(len(links))), degrees.copy()
    for _turn in range(TURNS):
        moved = False
        for node, near in enumerate(links):
            best = _best(node, near, label, weights, degrees[node] / total if total else 0)
            if best != label[node]:
                weights[label[node]] -= degrees[node]
                weights[best] += degrees[node]
                label[node], moved = best, True
        if not moved:
            break
    return _numbered(label)


def _best(
    node: int, near: dict[int, float], label: Sequence[int], weights: Sequence[float], share: float
) -> int:
    """Return the cluster in which a node adds most to modularity; its own, if it is as good."""
    own, to = label[node], defaultdict[int, float](float)
    for other, weight in near.items():
        if other != node:
            to[label[other]] += weight
    degree = sum(near.values())
    best, most = own, to[own] - (weights[own] - degree) * share
    for cluster in sorted(to):
        gain = to[cluster] - weights[cluster] * share
        if cluster != own and gain > most + GAIN:
            best, most = cluster, gain
    return best


def _numbered(label: Sequence[int]) -> tuple[list[int], int]:
    numbers: dict[int, int] = {}
    return [numbers.setdefault(one, len(numbers)) for one in label], len(numbers)


def _merge(links: Links, label: Sequence[int], count: int) -> Links:
    """Return the links between clusters, as if each were a node."""
    merged: list[defaultdict[int, float]] = [defaultdict(float) for _cluster in range(count)]
    for node, near in enumerate(links):
        for other, weight in near.items():
            merged[label[node]][label[other]] += weight
    return [dict(near) for near in merged]
