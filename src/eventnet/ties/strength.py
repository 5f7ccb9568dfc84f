"""How well two people know each other, from what happened between them.

Each meeting, exchange and conversation weighs something, and fades with a half-life, as ties do
that nobody tends (M. Granovetter, The Strength of Weak Ties, 1973: time spent is the first of the
four things that make a tie strong).
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from math import exp2, inf, log2
from typing import NamedTuple


class Kind(StrEnum):
    """What happened between two people."""

    MET = "met"
    EXCHANGED = "exchanged"
    WROTE = "wrote"
    INTRODUCED = "introduced"
    HELPED = "helped"


WEIGHTS = {
    Kind.MET: 1.0,
    Kind.EXCHANGED: 0.5,
    Kind.WROTE: 0.5,
    Kind.INTRODUCED: 0.5,
    Kind.HELPED: 0.5,
}
HALF_LIFE = timedelta(days=730)
"""After so long a tie that nobody tended is half as strong."""
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""The day to which the heights of ties are carried."""


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


def height(contacts: Iterable[Contact]) -> float:
    """Return how strong a tie is, so that it can be kept: the logarithm of its weight at `EPOCH`.

    All ties fade alike, so whichever is the higher of two is so for ever, and none has to be
    written anew because time goes by.
    """
    return log2(sum(WEIGHTS[kind] * exp2((at - EPOCH) / HALF_LIFE) for kind, at in contacts))


def height_of(heavy: float, now: datetime) -> float:
    """Return how high a tie is that weighs so much now."""
    return log2(heavy) + (now - EPOCH) / HALF_LIFE if heavy > 0 else -inf
