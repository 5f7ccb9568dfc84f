"""The part on who met whom: roles with roles, and how people hang together over those they met.

It counts meetings that stood. Organizers know these from the plan, so it tells nothing of answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations_with_replacement

from eventnet.afterwards.crowd import Crowd
from eventnet.afterwards.drawing import Node, draw
from eventnet.afterwards.groups import Groups
from eventnet.afterwards.parts import Figure, Item, Part, Series
from eventnet.afterwards.small import LEAST, span
from eventnet.i18n import gettext as _

MOST_SIZES = 8
"""So many sizes of groups are told apart."""


def network_part(crowd: Crowd, groups: Groups) -> Part:
    """Say who met whom, and draw it."""
    title = _("Who met whom")
    met = len(crowd.with_meetings)
    if met < LEAST:
        nothing = _("Fewer than %(least)d people had a meeting whose time has passed.", least=LEAST)
        return Part("network", title, nothing=nothing)
    between = _between(crowd, groups)
    sizes = group_sizes(crowd.met.stood)
    nodes = [
        Node(groups.names[key], groups.sizes[key], between.get((key, key), 0))
        for key in groups.keys
    ]
    places = {key: place for place, key in enumerate(groups.keys)}
    lines = {(places[a], places[b]): count for (a, b), count in between.items() if a != b}
    return Part(
        "network",
        title,
        figures=_figures(crowd, met, sizes),
        series=[_by_roles(groups, between), _by_size(sizes)],
        drawing=draw(nodes, lines, sizes),
        notes=[
            _(
                "This counts meetings that stood when their time came, whatever was answered "
                "afterwards: so it tells of nobody's answer."
            )
        ],
    )


def _between(crowd: Crowd, groups: Groups) -> dict[tuple[str, str], int]:
    """Count meetings by the groups of their two, in the order of the groups."""
    counts = Counter([(groups.group_of[a], groups.group_of[b]) for a, b in crowd.met.stood])
    return {
        (one, other): counts[one, other] + (counts[other, one] if one != other else 0)
        for one, other in combinations_with_replacement(groups.keys, 2)
    }


def group_sizes(pairs: Iterable[tuple[str, str]]) -> list[int]:
    """Return of how many people each group is that hangs together, the largest first."""
    above: dict[str, str] = {}

    def top(one: str) -> str:
        while (over := above.get(one, one)) != one:
            above[one] = one = above.get(over, over)
        return one

    people = set()
    for a, b in pairs:
        people |= {a, b}
        one, other = top(a), top(b)
        if one != other:
            above[one] = other
    return sorted(Counter(map(top, people)).values(), reverse=True)


def _figures(crowd: Crowd, met: int, sizes: Sequence[int]) -> list[Figure]:
    return [
        Figure(
            _("People with a meeting"),
            met,
            _("People who had at least one meeting that stood when its time came."),
        ),
        Figure(
            _("People with none"),
            len(crowd.role_of) - met,
            _("People who let others plan for them, and had none."),
        ),
        Figure(
            _("In the largest group"),
            sizes[0],
            _(
                "People who are linked with each other: by a meeting, or over people whom they met "
                "and those whom these met."
            ),
        ),
        Figure(
            _("Groups beside it"),
            len(sizes) - 1,
            _("Groups of people who met each other, and nobody of the largest group."),
        ),
    ]


def _by_roles(groups: Groups, between: Mapping[tuple[str, str], int]) -> Series:
    return Series(
        _("Role by role"),
        _("Meetings that stood, by the roles of the two; roles of few people are put together."),
        [
            Item(_among(groups.names[one], groups.names[other]), count)
            for (one, other), count in between.items()
            if count
        ],
    )


def _among(one: str, other: str) -> str:
    if one == other:
        return _("%(role)s among themselves", role=one)
    return _("%(one)s and %(other)s", one=one, other=other)


def _by_size(sizes: Sequence[int]) -> Series:
    counts = sorted(Counter(sizes).items(), reverse=True)
    told = counts[: MOST_SIZES - 1] if len(counts) > MOST_SIZES else counts
    items = [Item(_of_people(size, size), count) for size, count in told]
    rest = counts[len(told) :]
    if rest:
        items.append(Item(_of_people(rest[-1][0], rest[0][0]), sum(count for _size, count in rest)))
    return Series(
        _("Groups that hang together, by size"),
        _("Groups of so many people who are linked by meetings; whoever had none is in no group."),
        items,
    )


def _of_people(first: int, last: int) -> str:
    return _("%(number)s people", number=span(first, last))
