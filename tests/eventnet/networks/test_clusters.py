"""Clusters, held against what networkx says of the same ties."""

import random

import networkx
import pytest

from eventnet.networks.clusters import clusters

Ties = list[tuple[int, int, float]]


def planted(people: int, groups: int, within: float, across: float, seed: int) -> Ties:
    """Return ties of people who know their own group better."""
    chance = random.Random(seed)
    return [
        (one, other, chance.uniform(0.5, 2))
        for one in range(people)
        for other in range(one + 1, people)
        if chance.random() < (within if one % groups == other % groups else across)
    ]


def modularity(people: int, ties: Ties, label: list[int]) -> float:
    graph = networkx.Graph()
    graph.add_nodes_from(range(people))
    graph.add_weighted_edges_from(ties)
    sets = [{one for one in range(people) if label[one] == key} for key in set(label)]
    found: float = networkx.community.modularity(graph, sets)
    return found


def test_planted_groups_are_found() -> None:
    label = clusters(60, planted(60, 4, 0.7, 0.03, seed=1))
    assert len(set(label)) == 4
    assert all(label[one] == label[one % 4] for one in range(60))


@pytest.mark.parametrize("seed", range(5))
def test_clusters_are_about_as_good_as_those_of_networkx(seed: int) -> None:
    ties = planted(150, 6, 0.2, 0.05, seed)
    graph = networkx.Graph()
    graph.add_nodes_from(range(150))
    graph.add_weighted_edges_from(ties)
    theirs = networkx.community.louvain_communities(graph, seed=seed)
    best: float = networkx.community.modularity(graph, theirs)
    assert modularity(150, ties, clusters(150, ties)) > 0.93 * best


def test_the_same_ties_give_the_same_clusters() -> None:
    ties = planted(80, 5, 0.3, 0.05, seed=3)
    assert clusters(80, ties) == clusters(80, ties)


def test_whoever_has_no_tie_is_alone() -> None:
    assert clusters(0, []) == []
    assert clusters(3, []) == [0, 1, 2]
    label = clusters(4, [(0, 2, 1.0)])
    assert label[0] == label[2]
    assert len(set(label)) == 3
