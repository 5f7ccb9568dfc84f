"""A plan's meetings as positions in its problem."""

import numpy as np

from matcher.plan import Plan
from matcher.problem import Ints, Problem
from matcher.refusal import Refused


def slots_of(problem: Problem, plan: Plan) -> Ints:
    """Return (m,) the slots of a plan's meetings, -1 where unplaced.

    Raises
    ------
    Refused: the plan names what the problem does not know, or places a pair twice.
    """
    pair = {name: p for p, name in enumerate(problem.pairs.ids)}
    where = {name: s for s, name in enumerate(problem.slots.ids)}
    slot = np.full(len(problem.pairs), -1, np.int32)
    for meeting in plan.meetings:
        p, s = pair.get(meeting.pair), where.get(meeting.slot)
        if p is None or s is None:
            missing = meeting.pair if p is None else meeting.slot
            raise Refused(f"the plan names {missing!r}, which the problem does not know")
        if slot[p] >= 0:
            raise Refused(f"the plan places pair {meeting.pair!r} twice")
        slot[p] = s
    return slot
