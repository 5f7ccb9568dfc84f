"""What keeps a figure from telling of somebody: no small group, no single step.

Two figures together must tell no more than each. So groups are put together until each is large
enough, and with them what remains; what people said to themselves is rounded; and of two ways to
divide the same people the second is shown only if no small group lies between them.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from eventnet.afterwards.parts import Value
from eventnet.i18n import gettext as _

LEAST = 5
"""Of fewer people than this nothing is told."""
STEP = 5
"""What only its writer reads is counted in steps of this."""

Key = TypeVar("Key", bound=Hashable)


def too_few() -> str:
    """Say that there are too few."""
    return _("too few to show")


def about(count: int) -> Value:
    """Return a count in steps."""
    nearest = STEP * round(count / STEP)
    return nearest or _("fewer than 3")


def of_all(count: int, everybody: int) -> Value:
    """Return how many of all it is, unless it is nearly nobody or nearly all."""
    if count < LEAST:
        return _("fewer than %(least)d", least=LEAST)
    if everybody - count < LEAST:
        return _("nearly everybody")
    return count


def large_bins(counts: Mapping[int, int]) -> list[tuple[int, int, int]]:
    """Put numbers of which few people have so many together: (first, last, people)."""
    bins: list[tuple[int, int, int]] = []
    for number in range(max(counts, default=-1) + 1):
        people = counts.get(number, 0)
        if bins and bins[-1][2] < LEAST:
            first, _last, there = bins[-1]
            bins[-1] = (first, number, there + people)
        else:
            bins.append((number, number, people))
    if len(bins) > 1 and bins[-1][2] < LEAST:
        _first, last, people = bins.pop()
        first, _last, there = bins[-1]
        bins[-1] = (first, last, there + people)
    return bins if bins and bins[0][2] >= LEAST else []


def open_bins(counts: Mapping[int, int]) -> list[tuple[int, int | None, int]]:
    """Return the same bins, the last one without an end: that would be one person's number."""
    bins = large_bins(counts)
    return [
        (first, last if at < len(bins) else None, n) for at, (first, last, n) in enumerate(bins, 1)
    ]


def large_groups(sizes: Mapping[Key, int]) -> tuple[list[Key], list[Key]]:
    """Return the groups that are large enough, and those that are put together as the rest.

    The rest is large enough too, or empty: else the one would follow from the whole and the others.
    """
    there = [key for key, people in sizes.items() if people]
    alone = [key for key in there if sizes[key] >= LEAST]
    rest = [key for key in there if sizes[key] < LEAST]
    while rest and alone and sum(sizes[key] for key in rest) < LEAST:
        smallest = min(reversed(alone), key=lambda key: sizes[key])
        alone.remove(smallest)
        rest.append(smallest)
    return alone, rest


def none_between(people: Iterable[tuple[Hashable, Hashable]]) -> bool:
    """Say whether people divided in two ways are enough in each group of both."""
    return all(size >= LEAST for size in Counter(people).values())


def half_of_the_fewest(counts: Mapping[int, int]) -> int | None:
    """Return of a hundred meetings how many those have who have the fewest, half of the people."""
    people = sum(counts.values())
    total = sum(number * many for number, many in counts.items())
    if not total or people < 2 * LEAST:
        return None
    left, had = people / 2, 0.0
    for number, many in sorted(counts.items()):
        taken = min(left, many)
        had, left = had + taken * number, left - taken
    return STEP * round(100 * had / total / STEP)


def span(first: int, last: int) -> str:
    """Return a bin's label."""
    return str(first) if first == last else f"{first}–{last}"
