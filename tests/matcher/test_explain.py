"""Why two people meet, and what stood in the way: true words, and the cheapest way out."""

from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import matcher
from matcher.cli import main
from tests.matcher.documents import pair, plain, problems, slot
from tests.matcher.test_cli import write
from tests.matcher.test_rematch import planned


def with_pair(
    problem: matcher.Problem,
    plan: matcher.Plan,
    entry: str,
    where: str,
    give_way: tuple[str, ...],
) -> matcher.Plan:
    """Return the plan in which some meetings have given way to one of this entry."""
    p = problem.pairs.ids.index(entry)
    people = problem.people
    a, b = int(problem.pairs.a[p]), int(problem.pairs.b[p])
    stay = [meeting for meeting in plan.meetings if meeting.pair not in give_way]
    taken = {meeting.table for meeting in stay if meeting.slot == where}
    own = bool(people.own_table[a] or people.own_table[b])
    table = None if own else next(number for number in range(1, 99) if number not in taken)
    new = matcher.Meeting(entry, people.ids[a], people.ids[b], where, table)
    return matcher.recount(problem, plan, [*stay, new])


def faults(problem: matcher.Problem, plan: matcher.Plan) -> list[str]:
    """Return what is wrong with a plan, its proofs aside."""
    return [fault for fault in matcher.check(problem, plan) if "lies beyond" not in fault]


def cheapest_by_trying(
    problem: matcher.Problem, plan: matcher.Plan, entries: list[str]
) -> float | None:
    """Return the least price of a change, by trying every set of meetings in every slot."""
    names = [meeting.pair for meeting in plan.meetings]
    prices = []
    for entry in entries:
        for where in problem.slots.ids:
            for size in range(len(names) + 1):
                for gone in combinations(names, size):
                    new = with_pair(problem, plan, entry, where, gone)
                    if not faults(problem, new):
                        prices.append(plan.objective - new.objective)
    return min(prices, default=None)


@settings(max_examples=150, deadline=None)
@given(problems(most_people=5, most_pairs=6, most_slots=3))
def test_the_cheapest_change_is_possible_and_none_is_cheaper(document: dict[str, Any]) -> None:
    document["break_spread"] = None
    document["weights"] = {"change": document.get("weights", {}).get("change", 0), "break": 0}
    problem, plan = planned(document)
    if plan.status not in ("optimal", "feasible"):
        return
    people = problem.people.ids
    for a, b in combinations(people, 2):
        found = matcher.explain(problem, plan, a, b)
        assert found.sentences
        assert bool(found.meetings) is any({m.a, m.b} == {a, b} for m in plan.meetings)
        if found.meetings:
            continue
        entries = [
            problem.pairs.ids[p]
            for p in range(len(problem.pairs))
            if {people[problem.pairs.a[p]], people[problem.pairs.b[p]]} == {a, b}
        ]
        least = cheapest_by_trying(problem, plan, entries)
        if least is None:
            assert found.cheapest is None
            continue
        assert found.cheapest is not None
        change = found.cheapest
        new = with_pair(problem, plan, change.pair, change.slot, change.give_way)
        assert faults(problem, new) == []
        assert plan.objective - new.objective == pytest.approx(change.price)
        assert change.price == pytest.approx(least)


def test_a_meeting_is_told_with_its_reasons() -> None:
    document = plain()
    because = [{"signal": "interests", "detail": ["wind", "sun"], "share": 0.75}]
    document["pairs"] = [pair("ann-bob", "ann", "bob", 0.8, because=because, mandatory=True)]
    problem, plan = planned(document)
    found = matcher.explain(problem, plan, "bob", "ann")
    assert found.sentences == (
        "ann and bob meet in slot mon-1 at table 1. It is mandatory.",
        "It is worth 0.800 that they meet.",
        "75% of that is interests: wind, sun.",
    )


def tight(*, tables: int, away: str | None = None) -> dict[str, Any]:
    """Return two slots in which cyd and dan are apart, though nothing else keeps them so."""
    document = plain()
    document["slots"] = [slot(0, 2), slot(1, tables)]
    document["people"][0]["unavailable"] = ["mon-2"]
    document["pairs"] = [
        pair("ann-cyd", "ann", "cyd", 0.9, slots=["mon-1"]),
        pair("bob-dan", "bob", "dan", 0.9, slots=["mon-1"]),
        pair("cyd-dan", "cyd", "dan", 0.2),
    ]
    if away:
        document["people"][2]["unavailable"] = [away]
    return document


def test_tables_that_are_taken_are_named_with_the_slot_where_both_are_free() -> None:
    problem, plan = planned(tight(tables=0))
    found = matcher.explain(problem, plan, "cyd", "dan")
    assert found.sentences == (
        "Both are free only in slot mon-2, when there is no table.",
        "They could meet in slot mon-1 if ann-cyd and bob-dan gave way, which would cost 1.600.",
    )
    assert found.obstacles[1] == ("mon-2", ("There is no table in slot mon-2.",))


def test_absence_is_named_and_what_would_free_them() -> None:
    document = tight(tables=1, away="mon-2")
    document["pairs"][0]["mandatory"] = True
    problem, plan = planned(document)
    found = matcher.explain(problem, plan, "cyd", "dan")
    assert found.sentences == (
        "In the one slot that would suit both, one of them has a meeting.",
        "They could meet if this did not hold: cyd is unavailable in slot mon-2.",
    )


def test_two_who_are_no_pair_are_told_so() -> None:
    problem, plan = planned(tight(tables=1))
    found = matcher.explain(problem, plan, "ann", "dan")
    assert "are no pair" in found.text()
    assert found.cheapest is None


@pytest.mark.parametrize(("a", "b"), [("ann", "eve"), ("ann", "ann")])
def test_unknown_people_are_refused(a: str, b: str) -> None:
    problem, plan = planned(plain())
    with pytest.raises(matcher.Refused):
        matcher.explain(problem, plan, a, b)


def test_the_command_tells_it_in_words_and_as_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem, plan = write(tmp_path, tight(tables=0)), str(tmp_path / "plan.json")
    assert main(["solve", problem, "-o", plan]) == 0
    capsys.readouterr()
    assert main(["explain", problem, plan, "cyd", "dan"]) == 0
    assert "when there is no table" in capsys.readouterr().out
    assert main(["explain", problem, plan, "cyd", "dan", "--json"]) == 0
    assert '"give_way": ["ann-cyd", "bob-dan"]' in capsys.readouterr().out
    assert main(["explain", problem, plan, "cyd", "nobody"]) == 2
