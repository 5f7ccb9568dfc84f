"""What texts mean, where a model of words is given: people as dense vectors.

A person is the mean of their words' vectors, each counted by how rare it is here, as in TF-IDF.
What all people of the event have in common is taken away (Mu and Viswanath, ICLR 2018): at a
congress on energy nobody is alike for having written of energy. The rest has length one, so that
the positive part of a dot product lies in [0, 1].
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix

from matcher.affinities.models import word_vectors
from matcher.affinities.nearest import Singles
from matcher.affinities.tables import sparse_rows, times_rarity
from matcher.compiled import compiled
from matcher.problem import Floats, Ints

_FEW = 10
"""In a crowd not much greater than this, what all have in common may be why they should meet."""

NAMED = 3
"""Most words that are named of each of two texts."""


@dataclass(frozen=True)
class Meaning:
    """What the texts of n people mean.

    Attributes
    ----------
    of_people: (n, d) float32, of length one, or zero where nothing is known; d is 0 without model.
    words: (n, w) which words each person's texts have, of those that the model knows.
    of_words: (w, d) float32.
    labels: column → word.
    """

    of_people: Singles
    words: csr_matrix
    of_words: Singles
    labels: list[str]

    @classmethod
    def nothing(cls, n: int) -> Self:
        """Return what is known of n people without a model."""
        return cls(
            np.zeros((n, 0), np.float32), csr_matrix((n, 0)), np.zeros((0, 0), np.float32), []
        )

    @classmethod
    def of(cls, counts: list[Counter[str]], model: str | Path) -> Self:
        """Return what texts mean whose words were counted, by the model at a path."""
        spoken = sorted(set().union(*counts))
        vectors = word_vectors(model, spoken)
        known = np.flatnonzero(np.abs(vectors).sum(axis=1))
        labels = [spoken[k] for k in known]
        words = times_rarity(sparse_rows(counts, labels))
        of_words = vectors[known]
        people = np.asarray(words @ of_words, np.float32)
        there = people.any(axis=1)
        people[there] /= np.linalg.norm(people[there], axis=1, keepdims=True)
        n = int(there.sum())
        if n:
            people[there] -= people[there].mean(axis=0) * (n / (n + _FEW))
            length = np.linalg.norm(people, axis=1, keepdims=True)
            people = np.divide(people, length, out=np.zeros_like(people), where=length > 1e-6)
        return cls(people, words, of_words, labels)

    def alike(self, a: Ints, b: Ints) -> Floats:
        """Return (m,) how alike the texts of a and b are in meaning, in [0, 1]."""
        return _positive_dots(self.of_people, a, b)

    def named(self, a: Ints, b: Ints) -> list[tuple[str, ...]]:
        """Return for each pair words of either text that speak most to the other one."""
        starts, columns = self.words.indptr, self.words.indices
        found = np.empty((len(a), 2 * NAMED), np.int32)
        found[:, ::2] = _telling(starts, columns, self.of_words, self.of_people, a, b)
        found[:, 1::2] = _telling(starts, columns, self.of_words, self.of_people, b, a)
        labels = self.labels
        return [
            tuple(dict.fromkeys(labels[column] for column in row if column >= 0))
            for row in found.tolist()
        ]


@compiled
def _positive_dots(rows: Singles, a: Ints, b: Ints) -> Floats:
    found = np.zeros(len(a))
    for k in range(len(a)):
        total = 0.0
        for h in range(rows.shape[1]):
            total += rows[a[k], h] * rows[b[k], h]
        found[k] = min(1.0, max(0.0, total))
    return found


@compiled
def _telling(
    starts: Ints, columns: Ints, words: Singles, people: Singles, a: Ints, b: Ints
) -> Ints:
    """Return (m, NAMED) the words of each a that lie nearest to b, the nearest first, or -1."""
    found = np.full((len(a), NAMED), -1, np.int32)
    best = np.zeros(NAMED)
    for k in range(len(a)):
        best[:] = 0.0
        for x in range(starts[a[k]], starts[a[k] + 1]):
            word, near, size = columns[x], 0.0, 0.0
            for h in range(words.shape[1]):
                near += words[word, h] * people[b[k], h]
                size += words[word, h] * words[word, h]
            near /= np.sqrt(size)
            at = NAMED
            while at > 0 and best[at - 1] < near:
                at -= 1
            if at < NAMED:
                for h in range(NAMED - 1, at, -1):
                    best[h], found[k, h] = best[h - 1], found[k, h - 1]
                best[at], found[k, at] = near, word
    return found
