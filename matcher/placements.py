"""A plan's meetings as positions in its problem."""

import numpy as np

from matcher.plan import Plan
from matcher.problem import Ints, Problem


def slots_of(problem: Problem, plan: Plan) -> Ints:
    """Return (m,) the slots of a plan's meetings, -1 where unplaced; names must be known."""
    pair = {name: p for p, name in enumerate(problem.pairs.ids)}
    where = {name: s for s, name in enumerate(problem.slots.ids)}
    slot = np.full(len(problem.pairs), -1, np.int32)
    for meeting in plan.meetings:
        slot[pair[meeting.pair]] = where[meeting.slot]
    return slot
