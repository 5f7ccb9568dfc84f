"""A map as one reader may see it: clusters in sums, and by name those who let themselves be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventnet.networks.drawing import Overview, draw_overview
from eventnet.networks.few import LEAST, about
from eventnet.networks.measuring import Bridge, Network, Sums
from eventnet.networks.naming import shared_labels
from eventnet.networks.own import OwnTie, own_ties
from eventnet.networks.sight import Sight
from eventnet.networks.words import cluster_name
from eventnet.people.queries import PersonView

NAMED_BRIDGES = 10


@dataclass(frozen=True)
class Neighbour:
    """Another cluster with which one has ties."""

    number: int
    name: str
    ties: int
    """In steps."""


@dataclass(frozen=True)
class ClusterView:
    """A cluster, in numbers that may be told."""

    number: int
    """From 1, the largest first."""
    name: str
    topics: Sequence[str]
    people: int
    """In steps, as all of these."""
    within: int
    neighbours: Sequence[Neighbour]
    is_mine: bool


@dataclass(frozen=True)
class BridgeView:
    """Somebody who joins clusters, and lets it be said."""

    person: PersonView
    href: str | None
    joins: Sequence[ClusterView]
    is_me: bool


@dataclass(frozen=True)
class Figures:
    """People, ties and clusters that have ties with each other, in steps."""

    ties: int
    alone: int
    joined: int
    each: float | None
    """Ties of a person, on average; None where there are too few to tell."""


@dataclass(frozen=True)
class Map:
    """What a reader sees of how a crowd hangs together."""

    network: Network
    clusters: Sequence[ClusterView]
    people: int
    outside: int
    now: Figures
    before: Figures | None
    bridges: Sequence[BridgeView]
    own: Sequence[OwnTie]
    picture: Overview


def read_map(sight: Sight, found: Network, now: datetime, *, is_before: bool = False) -> Map:
    """Return the map as the reader may see it, with the ties of before the event or of now."""
    own = own_ties(sight, now)
    clusters = read_clusters(sight, found, own, is_before=is_before)
    sums = _sums(found, is_before=is_before)
    told = {two: about(count) for two, count in sums.between.items()}
    return Map(
        network=found,
        clusters=clusters,
        people=about(found.people),
        outside=about(found.outside),
        now=_figures(found, found.now),
        before=_figures(found, found.before) if found.before is not None else None,
        bridges=_bridges(sight, found.bridges, clusters),
        own=own,
        picture=draw_overview(found.places, [one.people for one in clusters], told),
    )


def read_clusters(
    sight: Sight, found: Network, own: Sequence[OwnTie], *, is_before: bool = False
) -> list[ClusterView]:
    """Return the clusters of a network, each called by what its people share."""
    topics = shared_labels(sight.session, sight.crowd, sight.relation, found.cluster_of)
    names = [cluster_name(n, topics.get(n, ())) for n in range(len(found.sizes))]
    between, mine = _sums(found, is_before=is_before).between, _own_cluster(sight, found, own)
    return [
        ClusterView(
            number=number + 1,
            name=names[number],
            topics=topics.get(number, []),
            people=about(size),
            within=about(between.get((number, number), 0)),
            neighbours=_neighbours(number, between, names),
            is_mine=number == mine,
        )
        for number, size in enumerate(found.sizes)
    ]


def _sums(found: Network, *, is_before: bool) -> Sums:
    return found.before if is_before and found.before is not None else found.now


def _own_cluster(sight: Sight, found: Network, own: Sequence[OwnTie]) -> int | None:
    """Return where the reader is, if they have ties enough that no single one decides it.

    With one alone it would say what the other of the two answered.
    """
    if sight.reader is None or not sight.is_in or len(own) < LEAST:
        return None
    return found.cluster_of.get(sight.reader.id)


def _neighbours(
    number: int, between: Mapping[tuple[int, int], int], names: Sequence[str]
) -> list[Neighbour]:
    found = [
        Neighbour(other + 1, names[other], about(count))
        for two, count in between.items()
        if number in two and two[0] != two[1]
        for other in [two[0] if two[1] == number else two[1]]
        if about(count)
    ]
    return sorted(found, key=lambda one: (-one.ties, one.number))


def _figures(found: Network, sums: Sums) -> Figures:
    people, ties = about(found.people), about(sums.ties)
    return Figures(
        ties=ties,
        alone=about(sums.alone),
        joined=sums.joined(),
        each=round(2 * ties / people, 1) if ties and people >= 2 * LEAST else None,
    )


def _bridges(
    sight: Sight, bridges: Sequence[Bridge], clusters: Sequence[ClusterView]
) -> list[BridgeView]:
    named = sight.named([one.member_id for one in bridges])
    own = sight.reader.id if sight.reader else None
    return [
        BridgeView(
            named[one.member_id],
            sight.href(named[one.member_id]),
            [clusters[number] for number in one.joins],
            one.member_id == own,
        )
        for one in bridges
        if one.member_id in named
    ][:NAMED_BRIDGES]
