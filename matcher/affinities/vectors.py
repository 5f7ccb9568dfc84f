"""Profiles as vectors, scaled so that dot products are the signals.

Two people who share their only tag are not taken for soulmates: sparse vectors are shrunk by
half the mean square of those who have any.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scipy.sparse import csr_matrix

from matcher.affinities.meaning import Meaning
from matcher.affinities.tables import shrunk, sparse_matrix, sparse_rows, times_rarity
from matcher.affinities.words import count_words, shortest_forms, stems_of
from matcher.people import People

_SHRINK = 0.5
_COMMON = 0.4
"""Words that more than this share of the texts have say nothing about a person."""


@dataclass(frozen=True)
class Vectors:
    """One row a person, float32; seeks and offers share their columns.

    Attributes
    ----------
    labels: column → tag as first written, of `interests` and of `seeks` and `offers`.
    words: column → word of `text`, in the shortest form that anybody wrote.
    """

    interests: csr_matrix
    seeks: csr_matrix
    offers: csr_matrix
    text: csr_matrix
    meaning: Meaning
    interest_labels: list[str]
    offer_labels: list[str]
    words: list[str]

    @classmethod
    def of(cls, people: People, model: str | Path | None = None) -> Self:
        """Return the vectors of all people; what texts mean by the model at a path, if any."""
        everyone, n = people.people, len(people)
        interests, labels = _tag_matrix([person.interests for person in everyone])
        both, offer_labels = _tag_matrix(
            [person.seeks for person in everyone] + [person.offers for person in everyone]
        )
        counts = [count_words(person.texts) for person in everyone]
        text, words = _text_matrix(counts)
        return cls(
            interests=shrunk(interests, _SHRINK),
            seeks=shrunk(both[:n], _SHRINK),
            offers=shrunk(both[n:], _SHRINK),
            text=shrunk(text, _SHRINK),
            meaning=Meaning.nothing(n) if model is None else Meaning.of(counts, model),
            interest_labels=labels,
            offer_labels=offer_labels,
            words=words,
        )


def _tag_matrix(rows: list[Mapping[str, float]]) -> tuple[csr_matrix, list[str]]:
    """Return strengths times rarity, and the tag of each column."""
    column: dict[str, int] = {}
    labels: list[str] = []
    lines: list[dict[int, float]] = []
    for tags in rows:
        line: dict[int, float] = {}
        for tag, strength in tags.items():
            key = " ".join(tag.casefold().split())
            if not key:
                continue
            if key not in column:
                column[key] = len(labels)
                labels.append(tag.strip())
            at = column[key]
            line[at] = max(strength, line.get(at, 0.0))
        lines.append(line)
    return times_rarity(sparse_matrix(lines, len(labels))), labels


def _text_matrix(counts: list[Counter[str]]) -> tuple[csr_matrix, list[str]]:
    """Return damped counts times rarity (TF-IDF), and the word of each column."""
    spoken = set().union(*counts)
    stems = stems_of(spoken)
    stemmed = [_stemmed(count, stems) for count in counts]
    texts = sum(bool(count) for count in counts)
    frequency: Counter[str] = Counter()
    for count in stemmed:
        frequency.update(count.keys())
    # A word that one person has can match nobody.
    most = max(2.0, _COMMON * texts) if texts > 10 else texts
    kept = sorted(stem for stem, number in frequency.items() if 2 <= number <= most)
    forms = shortest_forms(stems)
    return times_rarity(sparse_rows(stemmed, kept)), [forms[stem] for stem in kept]


def _stemmed(count: Counter[str], stems: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for word, number in count.items():
        stem = stems[word]
        found[stem] = found.get(stem, 0) + number
    return found
