"""`grad-visitor-scheduler`: visitors and faculty, a mixed-integer model solved by HiGHS.

It plans a visit day: each visitor meets faculty, each faculty member takes a few visitors at a
time in their own office. So it applies where the pairs have two sides, and knows no shared
tables: where they are too few, the cheapest meetings are left out afterwards. Its ranked
preferences are replaced by the affinities, so that it seeks the same as the others; a pair that
is no candidate has a negative one. It knows no time limit: it is done in time or ended.
"""

import contextlib
import csv
import io
import tempfile
from collections import defaultdict, deque
from collections.abc import Mapping
from pathlib import Path

from benchmarks.peers.answer import Answer, Document, NotApplicable
from benchmarks.peers.hall import Entry, Hall, best_first, limit

_UNWANTED = -1.0


def place(document: Document, _seconds: float) -> Answer:
    """Return the meetings of its optimum, those without a table left out."""
    hall = Hall(document)
    visitors, hosts = sides_of(document)
    met = _schedule(document, visitors, hosts)
    pairs = {(pair["a"], pair["b"]): pair for pair in document["pairs"]}
    slot_of: dict[str, str] = {}
    for visitor, host, slot in met:
        pair = pairs.get((visitor, host)) or pairs.get((host, visitor))
        if pair is not None:
            slot_of[pair["id"]] = hall.slots[slot - 1]
    placed = []
    for pair in best_first(pair for pair in document["pairs"] if pair["id"] in slot_of):
        if hall.fits(pair, slot_of[pair["id"]]):
            hall.place(pair, slot_of[pair["id"]])
            placed.append((pair["id"], slot_of[pair["id"]]))
    return Answer(placed)


def sides_of(document: Document) -> tuple[list[str], list[str]]:
    """Return visitors and hosts, so that every pair is of one and one; raise where it cannot be.

    Of each group of people who are linked by pairs, those with stands are hosts, else the fewer.
    """
    people = {person["id"]: person for person in document["people"]}
    if any(person.get("floor") for person in people.values()):
        raise NotApplicable("it takes floors as hard")
    others = defaultdict(list)
    for pair in document["pairs"]:
        others[pair["a"]].append(pair["b"])
        others[pair["b"]].append(pair["a"])
    side: dict[str, int] = {}
    visitors, hosts = [], []
    for start in others:
        if start in side:
            continue
        side[start], queue, group = 0, deque([start]), ([start], list[str]())
        while queue:
            one = queue.popleft()
            for other in others[one]:
                if other not in side:
                    side[other] = 1 - side[one]
                    group[side[other]].append(other)
                    queue.append(other)
                elif side[other] == side[one]:
                    raise NotApplicable("it plans for two sides only")
        few, many = sorted(group, key=lambda half: (-_stands(people, half), len(half)))
        hosts += few
        visitors += many
    if any(people[visitor].get("seats", 1) > 1 for visitor in visitors):
        raise NotApplicable("only one side may take several at a time")
    return visitors, hosts


def _stands(people: Mapping[str, Entry], half: list[str]) -> int:
    return sum(
        bool(people[one].get("own_table")) or people[one].get("seats", 1) > 1 for one in half
    )


def _schedule(
    document: Document, visitors: list[str], hosts: list[str]
) -> list[tuple[str, str, int]]:
    """Return (visitor, host, slot from 1) of its schedule; empty where it finds none."""
    import grad_visit_scheduler as gvs  # noqa: PLC0415 - only where it is installed

    t = len(document["slots"])
    people = {person["id"]: person for person in document["people"]}
    at = {slot["id"]: k + 1 for k, slot in enumerate(document["slots"])}
    free = {
        name: [k for slot, k in at.items() if slot not in set(person.get("unavailable", ()))]
        for name, person in people.items()
    }
    clock = [f"{8 + k // 4:02d}:{15 * (k % 4):02d}" for k in range(t + 1)]
    labels = [f"{clock[k]}-{clock[k + 1]}" for k in range(t)]
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        names = Path(folder, "visitors.csv")
        with names.open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["Name", "Area1", "Area2"])
            rows.writerows([name, "", ""] for name in visitors)
        day = gvs.Scheduler(
            {"hall": labels},
            str(names),
            solver=gvs.Solver.HIGHS,
            faculty_catalog={name: {"building": "hall"} for name in hosts},
        )
        day.specify_limited_student_availability({name: free[name] for name in visitors})
        for name in hosts:
            day.faculty_limited_availability(name, free[name])
            day.set_faculty_meeting_bounds(name, max_meetings=_most(people[name], t))
        for name in visitors:
            day.set_visitor_meeting_bounds(name, max_meetings=_most(people[name], t))
        wanted = dict.fromkeys(day.student_preferences, _UNWANTED)
        for pair in document["pairs"]:
            for two in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
                if two in wanted:
                    wanted[two] = pair["affinity"]
        day.student_preferences = wanted
        found = day.schedule_visitors(
            group_penalty=0.0,
            min_visitors=0,
            max_visitors=max(_most(people[name], t) for name in hosts),
            min_faculty=0,
            max_group=min(people[name].get("seats", 1) for name in hosts),
        )
    return [] if found is None else sorted(found.active_meetings)


def _most(person: Entry, slots: int) -> int:
    seats: int = person.get("seats", 1)
    return min(limit(person.get("max_meetings")), slots * seats)
