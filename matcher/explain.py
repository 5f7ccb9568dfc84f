"""Why two people meet; or what stood in the way, and the cheapest change that would free it.

For each slot the obstacles are named one by one, in the words of the constraints. The price of a
change is what the meetings are worth that would have to give way for this one, less its own
worth; breaks and floors aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from matcher.obstacles import Room, View
from matcher.placements import slots_of
from matcher.plan import Meeting, Plan
from matcher.problem import NO_LIMIT, Problem
from matcher.refusal import Refused

_MOST_NAMED = 3


@dataclass(frozen=True)
class Change:
    """What would let two people meet in a slot.

    Attributes
    ----------
    pair: the entry that would be placed.
    give_way: pair ids of the meetings that would have to go.
    price: what they are worth, less what the pair is worth there; in the unit of affinity.
    """

    slot: str
    pair: str
    give_way: tuple[str, ...]
    price: float


@dataclass(frozen=True)
class Explanation:
    """Why two people meet, or why not.

    Attributes
    ----------
    meetings: the meetings of the two.
    because: the reasons that the problem notes for the pair, as they stand there.
    obstacles: (slot, what stands in the way there), slot by slot; empty where they meet.
    cheapest: the change that costs least among those that move only other meetings, or None.
    sentences: all of it in words.
    """

    a: str
    b: str
    meetings: tuple[Meeting, ...]
    because: tuple[Any, ...]
    obstacles: tuple[tuple[str, tuple[str, ...]], ...]
    cheapest: Change | None
    sentences: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return everything by name."""
        return asdict(self) | {"meetings": [meeting._asdict() for meeting in self.meetings]}

    def text(self) -> str:
        """Return the sentences, one a line."""
        return "\n".join(self.sentences)


class Explainer:
    """Explains many pairs of one plan, which is read once.

    Raises
    ------
    Refused: the plan is of another problem, or places a pair twice.
    """

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.room = Room(problem, slots_of(problem, plan))
        self.position = {name: i for i, name in enumerate(problem.people.ids)}

    def entries(self, a: str, b: str) -> list[int]:
        """Return the pairs of two people; raise `Refused` where a name is unknown, or both one."""
        for name in (a, b):
            if name not in self.position:
                raise Refused(f"{name} is no person of the problem")
        if a == b:
            raise Refused(f"{a} cannot meet themself")
        i, j, pairs = self.position[a], self.position[b], self.problem.pairs
        two = ((pairs.a == i) & (pairs.b == j)) | ((pairs.a == j) & (pairs.b == i))
        return [int(p) for p in np.flatnonzero(two)]

    def views(self, a: str, b: str) -> list[View]:
        """Return what stands in the way of two people, slot by slot; they must not meet."""
        slots = range(len(self.problem.slots))
        return [self.room.view(p, s) for p in self.entries(a, b) for s in slots]

    def explain(self, a: str, b: str) -> Explanation:
        """Return why two people meet, or which constraints stood in the way."""
        problem, plan, pairs = self.problem, self.plan, self.problem.pairs
        entries = self.entries(a, b)
        meetings = tuple(one for one in plan.meetings if {one.a, one.b} == {a, b})
        because = tuple(
            reason for p in entries for reason in pairs.notes.get(p, {}).get("because", ())
        )
        if meetings:
            words = tuple(_meet_words(problem, meetings, because))
            return Explanation(a, b, meetings, because, (), None, words)
        if not entries:
            words = (
                f"{a} and {b} are no pair: nothing speaks for it, or a rule keeps them apart.",
            )
            return Explanation(a, b, (), (), (), None, words)
        views = self.views(a, b)
        cheapest = _cheapest(problem, views)
        obstacles = tuple(
            (problem.slots.ids[view.slot], tuple(one.words for one in view.obstacles))
            for view in views
        )
        two = (self.position[a], self.position[b])
        words = tuple(_apart_words(problem, self.room, two, views, cheapest))
        return Explanation(a, b, (), because, obstacles, cheapest, words)


def explain(problem: Problem, plan: Plan, a: str, b: str) -> Explanation:
    """Return why two people meet in the plan, or which constraints stood in the way.

    Raises
    ------
    Refused: a name is unknown, both are the same, or the plan is of another problem.
    """
    return Explainer(problem, plan).explain(a, b)


