"""Plans of small problems made by hand; generated ones are judged in `test_generated`."""

import pytest

import matcher
from tests.matcher.documents import pair, plain, slot


def test_solve_plans_everyone_of_a_plain_problem() -> None:
    problem = matcher.Problem.from_json(plain())
    plan = matcher.solve(problem)
    assert plan.status == "optimal"
    assert len(plan.meetings) == 4
    assert sorted(meeting.table or 0 for meeting in plan.meetings) == [1, 1, 2, 2]


def test_same_work_and_seed_give_the_same_plan() -> None:
    problem = matcher.Problem.from_json(plain())
    first, second = (matcher.solve(problem, work=0.5, seed=7, workers=1) for _ in range(2))
    assert first.meetings == second.meetings


def test_start_is_never_lost() -> None:
    problem = matcher.Problem.from_json(plain())
    best = matcher.solve(problem)
    again = matcher.solve(problem, time_limit=0, start=best)
    assert again.objective >= best.objective - 1e-9


def test_progress_can_stop_the_search() -> None:
    seen: list[tuple[float, float, float]] = []

    def stop(incumbent: float, bound: float, seconds: float) -> bool:
        seen.append((incumbent, bound, seconds))
        return True

    problem = matcher.Problem.from_json(plain())
    plan = matcher.solve(problem, progress=stop)
    assert seen
    assert matcher.check(problem, plan) == []


def test_clashing_pins_are_proven_infeasible_in_words() -> None:
    document = plain()
    document["kept"] = [
        {"pair": "ann-bob", "slot": "mon-1", "pinned": True},
        {"pair": "ann-cyd", "slot": "mon-1", "pinned": True},
    ]
    plan = matcher.solve(matcher.Problem.from_json(document))
    assert plan.status == "infeasible"
    assert plan.conflict == (
        "Pair ann-bob (ann and bob) is pinned to slot mon-1.",
        "Pair ann-cyd (ann and cyd) is pinned to slot mon-1.",
        "ann has 1 seat in slot mon-1.",
    )


@pytest.mark.parametrize(
    ("tables", "own", "words"),
    [
        ((1, 1, 1), None, "4 mandatory or pinned pairs can only meet in all slots, which have 3"),
        (
            (1, 2, 9),
            ["mon-2", "mon-1"],
            "4 mandatory or pinned pairs can only meet in slots mon-1, mon-2, which have 3",
        ),
    ],
)
def test_too_few_tables_are_told_by_their_number(
    tables: tuple[int, ...], own: list[str] | None, words: str
) -> None:
    document = plain() | {"slots": [slot(k, most) for k, most in enumerate(tables)]}
    two = [("ann", "bob"), ("cyd", "dan"), ("ann", "cyd"), ("bob", "dan")]
    document["pairs"] = [pair(a + b, a, b, mandatory=True, slots=own) for a, b in two]
    plan = matcher.solve(matcher.Problem.from_json(document))
    assert (plan.status, plan.conflict) == ("infeasible", (f"{words} tables in all.",))


def test_order_counts_only_where_both_are_placed() -> None:
    document = plain()
    document["slots"] = [slot(0, 1)]
    document["pairs"] = [
        pair("first", "ann", "bob", 0.2),
        pair("second", "cyd", "dan", 0.9, after=["first"]),
    ]
    plan = matcher.solve(matcher.Problem.from_json(document))
    assert [meeting.pair for meeting in plan.meetings] == ["second"]
