"""What the one search of a community finds besides posts in groups: later features say it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.forms import SearchFields
from eventnet.paging import with_query


@dataclass(frozen=True)
class FoundLine:
    """One thing that was found: its title, its address, its words around, and a line about it."""

    title: str
    href: str
    words: str
    about: str


@dataclass(frozen=True)
class FoundKind:
    """What was found of one kind: the first few, and where the others stand."""

    label: str
    lines: list[FoundLine]
    href: str = ""
    """Empty where all of them are here."""
    total: int | None = None
    """How many there are in all, where that was counted."""


MOST_SHOWN = 3
"""So many are shown of a kind that has a list of its own."""

also_found: list[Callable[[MemberVisit, SearchFields], FoundKind | None]] = []
"""Each looks for what was typed, among what the reader may read; None: it has none in groups."""


def with_way(visit: MemberVisit, asked: SearchFields, page: str, kind: FoundKind) -> FoundKind:
    """Add to the first few of a kind the way to its list, where there are more."""
    if kind.total is None or kind.total <= len(kind.lines):
        return kind
    there = visit.url(page, community=visit.community.slug)
    return replace(kind, href=with_query(there, {"q": asked.q}))


def found_besides(visit: MemberVisit, wanted: SearchFields) -> list[FoundKind]:
    """Return what was found of each further kind, those with nothing left out."""
    kinds = [look(visit, wanted) for look in also_found]
    return [kind for kind in kinds if kind is not None and kind.lines]