def _cheapest(problem: Problem, views: Sequence[View]) -> Change | None:
    """Return the change of least price, the one that moves fewest where several cost the same."""
    found = [
        Change(
            problem.slots.ids[view.slot],
            problem.pairs.ids[view.pair],
            tuple(problem.pairs.ids[q] for q in view.give_way),
            view.price,
        )
        for view in views
        if view.give_way is not None
    ]
    return min(found, key=lambda one: (one.price, len(one.give_way)), default=None)


def _meet_words(
    problem: Problem, meetings: Sequence[Meeting], because: Sequence[Any]
) -> Iterator[str]:
    position = {name: p for p, name in enumerate(problem.pairs.ids)}
    for meeting in meetings:
        p = position[meeting.pair]
        place = "at their own table" if meeting.table is None else f"at table {meeting.table}"
        must = " It is mandatory." if problem.pairs.mandatory[p] else ""
        yield f"{meeting.a} and {meeting.b} meet in slot {meeting.slot} {place}.{must}"
        yield f"It is worth {problem.pairs.affinity[p]:.3f} that they meet."
    for reason in because:
        if isinstance(reason, dict):
            detail = ", ".join(str(word) for word in reason.get("detail", ()))
            share = float(reason.get("share", 0))
            about = f": {detail}" if detail else ""
            yield f"{share:.0%} of that is {reason.get('signal', 'unknown')}{about}."


def _apart_words(
    problem: Problem,
    room: Room,
    two: tuple[int, int],
    views: Sequence[View],
    cheapest: Change | None,
) -> Iterator[str]:
    a, b = (problem.people.ids[i] for i in two)
    both = [view for view in views if not {"away", "slots"} & view.kinds]
    if not both:
        yield f"{a} and {b} are in no slot both available, where they may meet."
    for i in two:
        most = int(problem.people.max_meetings[i])
        if most != NO_LIMIT and room.held[i] >= most:
            yield f"{problem.people.ids[i]} has all {most} meetings that they may have."
    idle = [view for view in both if "busy" not in view.kinds]
    if both and idle:
        named = ", ".join(problem.slots.ids[view.slot] for view in idle[:_MOST_NAMED])
        rest = len(idle) - _MOST_NAMED
        more = f" and {rest} more" if rest > 0 else ""
        full = [view for view in idle if "tables" in view.kinds]
        only = "only " if len(idle) < len(both) or len(both) < len(problem.slots) else ""
        sentence = f"Both are free {only}in slot {named}{more}"
        if len(full) == len(idle):
            counts = sorted({int(problem.slots.tables[view.slot]) for view in full})
            tables = " or ".join(str(count) for count in counts)
            taken = f"all {tables} tables are taken" if counts != [0] else "there is no table"
            yield f"{sentence}, when {taken}."
        else:
            yield f"{sentence}."
    elif both:
        each = "the one slot" if len(both) == 1 else f"each of the {len(both)} slots"
        yield f"In {each} that would suit both, one of them has a meeting."
    orders = (one.words for view in idle for one in view.obstacles if one.kind == "order")
    yield from dict.fromkeys(orders)
    yield _way_out(views, cheapest)


def _way_out(views: Sequence[View], cheapest: Change | None) -> str:
    """Say what would let them meet, at the least price."""
    if cheapest is None:
        least = min(views, key=lambda view: len(view.obstacles), default=None)
        if least is None:
            return "There is no slot at all."
        words = " ".join(one.words for one in least.obstacles)
        return f"They could meet if this did not hold: {words}"
    if not cheapest.give_way:
        return f"Nothing stands in the way in slot {cheapest.slot}: a longer search would find it."
    names = " and ".join(cheapest.give_way)
    if cheapest.price <= 0:
        better = f"which would better the plan by {-cheapest.price:.3f}"
        return f"They could meet in slot {cheapest.slot} if {names} gave way, {better}."
    price = f"which would cost {cheapest.price:.3f}"
    return f"They could meet in slot {cheapest.slot} if {names} gave way, {price}."
