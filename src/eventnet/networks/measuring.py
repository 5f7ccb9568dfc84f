"""A network worked out: its clusters, what joins them, who bridges them, and what an event changed.

It is the same for every reader, and names nobody: whom it may be told of is asked when it is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import exp2

import rustworkx
from sqlmodel import Session

from eventnet.networks.clusters import clusters
from eventnet.networks.crowd import Crowd, Known, people_of, ties_of
from eventnet.networks.few import LEAST
from eventnet.networks.placing import Place, place_clusters
from eventnet.ties.strength import height_of

MOST_BRIDGES = 200
"""So many of those on the most shortest ways are kept, of whom some let themselves be named."""
MOST_WALKED = 5000
"""Among more people shortest ways are not counted: that would take minutes."""

Two = tuple[int, int]


@dataclass(frozen=True)
class Sums:
    """What is counted of all ties up to some time."""

    ties: int = 0
    alone: int = 0
    """People without a tie here."""
    between: Mapping[Two, int] = field(default_factory=dict)
    """Ties by the clusters of their two, the smaller number first."""

    def joined(self) -> int:
        """Return how many pairs of clusters have ties enough to be told of."""
        return sum(1 for (a, b), count in self.between.items() if a != b and count >= LEAST)


@dataclass(frozen=True)
class Bridge:
    """Somebody over whom many of the shortest ways between others go."""

    member_id: str
    joins: Sequence[int]
    """The clusters in which they have ties, their own first."""


@dataclass(frozen=True)
class Network:
    """How a crowd hangs together."""

    people: int
    sizes: Sequence[int]
    """Of the clusters that are large enough to tell of, the largest first."""
    cluster_of: Mapping[str, int]
    """By membership; who is in no such cluster is not in it."""
    now: Sums
    before: Sums | None
    """Before the event; None where there is no such time."""
    bridges: Sequence[Bridge]
    places: Sequence[Place]
    """Of the clusters in the picture."""

    @property
    def is_walked(self) -> bool:
        """Whether shortest ways were counted, without which nobody is known to join clusters."""
        return self.people <= MOST_WALKED

    @property
    def outside(self) -> int:
        """Return how many have no tie, or are with too few to tell of."""
        return self.people - sum(self.sizes)


def measure(session: Session, crowd: Crowd, now: datetime) -> Network:
    """Read a crowd, and work out its network."""
    return work_out(crowd, *read_network(session, crowd), now)


def read_network(session: Session, crowd: Crowd) -> tuple[list[str], list[Known]]:
    """Return the people of a crowd, and the ties among them."""
    return people_of(session, crowd), list(ties_of(session, crowd))


def work_out(crowd: Crowd, people: list[str], ties: list[Known], now: datetime) -> Network:
    """Work out a network from what was read; it asks the database nothing."""
    number = {key: place for place, key in enumerate(people)}
    floor = height_of(1, now)
    edges = [
        (number[tie.a_id], number[tie.b_id], exp2(tie.height - floor))
        for tie in ties
        if tie.a_id in number and tie.b_id in number
    ]
    found = _large(people, clusters(len(people), edges))
    sums = _sums(people, ties, found)
    sizes = sorted(Counter(found.values()).items())
    begins = crowd.begins
    return Network(
        people=len(people),
        sizes=[size for _cluster, size in sizes],
        cluster_of=found,
        now=sums,
        before=_sums(people, [tie for tie in ties if tie.since < begins], found)
        if begins is not None
        else None,
        bridges=_bridges(people, edges, found),
        places=place_clusters([size for _cluster, size in sizes], sums.between),
    )


def _large(people: Sequence[str], label: Sequence[int]) -> dict[str, int]:
    """Return the clusters that are large enough, numbered from 0, the largest first."""
    first = {cluster: place for place, cluster in reversed(list(enumerate(label)))}
    sizes = Counter(label)
    large = [cluster for cluster, size in sizes.items() if size >= LEAST]
    large.sort(key=lambda cluster: (-sizes[cluster], first[cluster]))
    numbers = {cluster: place for place, cluster in enumerate(large)}
    return {
        key: numbers[cluster]
        for key, cluster in zip(people, label, strict=True)
        if cluster in numbers
    }


def _sums(people: Sequence[str], ties: Sequence[Known], found: Mapping[str, int]) -> Sums:
    between: Counter[Two] = Counter()
    for tie in ties:
        if tie.a_id in found and tie.b_id in found:
            one, other = sorted((found[tie.a_id], found[tie.b_id]))
            between[one, other] += 1
    tied = {key for tie in ties for key in (tie.a_id, tie.b_id)}
    return Sums(len(ties), len(people) - len(tied.intersection(people)), dict(between))


def _bridges(
    people: Sequence[str], edges: Sequence[tuple[int, int, float]], found: Mapping[str, int]
) -> list[Bridge]:
    """Return who joins clusters, in the order of how many of the shortest ways go over them."""
    if not edges or len(people) > MOST_WALKED:
        return []
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(people)))
    graph.add_edges_from_no_data([(one, other) for one, other, _weight in edges])
    ways = rustworkx.betweenness_centrality(graph)
    near: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for one, other, _weight in edges:
        for mine, theirs in ((one, other), (other, one)):
            if people[theirs] in found:
                near[mine][found[people[theirs]]] += 1
    order = sorted(range(len(people)), key=lambda node: (-ways[node], people[node]))
    bridges = []
    for node in order[:MOST_BRIDGES]:
        own = found.get(people[node])
        others = [one for one, _count in sorted(near[node].items(), key=lambda one: -one[1])]
        if ways[node] > 0 and own is not None and len(others) > 1:
            others.sort(key=lambda one: one != own)
            bridges.append(Bridge(people[node], others))
    return bridges
