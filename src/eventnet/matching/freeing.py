"""What would let more of those meet who want to meet each other: counted, and never by name.

Wishes are nobody's but their owners'. So the organizers read how many pairs something would free,
and of fewer than three not even that.
"""

import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from eventnet.matching.planning import InTheWay, meetings_in, what_stood_between
from eventnet.wishes.models import Wish, WishKind

FEWEST = 3
"""Of fewer pairs than this nothing is told: one could guess which they are."""
SECONDS = 20.0
MOST_SLOTS = 3

Freeing = dict[str, Any]
Two = tuple[str, str]


def what_would_free(
    session: Session, event_id: str, problem: Path, plan: Path, *, seconds: float = SECONDS
) -> Freeing:
    """Return how many pairs more tables, longer limits or a further slot would let meet.

    `tables` has a number for each of the slots that would free most; `slot` counts those with no
    time left for both. Each pair is counted once, where the least would have to change.
    """
    until = time.monotonic() + seconds
    met = {frozenset((one.a, one.b)) for one in meetings_in(plan)}
    twos = [two for two in mutual_wishes(session, event_id) if frozenset(two) not in met]
    session.rollback()  # nothing is held while the engine looks
    ways: dict[Two, list[InTheWay]] = {}
    both = [direction for two in twos for direction in (two, two[::-1])]
    for one, other, found in what_stood_between(problem, plan, both, {}):
        if time.monotonic() > until:
            break
        ways[one, other] = found
    tables: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for two in twos:
        if two in ways and two[::-1] in ways:
            kind, slots = _frees(ways[two], ways[two[::-1]])
            kinds[kind] += 1
            tables.update(slots)
    return {
        "pairs": len(twos),
        "limit": _told(kinds["limit"]),
        "slot": _told(kinds["slot"]),
        "tables": [[slot, n] for slot, n in tables.most_common(MOST_SLOTS) if n >= FEWEST],
    }


def _told(count: int) -> int:
    return count if count >= FEWEST else 0


def mutual_wishes(session: Session, event_id: str) -> list[Two]:
    """Return the pairs who want to meet each other."""
    query = select(Wish.from_id, Wish.to_id).where(
        Wish.event_id == event_id, Wish.kind == WishKind.WANT
    )
    wanted = {(a, b) for a, b in session.exec(query)}
    return sorted(two for two in wanted if two[0] < two[1] and two[::-1] in wanted)


def _frees(mine: Sequence[InTheWay], theirs: Sequence[InTheWay]) -> tuple[str, list[str]]:
    """Return what would free a pair, and in which slots a table would."""
    slots = [
        (one.slot, one.mine | other.mine, one.tables)
        for one, other in zip(mine, theirs, strict=True)
    ]
    at_tables = [slot for slot, kinds, tables in slots if tables and not kinds]
    if any(not kinds and not tables for _slot, kinds, tables in slots):
        return "weighed", []
    if at_tables:
        return "tables", at_tables
    if any(kinds == {"limit"} for _slot, kinds, _tables in slots):
        return "limit", []
    return ("slot", []) if not any("limit" in kinds for _s, kinds, _t in slots) else ("both", [])
