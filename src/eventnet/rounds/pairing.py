"""Who talks with whom in a round: pairs, a three where somebody would be left, and who is left."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import combinations
from operator import and_

from eventnet.batches import batches
from eventnet.rounds.hall import Hall, Two, two
from eventnet.rounds.planning import Matching, Worth, match

FIRST_IN_LINE = 4.0
"""What it is worth that somebody has a partner who had none last time: more than any affinity."""
ALL_PAIRS = 500
"""Of so many people every pair is looked at, not only those that the engine holds for the best."""
TABLES = 300
"""So many talks are looked at for a third."""


@dataclass(frozen=True)
class Arranged:
    """A talk: its two or three people, and in which half hours it can begin."""

    members: tuple[str, ...]
    starts: int


@dataclass(frozen=True)
class Arrangement:
    """What came of a round; no matching of the pairs that were looked at is worth over `bound`."""

    talks: list[Arranged]
    left: list[str]
    worth: float = 0.0
    bound: float = 0.0


def arrange(hall: Hall, worths: Iterable[Worth]) -> Arrangement:
    """Bring everybody together with somebody, as far as that can be.

    Those who both wanted to meet come first; then whoever had nobody last time, and then what is
    worth most. Whoever is left joins two as a third, or else is first in line next time.
    """
    known = {two(a, b): worth for a, b, worth in worths}
    return _Evening(hall, known, set(hall.guests)).arranged()


@dataclass
class _Evening:
    """A round as it is arranged: what pairs are worth, who is free yet, and who is with whom."""

    hall: Hall
    known: Mapping[Two, float]
    free: set[str]
    found: list[Two] = field(default_factory=list)

    def arranged(self) -> Arrangement:
        self._take(pair for pair in self.hall.wished if self.free.issuperset(pair))
        wished = set(self.found)
        if len(self.free) <= ALL_PAIRS:
            main = self._take(combinations(sorted(self.free), 2))
        else:
            main = self._take(pair for pair in self.known if self.free.issuperset(pair))
            # Pairs that the engine does not hold for the best are better than none.
            for some in batches(self._in_line(), ALL_PAIRS):
                self._take(combinations(sorted(some), 2))
        talks = {pair: self._starts(*pair) for pair in sorted(self.found)}
        thirds, left = self._seat_thirds(talks, wished)
        arranged = [
            Arranged((*pair, thirds[pair]) if pair in thirds else pair, starts)
            for pair, starts in talks.items()
        ]
        return Arrangement(arranged, left, main.worth, main.bound)

    def _take(self, pairs: Iterable[Two]) -> Matching:
        """Match as many of those who are free as can be, with some of these pairs."""
        rated = [(*pair, self._worth(pair)) for pair in pairs if self.hall.may(*pair)]
        matching = match(sorted(rated))
        self.found += [two(*pair) for pair in matching.pairs]
        self.free.difference_update(*matching.pairs)
        return matching

    def _worth(self, pair: Two) -> float:
        first = sum(self.hall.guests[one].is_first for one in pair)
        return self.known.get(pair, 0.0) + FIRST_IN_LINE * first

    def _starts(self, *members: str) -> int:
        starts = (self.hall.guests[one].starts for one in members)
        return reduce(and_, starts)

    def _in_line(self) -> list[str]:
        return sorted(self.free, key=lambda one: (not self.hall.guests[one].is_first, one))

    def _seat_thirds(
        self, talks: dict[Two, int], wished: set[Two]
    ) -> tuple[dict[Two, str], list[str]]:
        """Let whoever is alone join two; those who both wanted to meet are disturbed last."""
        mates: dict[str, set[str]] = defaultdict(set)
        for a, b in self.known:
            mates[a].add(b)
            mates[b].add(a)
        room, thirds, left = list(talks), dict[Two, str](), list[str]()
        for one in self._in_line():
            near = [pair for pair in room if not mates[one].isdisjoint(pair)][:TABLES]
            fit = [pair for pair in near + room[:TABLES] if self._may_join(one, pair, talks[pair])]
            if not fit:
                left.append(one)
                continue
            ranked = [(pair not in wished, self._with_both(one, pair), pair) for pair in fit]
            best = max(ranked)[-1]
            thirds[best] = one
            talks[best] &= self.hall.guests[one].starts
            room.remove(best)
        return thirds, left

    def _may_join(self, one: str, pair: Two, starts: int) -> bool:
        if not starts & self.hall.guests[one].starts:
            return False
        return all(self.hall.may(one, other) for other in pair)

    def _with_both(self, one: str, pair: Two) -> float:
        return sum(self.known.get(two(one, other), 0.0) for other in pair)
