"""The one door to the engine: documents in; affinities, problems and judged plans out."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

import matcher
from matcher.shares import best_possible

Document = dict[str, Any]
Meeting = matcher.Meeting

TOP = 40
"""A pair is kept if it is among so many best of either person."""
ROUND = "round:"
"""What the name of a round table begins with, among the people of a problem."""
SEAT = 0.5
"""What each seat at a round table is worth in the files that are handed out."""
NAMED_LEAST = {"text": 2}
"""Fewer shared topics or words than this, one where nothing is said, are no reason to show."""


@dataclass(frozen=True)
class Share:
    """What a plan gives to one person, beside the best that they could get alone.

    `slots` are those in which they can meet, `candidates` the people whom they could meet.
    """

    person: str
    meetings: int
    floor: int
    limit: int | None
    slots: int
    candidates: int
    worth: float
    best: float


@dataclass(frozen=True)
class Outcome:
    """A plan that was checked: its meetings, its figures, and what each person gets.

    `seats` are those that it gives at round tables; they are among nobody's `meetings`, and count
    as one in the share of each guest.
    """

    status: str
    violations: Sequence[str]
    conflict: Sequence[str]
    meetings: Sequence[matcher.Meeting]
    figures: Document
    shares: Sequence[Share]
    seats: int = 0
    seats_wished: int = 0


@dataclass(frozen=True)
class InTheWay:
    """What keeps two people apart in one slot: `mine` are kinds of what the first of them has."""

    slot: str
    mine: frozenset[str]
    theirs: bool
    tables: bool


def find_affinities(
    people: Document, as_shown: Document, weights: Document | None = None
) -> Iterator[Document]:
    """Yield the pairs worth meeting; `a` comes before `b` as in the documents.

    `people` holds everything, for planning; `as_shown` what people show each other, for pages.
    """
    given = None if weights is None else matcher.Weights.from_json(weights)
    planned = matcher.affinity(matcher.People.from_json(people), top=TOP, weights=given)
    value = {(pair.a, pair.b): _rounded(pair.affinity) for pair in planned}
    shown = matcher.People.from_json(as_shown)
    for pair in matcher.affinity(shown, top=TOP, weights=given, because=True):
        because = [
            {"signal": why.signal, "detail": list(why.detail), "share": round(why.share, 2)}
            for why in pair.because
            if len(why.detail) >= NAMED_LEAST.get(why.signal, 1)
        ]
        if because:
            yield {
                "a_id": pair.a,
                "b_id": pair.b,
                "value": value.pop((pair.a, pair.b), None),
                "shown": _rounded(pair.affinity),
                "because": because,
            }
    for (a_id, b_id), worth in value.items():
        yield {"a_id": a_id, "b_id": b_id, "value": worth, "shown": None, "because": []}


def worth_of_pairs(people: Document, weights: Document | None) -> list[tuple[str, str, float]]:
    """Return the pairs worth planning and what they are worth, as `find_affinities` has them."""
    given = None if weights is None else matcher.Weights.from_json(weights)
    found = matcher.affinity(matcher.People.from_json(people), top=TOP, weights=given)
    return [(pair.a, pair.b, _rounded(pair.affinity)) for pair in found]


def learn_weights(people: Document, ratings: Iterable[tuple[str, str, float]]) -> Document:
    """Return weights learned from who rated the meeting with whom how high, with their quality."""
    outcomes = [matcher.Outcome(*rating) for rating in ratings]
    return matcher.learn(matcher.People.from_json(people), outcomes).to_json()


def _rounded(worth: float) -> float:
    """Leave out what is noise, so that one new profile does not change every stored pair."""
    return max(round(worth, 4), 0.0001)


def write_problem(document: Document, path: Path) -> None:
    """Write a problem file; raise `ValueError` with the engine's words if it makes no sense."""
    try:
        matcher.Problem.from_json(document).write(path)
    except matcher.Refused as refusal:
        raise ValueError(str(refusal)) from refusal


