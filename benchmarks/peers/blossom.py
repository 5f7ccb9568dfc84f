"""Slot by slot: in each, an exact maximum-weight matching of those who have time (blossom).

A host with several seats is as many people. Where there are fewer tables than meetings, the
cheapest meetings are left out.
"""

from collections.abc import Iterable

import networkx as nx

from benchmarks.peers.answer import Answer, Document
from benchmarks.peers.hall import Entry, Hall, best_first


def place(document: Document, _seconds: float) -> Answer:
    """Return the meetings placed; it takes what it takes, which grows fast with the people."""
    hall = Hall(document)
    open_pairs = {pair["id"]: pair for pair in document["pairs"]}
    placed = []
    for slot in hall.slots:
        for pair in best_first(_match(hall, open_pairs.values(), slot)):
            if hall.fits(pair, slot):
                hall.place(pair, slot)
                placed.append((pair["id"], slot))
                del open_pairs[pair["id"]]
    return Answer(placed)


def _match(hall: Hall, pairs: Iterable[Entry], slot: str) -> list[Entry]:
    """Return the pairs of a maximum-weight matching in the slot, tables aside."""
    graph = nx.Graph()
    best: dict[frozenset[str], Entry] = {}
    for pair in pairs:
        if hall.fits(pair, slot):
            two = frozenset((pair["a"], pair["b"]))
            if two not in best or pair["affinity"] > best[two]["affinity"]:
                best[two] = pair
    for pair in best.values():
        for seat_a in range(hall.free(pair["a"], slot)):
            for seat_b in range(hall.free(pair["b"], slot)):
                graph.add_edge((pair["a"], seat_a), (pair["b"], seat_b), weight=pair["affinity"])
    matched = nx.max_weight_matching(graph)
    two_by_two = {frozenset((one[0], other[0])) for one, other in matched}
    return [best[two] for two in two_by_two]
