"""What a meeting is worth to each side and to both.

Each side's worth is 1 − exp(−Σ weight · signal). Both together are worth mostly the harmonic
mean of the two sides, so that an affinity only one side feels counts little (reciprocal
recommendation: Pizzato et al., RECON, 2010), and a little of the plain mean.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix

from matcher.affinities.vectors import Vectors
from matcher.affinities.weights import Weights
from matcher.compiled import compiled
from matcher.people import People
from matcher.problem import Flags, Floats, Ints

_HARMONIC = 0.9


@dataclass(frozen=True)
class Worth:
    """Pairs and what they are worth, a before b by id.

    Attributes
    ----------
    parts: signal → (m,) its part of the affinity; parts of a pair need not sum to 1.
    """

    a: Ints
    b: Ints
    affinity: Floats
    a_to_b: Floats
    b_to_a: Floats
    parts: dict[str, Floats]

    def keep(self, kept: Flags) -> Self:
        """Return only the pairs that are `kept` (m,)."""
        return type(self)(
            self.a[kept],
            self.b[kept],
            self.affinity[kept],
            self.a_to_b[kept],
            self.b_to_a[kept],
            {name: part[kept] for name, part in self.parts.items()},
        )


@dataclass(frozen=True)
class Signals:
    """What there is of each kind between the people of the pairs (a, b): (m,), each in [0, 1].

    Attributes
    ----------
    b_helps: b offers what a seeks. `a_helps`: a offers what b seeks.
    met: 1 where the two have met before.
    """

    interests: Floats
    text: Floats
    meaning: Floats
    b_helps: Floats
    a_helps: Floats
    a_wants: Floats
    b_wants: Floats
    met: Floats


def signals_of(people: People, vectors: Vectors, a: Ints, b: Ints) -> Signals:
    """Return the signals between the people of the pairs (a, b)."""
    return Signals(
        interests=_dots(vectors.interests, vectors.interests, a, b),
        text=_dots(vectors.text, vectors.text, a, b),
        meaning=vectors.meaning.alike(a, b),
        b_helps=_dots(vectors.seeks, vectors.offers, a, b),
        a_helps=_dots(vectors.offers, vectors.seeks, a, b),
        a_wants=_listed(people, "wants", a, b),
        b_wants=_listed(people, "wants", b, a),
        met=np.maximum(_listed(people, "met", a, b), _listed(people, "met", b, a)),
    )


def worth_of(people: People, vectors: Vectors, weights: Weights, a: Ints, b: Ints) -> Worth:
    """Return what the pairs (a, b) are worth."""
    signals = signals_of(people, vectors, a, b)
    interests = weights.interests * signals.interests
    text = weights.text * signals.text
    meaning = weights.meaning * signals.meaning
    alike = interests + text + meaning
    b_helps, a_helps = signals.b_helps, signals.a_helps
    a_wants, b_wants = weights.want * signals.a_wants, weights.want * signals.b_wants
    to_b = alike + weights.seek * b_helps + weights.offer * a_helps + a_wants
    to_a = alike + weights.seek * a_helps + weights.offer * b_helps + b_wants
    there, back = -np.expm1(-to_b - weights.open), -np.expm1(-to_a - weights.open)
    together = there + back
    affinity = _HARMONIC * 2 * there * back / together + (1 - _HARMONIC) * together / 2
    # By Euler's theorem the two sides' parts of a function of degree 1 sum to it exactly.
    part_a = _HARMONIC * 2 * there * back**2 / together**2 + (1 - _HARMONIC) * there / 2
    part_b = affinity - part_a
    per_a = part_a / np.maximum(to_b, 1e-12)
    per_b = part_b / np.maximum(to_a, 1e-12)
    parts = {
        "interests": interests * (per_a + per_b),
        "text": text * (per_a + per_b),
        "meaning": meaning * (per_a + per_b),
        "b_offers_a_seeks": b_helps * (weights.seek * per_a + weights.offer * per_b),
        "a_offers_b_seeks": a_helps * (weights.offer * per_a + weights.seek * per_b),
        "a_wants_b": a_wants * per_a,
        "b_wants_a": b_wants * per_b,
    }
    factor = np.where(signals.met > 0, weights.met, 1.0)
    return Worth(a, b, np.clip(affinity * factor, 1e-9, 1.0), there, back, parts)


def _dots(left: csr_matrix, right: csr_matrix, a: Ints, b: Ints) -> Floats:
    """Return the dot products of left[a] and right[b]."""
    return _row_dots(
        left.indptr, left.indices, left.data, right.indptr, right.indices, right.data, a, b
    )


@compiled
def _row_dots(
    starts: Ints,
    columns: Ints,
    data: Floats,
    other_starts: Ints,
    other_columns: Ints,
    other_data: Floats,
    a: Ints,
    b: Ints,
) -> Floats:
    found = np.zeros(len(a))
    for k in range(len(a)):
        x, x_end = starts[a[k]], starts[a[k] + 1]
        y, y_end = other_starts[b[k]], other_starts[b[k] + 1]
        total = 0.0
        while x < x_end and y < y_end:
            if columns[x] == other_columns[y]:
                total += data[x] * other_data[y]
                x += 1
                y += 1
            elif columns[x] < other_columns[y]:
                x += 1
            else:
                y += 1
        found[k] = total
    return found


def _listed(people: People, name: str, a: Ints, b: Ints) -> Floats:
    """Return 1.0 where person a lists person b under `name`."""
    n = len(people)
    at = {person.id: i for i, person in enumerate(people.people)}
    keys = [
        i * n + at[other]
        for i, person in enumerate(people.people)
        for other in getattr(person, name)
    ]
    if not keys:
        return np.zeros(len(a))
    wanted = np.isin(a.astype(np.int64) * n + b, np.array(keys, np.int64))
    return wanted.astype(np.float64)
