"""Why two people should meet: the signals of a pair with the tags and words they rest on.

A signal's name says its kind and direction, so that a reader can be shown only what they may
see: `interests`, `text` and `meaning` rest on both profiles, `a_offers_b_seeks` on a's offers and
b's seeks, `a_wants_b` on a's wish alone. `open` stands alone where nothing speaks for the pair.
What `meaning` names need not be in both texts: words of either that speak most to the other.
"""

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from matcher.affinities.signals import Worth
from matcher.affinities.vectors import Vectors
from matcher.compiled import compiled
from matcher.pairs import Because
from matcher.problem import Floats, Ints

_NAMED = 6
"""Most tags or words that a reason names."""

_LEAST = 0.02
"""Signals with a smaller share are left out; the others' shares are raised to sum to 1."""

_OPEN = (Because("open", (), 1.0),)


def reasons_of(vectors: Vectors, worth: Worth) -> Iterator[tuple[Because, ...]]:
    """Yield the reasons of each pair, the weightiest first."""
    names = list(worth.parts)
    parts = np.column_stack([worth.parts[name] for name in names])
    parts[parts < _LEAST * parts.sum(axis=1, keepdims=True)] = 0.0
    total = parts.sum(axis=1, keepdims=True)
    shares = np.divide(parts, total, out=np.zeros_like(parts), where=total > 0)
    ranked = np.argsort(-shares, axis=1, kind="stable").tolist()
    named = {name: _names(vectors, name, worth) for name in names}
    details = [named[name] for name in names]
    for k, (order, row) in enumerate(zip(ranked, shares.tolist(), strict=True)):
        yield (
            tuple(
                Because(names[c], details[c][k] if details[c] else (), row[c])
                for c in order
                if row[c] > 0
            )
            or _OPEN
        )


def _names(vectors: Vectors, signal: str, worth: Worth) -> list[tuple[str, ...]]:
    """Return for each pair the tags or words that a signal rests on; empty for wishes."""
    sides: dict[str, tuple[csr_matrix, csr_matrix, list[str]]] = {
        "interests": (vectors.interests, vectors.interests, vectors.interest_labels),
        "text": (vectors.text, vectors.text, vectors.words),
        "a_offers_b_seeks": (vectors.offers, vectors.seeks, vectors.offer_labels),
        "b_offers_a_seeks": (vectors.seeks, vectors.offers, vectors.offer_labels),
    }
    if signal == "meaning":
        return vectors.meaning.named(worth.a, worth.b)
    if signal not in sides:
        return []
    left, right, labels = sides[signal]
    found = _greatest_shared(
        left.indptr, left.indices, left.data, right.indptr, right.indices, right.data,
        worth.a, worth.b,
    )  # fmt: skip
    return [tuple([labels[c] for c in row if c >= 0]) for row in found.tolist()]


@compiled
def _greatest_shared(
    starts: Ints,
    columns: Ints,
    data: Floats,
    other_starts: Ints,
    other_columns: Ints,
    other_data: Floats,
    a: Ints,
    b: Ints,
) -> Ints:
    """Return (m, 6) the columns that add most to the dot products of rows a and b, or -1."""
    found = np.full((len(a), _NAMED), -1, np.int32)
    weight = np.zeros(_NAMED)
    for k in range(len(a)):
        x, x_end = starts[a[k]], starts[a[k] + 1]
        y, y_end = other_starts[b[k]], other_starts[b[k] + 1]
        weight[:] = 0.0
        while x < x_end and y < y_end:
            if columns[x] < other_columns[y]:
                x += 1
            elif columns[x] > other_columns[y]:
                y += 1
            else:
                product = data[x] * other_data[y]
                at = _NAMED
                while at > 0 and weight[at - 1] < product:
                    at -= 1
                if at < _NAMED:
                    for h in range(_NAMED - 1, at, -1):
                        found[k, h], weight[h] = found[k, h - 1], weight[h - 1]
                    found[k, at], weight[at] = columns[x], product
                x += 1
                y += 1
    return found
