"""What a scenario is told by: figures over everybody, and nothing about anyone."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.matching.reports import FEW, gap, wishes_between
from eventnet.matching.setting import Document, Setting
from eventnet.whatif.planning import ROUND, Answer, Meeting

Figures = dict[str, Any]

IN_A_ROW = 4
"""So many meetings without a pause are many."""
PAUSE = timedelta(minutes=10)
"""Less than this between two meetings is no pause."""


def figures_of(
    session: Session, event: Event, setting: Setting, document: Document, answer: Answer
) -> Figures:
    """Return the figures of a plan that could be; `words.py` makes sentences of them."""
    held = Counter(person for meeting in answer.meetings for person in (meeting.a, meeting.b))
    people = [one["id"] for one in document["people"] if one["id"] in setting.people]
    everybody = [one["id"] for one in document["people"] if not one["id"].startswith(ROUND)]
    floors = {one["id"]: one["floor"] for one in document["people"] if one["floor"]}
    rows = in_a_row(answer.meetings, document)
    return {
        "people": len(people),
        "served": sum(held[one] > 0 for one in people),
        "few": sum(held[one] < FEW for one in people),
        "meetings": len(answer.meetings),
        "seats": answer.seats,
        "slots": len(document["slots"]),
        "places": sum(slot["tables"] for slot in document["slots"]),
        "floor_people": len(floors),
        "below": sum(held[one] < floor for one, floor in floors.items()),
        "shortfall": answer.shortfall,
        "shortfall_bound": answer.shortfall_bound,
        "wishes": wishes_between(session, event, set(everybody), _pairs(answer.meetings)),
        "longest": max(rows.values(), default=0),
        "rushed": sum(row >= IN_A_ROW for row in rows.values()),
        "roles": _roles(setting, people, held, floors),
        "objective": answer.objective,
        "bound": answer.bound,
        "gap": gap(answer.objective, answer.bound),
    }


def _pairs(meetings: Sequence[Meeting]) -> list[tuple[str, str]]:
    return [(meeting.a, meeting.b) for meeting in meetings]


def in_a_row(meetings: Sequence[Meeting], document: Document) -> dict[str, int]:
    """Return by person the greatest number of meetings that they have without a pause."""
    spans = {}
    for slot in document["slots"]:
        starts = datetime.fromisoformat(slot["start"])
        spans[slot["id"]] = (starts, starts + timedelta(minutes=slot["minutes"]))
    times = defaultdict(list)
    for meeting in meetings:
        for person in (meeting.a, meeting.b):
            times[person].append(spans[meeting.slot])
    return {person: _longest(sorted(of_person)) for person, of_person in times.items()}


def _longest(spans: Sequence[tuple[datetime, datetime]]) -> int:
    longest = row = 1
    for (_starts, ends), (next_starts, _ends) in pairwise(spans):
        row = row + 1 if next_starts - ends < PAUSE else 1
        longest = max(longest, row)
    return longest


def _roles(
    setting: Setting, people: Collection[str], held: Mapping[str, int], floors: Mapping[str, int]
) -> list[dict[str, Any]]:
    by_role: dict[str, list[str]] = defaultdict(list)
    for one in people:
        by_role[setting.people[one].role].append(one)
    return [
        {
            "role": role,
            "people": len(found),
            "mean": sum(held[one] for one in found) / len(found),
            "below": sum(held[one] < floors.get(one, 0) for one in found),
        }
        for role, found in sorted(by_role.items())
    ]