def write_start(problem_file: Path, start_file: Path) -> bool:
    """Write what people have already as a plan to begin from; return whether there is any.

    Where somebody cannot come any more, that meeting is left out. What else has come in its way
    the engine sees, and then begins from nothing.
    """
    problem = matcher.Problem.read(problem_file)
    pairs, people, slots, kept = problem.pairs, problem.people, problem.slots, problem.kept
    meetings = [
        matcher.Meeting(pairs.ids[p], people.ids[a], people.ids[b], slots.ids[s], None)
        for p, s in zip(kept.pair.tolist(), kept.slot.tolist(), strict=True)
        for a, b in [(int(pairs.a[p]), int(pairs.b[p]))]
        if people.available[a, s] and people.available[b, s]
    ]
    if meetings:
        matcher.Plan(meetings=tuple(meetings)).write(start_file)
    return bool(meetings)


def make_checkable(problem_file: Path, plan_file: Path) -> None:
    """Leave in two files what a check of the plan needs, and no more.

    Pairs that are neither planned nor kept are left out: which of them are there tells who would
    rather not meet whom. So does what a seat at a round table is worth: here all are worth the
    same, and the plan is counted by that. Who is in no pair may be there for a wish alone, so they
    are left out too, unless a floor counts them.
    """
    plan = matcher.Plan.read(plan_file)
    document = matcher.Problem.read(problem_file).to_json()
    meant = {meeting.pair for meeting in plan.meetings}
    meant |= {entry["pair"] for entry in document.get("kept", ())}
    document["pairs"] = [_levelled(pair) for pair in document["pairs"] if pair["id"] in meant]
    met = {person for pair in document["pairs"] for person in (pair["a"], pair["b"])}
    document["people"] = [
        one for one in document["people"] if one["id"] in met or one.get("floor", 0) > 0
    ]
    problem = matcher.Problem.from_json(document)
    counted = matcher.recount(problem, plan, plan.meetings)
    bound = plan.bound + counted.objective - plan.objective
    problem.write(problem_file)
    replace(counted, bound=bound).write(plan_file)


def _levelled(pair: Document) -> Document:
    if not (pair["a"].startswith(ROUND) or pair["b"].startswith(ROUND)):
        return pair
    return {**pair, "affinity": SEAT, "slots": list(pair["slots"])}


def judge(problem_file: Path, plan_file: Path) -> Outcome:
    """Check a plan against its problem, and count what it gives."""
    return judge_read(matcher.Problem.read(problem_file), matcher.Plan.read(plan_file))


def judge_read(problem: matcher.Problem, plan: matcher.Plan) -> Outcome:
    """Do the same with what is read already."""
    violations = matcher.check(problem, plan)
    usable = not violations and plan.status in ("optimal", "feasible")
    meetings = plan.meetings if usable else ()
    between_two = [one for one in meetings if not is_seat(one)]
    return Outcome(
        status=plan.status,
        violations=violations,
        conflict=plan.conflict,
        meetings=between_two,
        figures=matcher.report(problem, plan).to_json() if usable else {},
        shares=list(_shares(problem, plan)) if usable else [],
        seats=len(meetings) - len(between_two),
        seats_wished=int(_for_seats(problem).sum()),
    )


def is_seat(meeting: matcher.Meeting) -> bool:
    """Say whether a meeting of a plan is a seat at a round table."""
    return meeting.a.startswith(ROUND) or meeting.b.startswith(ROUND)


