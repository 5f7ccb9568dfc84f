"""From profiles to pairs: candidates, what they are worth, the best of each person, reasons."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from itertools import repeat
from pathlib import Path

from matcher.affinities.candidates import best_of_either, find_candidates
from matcher.affinities.permits import Permits
from matcher.affinities.reasons import reasons_of
from matcher.affinities.signals import Worth, worth_of
from matcher.affinities.vectors import Vectors
from matcher.affinities.weights import Weights
from matcher.memory import uncollected
from matcher.pairs import Because, Pair, Pairs
from matcher.people import People


def find_pairs(
    people: People,
    top: int,
    weights: Weights,
    because: bool,
    executor: Executor | None,
    model: str | Path | None,
) -> Pairs:
    """Do what `affinity` does."""
    vectors, permits = Vectors.of(people, model), Permits.of(people)
    with nullcontext(executor) if executor else ThreadPoolExecutor(_cores()) as at_work:
        a, b = find_candidates(people, vectors, permits, weights, top, at_work)
    worth = worth_of(people, vectors, weights, a, b)
    if top:
        worth = worth.keep(best_of_either(worth.a, worth.b, worth.affinity, top, len(people)))
    reasons = reasons_of(vectors, worth) if because else repeat((), len(worth.a))
    with uncollected():
        return Pairs(tuple(_pairs(people, worth, reasons)))


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pairs(people: People, worth: Worth, reasons: Iterable[tuple[Because, ...]]) -> Iterator[Pair]:
    ids = [person.id for person in people.people]
    columns = (worth.a, worth.b, worth.affinity, worth.a_to_b, worth.b_to_a)
    rows = zip(*(column.tolist() for column in columns), reasons, strict=True)
    for i, j, value, there, back, why in rows:
        a, b = ids[i], ids[j]
        yield Pair(_pair_id(a, b), a, b, value, there, back, why)


def _pair_id(a: str, b: str) -> str:
    """Return an id that two people have in every run, and no other two ever have."""
    first, second = (name.replace("\\", "\\\\").replace("|", "\\|") for name in (a, b))
    return f"{first}|{second}"
