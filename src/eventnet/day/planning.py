"""The door to the engine on the day: who of those left behind in a slot meets whom."""

from collections.abc import Sequence
from typing import Any

import matcher

Document = dict[str, Any]

ABSENT = "absent"
"""Stands for all who did not come: each of those left behind was to meet them."""


def rematched(document: Document, left: Sequence[str]) -> list[tuple[str, str]]:
    """Return who meets whom instead, in a problem of one slot.

    As many of those in `left` as can be meet each other or another of the problem's people.
    """
    slot = document["slots"][0]["id"]
    absent = {"id": ABSENT, "seats": len(left), "max_meetings": None, "floor": 0}
    waiting: list[Document] = [
        {"id": f"{ABSENT}|{one}", "a": ABSENT, "b": one, "affinity": 1.0} for one in left
    ]
    problem = matcher.Problem.from_json(
        {
            **document,
            "people": [*document["people"], absent],
            "pairs": [*document["pairs"], *waiting],
        }
    )
    meetings = tuple(
        matcher.Meeting(pair["id"], ABSENT, pair["b"], slot, number)
        for number, pair in enumerate(waiting, start=1)
    )
    plan = matcher.Plan(status="feasible", meetings=meetings)
    new = matcher.rematch(problem, plan, ABSENT, slot)
    return [(meeting.a, meeting.b) for meeting in new.meetings]
