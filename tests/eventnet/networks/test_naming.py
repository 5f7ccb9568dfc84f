"""What a cluster is called: by what stands out in it, and never so that it tells of somebody."""

from eventnet.networks.naming import shared_topics


def said(topics: dict[str, list[int]]) -> list[tuple[str, str]]:
    return [(f"p{number}", label) for label, people in topics.items() for number in people]


WHERE = {f"p{number}": number // 20 for number in range(60)}
"""Sixty people in three clusters of twenty."""


def test_what_is_more_common_here_comes_first() -> None:
    topics = said(
        {
            "everywhere": list(range(60)),
            "pumps": [*range(12), 20, 21, 40, 41],
            "dykes": [*range(8), *range(20, 26)],
        }
    )
    named = shared_topics(topics, WHERE)
    assert named[0] == ["pumps", "dykes"]
    assert named[2] == []


def test_few_people_name_nothing() -> None:
    topics = said({"everywhere": list(range(60)), "pumps": [0, 1, 2, 3, 20, 40]})
    assert shared_topics(topics, WHERE)[0] == []


def test_what_only_one_cluster_has_names_nothing() -> None:
    """Whoever shows such a topic would be known to be in it."""
    topics = said({"everywhere": list(range(60)), "pumps": list(range(15))})
    assert shared_topics(topics, WHERE)[0] == []


def test_whoever_is_in_no_cluster_counts_among_all() -> None:
    topics = [*said({"pumps": list(range(10))}), *((f"q{n}", "pumps") for n in range(9))]
    topics += said({"everywhere": list(range(60))})
    assert "pumps" in shared_topics(topics, WHERE)[0]
