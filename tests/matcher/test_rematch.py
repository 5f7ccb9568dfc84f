"""Somebody does not come: their partners get somebody else, or are told why not."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import matcher
from matcher.cli import main
from tests.matcher.documents import pair, plain, problems, slot
from tests.matcher.test_cli import write


def planned(document: dict[str, Any]) -> tuple[matcher.Problem, matcher.Plan]:
    """Return a problem and a plan of it."""
    problem = matcher.Problem.from_json(document)
    return problem, matcher.solve(problem, work=0.05, workers=1)


def partners(plan: matcher.Plan, absent: str, where: str) -> set[str]:
    """Return whom somebody meets in a slot."""
    return {
        ({meeting.a, meeting.b} - {absent}).pop()
        for meeting in plan.meetings
        if meeting.slot == where and absent in (meeting.a, meeting.b)
    }


def most_helped(problem: matcher.Problem, plan: matcher.Plan, absent: str, where: str) -> int:
    """Return how many partners can be re-matched at best, by trying every set of entries."""
    left = partners(plan, absent, where)
    stay = [m for m in plan.meetings if m.slot != where or absent not in (m.a, m.b)]
    placed = {meeting.pair for meeting in stay}
    people, pairs = problem.people.ids, problem.pairs
    open_entries = [
        (pairs.ids[p], people[pairs.a[p]], people[pairs.b[p]])
        for p in range(len(pairs))
        if pairs.ids[p] not in placed
    ]
    useful = [one for one in open_entries if {one[1], one[2]} & left]
    reality, best = matcher.without(problem, absent, where), 0
    for size in range(1, len(left) + 1):
        for some in combinations(useful, size):
            helped = {person for _id, *two in some for person in two} & left
            if len(helped) <= best:
                continue
            tables = iter(range(1, 99))
            taken = {meeting.table for meeting in stay if meeting.slot == where}
            own = dict(zip(people, problem.people.own_table.tolist(), strict=True))
            new = [
                matcher.Meeting(
                    key, a, b, where,
                    None if own[a] or own[b] else next(t for t in tables if t not in taken),
                )
                for key, a, b in some
            ]  # fmt: skip
            tried = matcher.recount(reality, plan, [*stay, *new])
            faults = [
                fault for fault in matcher.check(reality, tried) if "lies beyond" not in fault
            ]
            if not faults:
                best = len(helped)
    return best


@settings(max_examples=150, deadline=None)
@given(problems(most_people=6, most_pairs=9, most_slots=2))
def test_as_many_as_can_be_are_re_matched_and_the_plan_is_valid(document: dict[str, Any]) -> None:
    document["break_spread"] = None
    problem, plan = planned(document)
    for meeting in plan.meetings[:2]:
        absent, where = meeting.a, meeting.slot
        left = partners(plan, absent, where)
        new = matcher.rematch(problem, plan, absent, where)
        assert matcher.check(matcher.without(problem, absent, where), new) == []
        elsewhere = [m for m in plan.meetings if m.slot != where or absent not in (m.a, m.b)]
        assert set(elsewhere) <= set(new.meetings)  # nobody else is moved
        added = set(new.meetings) - set(elsewhere)
        helped = {person for one in added for person in (one.a, one.b)} & left
        assert len(helped) == most_helped(problem, plan, absent, where)
        assert len(new.conflict) == len(left) - len(helped)
        assert all(any(line.startswith(name) for name in left - helped) for line in new.conflict)


def a_hall(*, tables: int = 2) -> dict[str, Any]:
    """Return one slot in which ann meets bob, and cyd and dan are idle."""
    document = plain()
    document["slots"] = [slot(0, tables)]
    document["pairs"] = [
        pair("ann-bob", "ann", "bob", 3.0),
        pair("bob-cyd", "bob", "cyd", 0.4),
        pair("bob-dan", "bob", "dan", 0.6),
    ]
    document["kept"] = [{"pair": "ann-bob", "slot": "mon-1", "pinned": True}]
    return document


def test_the_partner_meets_the_best_who_is_idle_at_the_table_that_is_free() -> None:
    problem, plan = planned(a_hall(tables=1))
    new = matcher.rematch(problem, plan, "ann", "mon-1")
    assert new.meetings == (matcher.Meeting("bob-dan", "bob", "dan", "mon-1", 1),)
    assert (new.affinity, new.conflict) == (0.6, ())


def test_who_is_below_their_floor_comes_first() -> None:
    document = a_hall()
    document["people"][2]["floor"] = 1
    problem, plan = planned(document)
    new = matcher.rematch(problem, plan, "ann", "mon-1")
    assert [meeting.pair for meeting in new.meetings] == ["bob-cyd"]
    assert new.shortfall == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pairs": 1}, "bob already meets everybody whom they could meet."),
        ({"away": True}, "bob has nobody in slot mon-1: of those they could meet, 2 away."),
    ],
)
def test_who_has_nobody_is_told_why(change: dict[str, Any], words: str) -> None:
    document = a_hall()
    if "pairs" in change:
        document["pairs"] = document["pairs"][: change["pairs"]]
    if "away" in change:
        for person in document["people"][2:]:
            person["unavailable"] = ["mon-1"]
    problem, plan = planned(document)
    new = matcher.rematch(problem, plan, "ann", "mon-1")
    assert new.meetings == ()
    assert new.conflict == (words,)
    assert new.bound >= new.objective


def test_the_partners_of_a_host_may_meet_each_other() -> None:
    document = a_hall()
    document["people"][0] |= {"seats": 2, "own_table": True}
    document["pairs"] = [
        pair("ann-bob", "ann", "bob", 3.0),
        pair("ann-cyd", "ann", "cyd", 3.0),
        pair("bob-cyd", "bob", "cyd", 0.4),
    ]
    problem, plan = planned(document)
    assert partners(plan, "ann", "mon-1") == {"bob", "cyd"}
    new = matcher.rematch(problem, plan, "ann", "mon-1")
    assert [meeting.pair for meeting in new.meetings] == ["bob-cyd"]


def test_who_has_no_meeting_there_changes_nothing() -> None:
    problem, plan = planned(a_hall())
    assert matcher.rematch(problem, plan, "dan", "mon-1").meetings == plan.meetings


@pytest.mark.parametrize(("absent", "where"), [("eve", "mon-1"), ("ann", "mon-9")])
def test_unknown_names_are_refused(absent: str, where: str) -> None:
    problem, plan = planned(a_hall())
    with pytest.raises(matcher.Refused, match="is no"):
        matcher.rematch(problem, plan, absent, where)


def test_the_command_writes_the_plan_and_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = a_hall()
    document["pairs"] = document["pairs"][:1]
    problem, plan, new = (str(tmp_path / f"{name}.json") for name in ("problem", "plan", "new"))
    write(tmp_path, document)
    assert main(["solve", problem, "-o", plan]) == 0
    arguments = ["rematch", problem, plan, "--absent", "ann", "--slot", "mon-1", "-o", new]
    assert main(arguments) == 0
    assert "bob already meets everybody" in capsys.readouterr().err
    assert matcher.Plan.read(new).meetings == ()
    assert main([*arguments[:4], "nobody", *arguments[5:]]) == 2


def test_bound_is_proven_anew_where_a_mandatory_pair_no_longer_holds() -> None:
    problem = matcher.Problem.from_json(
        {
            "slots": [slot(0, None), slot(1, None)],
            "people": [{"id": "ann"}, {"id": "bob"}, {"id": "cyd", "unavailable": ["mon-1"]}],
            "pairs": [
                pair("ab", "ann", "bob", 0.1, mandatory=True),
                pair("ac", "ann", "cyd", 0.1, mandatory=True),
                pair("bc", "bob", "cyd", 0.25, after=["ab"]),
            ],
        }
    )
    plan = matcher.solve(problem, work=1, workers=1)
    assert plan.status == "optimal"
    assert plan.bound == pytest.approx(0.2)
    new = matcher.rematch(problem, plan, "ann", "mon-2")
    assert new.objective == pytest.approx(0.35)
    assert matcher.check(matcher.without(problem, "ann", "mon-2"), new) == []