def _for_seats(problem: matcher.Problem) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which pairs (m,) are somebody and a round table."""
    tables = np.array([name.startswith(ROUND) for name in problem.people.ids], dtype=bool)
    return np.asarray(tables[problem.pairs.a] | tables[problem.pairs.b], dtype=bool)


def _shares(problem: matcher.Problem, plan: matcher.Plan) -> Iterator[Share]:
    people, pairs = problem.people, problem.pairs
    worth: Counter[str] = Counter()
    held: Counter[str] = Counter()
    value = dict(zip(pairs.ids, pairs.affinity.tolist(), strict=True))
    for meeting in plan.meetings:
        for person in (meeting.a, meeting.b):
            held[person] += 1
            worth[person] += value[meeting.pair]
    two = ~_for_seats(problem)
    both = np.concatenate([pairs.a[two], pairs.b[two]])
    candidates = np.bincount(both, minlength=len(people))
    best = best_possible(problem)
    for i, person in enumerate(people.ids):
        if person.startswith(ROUND):
            continue
        limit = int(people.max_meetings[i])
        yield Share(
            person=person,
            meetings=held[person],
            floor=int(people.floor[i]),
            limit=None if limit == matcher.NO_LIMIT else limit,
            slots=int(people.available[i].sum()),
            candidates=int(candidates[i]),
            worth=float(worth[person]),
            best=float(best[i]),
        )


def meetings_in(plan_file: Path) -> Sequence[matcher.Meeting]:
    """Return the meetings of a plan file."""
    return matcher.Plan.read(plan_file).meetings


def reduce_plan(problem_file: Path, plan_file: Path, kept: Collection[str]) -> None:
    """Take all meetings out of a plan file but those of the `kept` pairs, and count it anew."""
    problem, plan = matcher.Problem.read(problem_file), matcher.Plan.read(plan_file)
    meetings = (meeting for meeting in plan.meetings if meeting.pair in kept)
    matcher.recount(problem, plan, meetings).write(plan_file)


def what_stood_between(
    problem_file: Path,
    plan_file: Path,
    twos: Sequence[tuple[str, str]],
    others: Mapping[str, Document],
) -> Iterator[tuple[str, str, list[InTheWay]]]:
    """Yield for two people who do not meet in a plan what stood between them, slot by slot.

    Pairs of which the first was not planned for are passed over. A pair that the problem does not
    have, for a veto, say, is looked at as if it were the least worth of all; and somebody who was
    not planned for as if they were (`others` are such people, as a problem writes them). So the
    answer tells neither.
    """
    problem, plan = matcher.Problem.read(problem_file), matcher.Plan.read(plan_file)
    known = set(problem.people.ids)
    named = list(zip(problem.pairs.a.tolist(), problem.pairs.b.tolist(), strict=True))
    ids = problem.people.ids
    there = {frozenset((ids[a], ids[b])) for a, b in named}
    meet = {frozenset((meeting.a, meeting.b)) for meeting in plan.meetings}
    wanted = [
        two
        for two in twos
        if two[0] in known and (two[1] in known or two[1] in others) and frozenset(two) not in meet
    ]
    document = problem.to_json()
    strangers = {other for _one, other in wanted} - known
    document["people"] += [others[name] for name in sorted(strangers)]
    least = float(problem.pairs.affinity.min()) if len(problem.pairs) else 1.0
    missing = {frozenset(two): two for two in wanted if frozenset(two) not in there}
    document["pairs"] += [
        {"id": "|".join(sorted(two)), "a": two[0], "b": two[1], "affinity": least}
        for two in missing.values()
    ]
    explainer = matcher.Explainer(matcher.Problem.from_json(document), plan)
    for one, other in wanted:
        yield one, other, list(_in_the_way(explainer, one, other))


def _in_the_way(explainer: matcher.Explainer, one: str, other: str) -> Iterator[InTheWay]:
    mine = explainer.position[one]
    slots = explainer.problem.slots.ids
    for view in explainer.views(one, other):
        own = [found for found in view.obstacles if found.person == mine]
        rest = [found for found in view.obstacles if found.person != mine]
        yield InTheWay(
            slot=slots[view.slot],
            mine=frozenset(found.kind for found in own),
            theirs=any(found.kind != "tables" for found in rest),
            tables=any(found.kind == "tables" for found in rest),
        )
