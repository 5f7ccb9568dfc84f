"""The judge: it counts a good plan right, and refuses every broken one."""

import pytest

import matcher
from benchmarks.judge import Verdict, judge
from tests.matcher.documents import pair, plain, slot


def problem(**changes: object) -> matcher.Problem:
    return matcher.Problem.from_json(plain() | changes)


GOOD = [("ann-bob", "mon-1"), ("cyd-dan", "mon-1"), ("ann-cyd", "mon-2")]


def test_good_plan_is_counted() -> None:
    verdict = judge(problem(), GOOD)
    assert verdict.faults == ()
    assert verdict.meetings == 3
    assert verdict.objective == pytest.approx(0.5 + 0.75 + 0.55)
    assert verdict.worst == pytest.approx(0.5 / (0.5 + 0.65 + 0.7 - 0.5))  # bob: two slots


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        ([*GOOD, ("ann-bob", "mon-2")], "places pair 'ann-bob' twice"),
        ([("ann-bob", "mon-1"), ("ann-cyd", "mon-1")], "ann has 2 meetings in slot mon-1"),
        ([("ann-eve", "mon-1")], "ann-eve"),
        ([("ann-bob", "noon")], "noon"),
    ],
)
def test_broken_plan_is_refused(placed: list[tuple[str, str]], said: str) -> None:
    verdict = judge(problem(), placed)
    assert any(said in fault for fault in verdict.faults)


def test_more_meetings_than_tables_are_refused() -> None:
    one_table = problem(slots=[slot(0, 1), slot(1, 1)])
    assert judge(one_table, GOOD[:1]).faults == ()
    assert judge(one_table, GOOD[:2]).faults != ()


def test_stand_needs_no_table() -> None:
    people = [{"id": "ann", "own_table": True}, {"id": "bob"}]
    stand = problem(people=people, slots=[slot(0, 0)], pairs=[pair("x", "ann", "bob")])
    assert judge(stand, [("x", "mon-1")]).faults == ()


def test_missing_to_a_floor_is_counted_and_weighs_more_than_worth() -> None:
    people = [{"id": name, "floor": 1} for name in ("ann", "bob", "cyd", "dan")]
    floors = problem(people=people)
    fewer, more = judge(floors, [("cyd-dan", "mon-1")]), judge(floors, GOOD[:2])
    assert (fewer.shortfall, more.shortfall) == (2, 0)
    rich = Verdict((), 9, 99.0, shortfall=1)
    assert rich.is_below(more)
    assert not more.is_below(rich)
    assert not more.is_below(more)
