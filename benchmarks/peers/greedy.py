"""Greedy by affinity: the best pair first, in the first slot where it fits."""

from benchmarks.peers.answer import Answer, Document
from benchmarks.peers.hall import Hall, best_first


def place(document: Document, _seconds: float) -> Answer:
    """Return the meetings placed; it takes what it takes, which is little."""
    hall, placed = Hall(document), []
    for pair in best_first(document["pairs"]):
        slot = next((slot for slot in hall.slots if hall.fits(pair, slot)), None)
        if slot is not None:
            hall.place(pair, slot)
            placed.append((pair["id"], slot))
    return Answer(placed)
