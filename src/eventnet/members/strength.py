"""How well two people know each other, from what happened between them, as one of the two knows it.

Each meeting, exchange and conversation weighs something, and fades with a half-life, as ties do
that nobody tends (M. Granovetter, The Strength of Weak Ties, 1973: time spent is the first of the
four things that make a tie strong).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from math import exp2
from typing import NamedTuple


class Kind(StrEnum):
    """What happened between two people."""

    MET = "met"
    EXCHANGED = "exchanged"
    WROTE = "wrote"


WEIGHTS = {Kind.MET: 1.0, Kind.EXCHANGED: 0.5, Kind.WROTE: 0.5}
HALF_LIFE = timedelta(days=730)
"""After so long a tie that nobody tended is half as strong."""


class Contact(NamedTuple):
    """Something that happened between two, and when."""

    kind: Kind
    at: datetime


class Strength(StrEnum):
    """How strong a tie is, in a word."""

    FAINT = "faint"
    SOME = "some"
    STRONG = "strong"


SOME_FROM, STRONG_FROM = 0.9, 1.9


def weight(contacts: Iterable[Contact], now: datetime) -> float:
    """Return how strong a tie is: 0 is none, 1 a meeting of today."""
    return sum(
        WEIGHTS[kind] * exp2(-max(now - at, timedelta()) / HALF_LIFE) for kind, at in contacts
    )


def strength(contacts: Iterable[Contact], now: datetime) -> Strength:
    """Return how strong a tie is, in a word."""
    heavy = weight(contacts, now)
    if heavy >= STRONG_FROM:
        return Strength.STRONG
    return Strength.SOME if heavy >= SOME_FROM else Strength.FAINT
