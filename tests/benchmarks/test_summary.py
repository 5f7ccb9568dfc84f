"""Results put together: where the engine is below, what is wrong, and the page that says it."""

from benchmarks.business import Solved
from benchmarks.contest import Result
from benchmarks.judge import Verdict
from benchmarks.measure import Run
from benchmarks.page import Setting, write_page
from benchmarks.summary import below, defects, rows_of

RUN = Run(0, 2.0, 100.0)


def result(entrant: str, objective: float, seed: int = 0, **more: object) -> Result:
    verdict = Verdict((), 5, objective, shortfall=0, worst=0.5)
    return Result("loose", 100, seed, entrant, RUN, verdict, **more)  # type: ignore[arg-type]


def test_below_names_each_plan_that_is_worth_less() -> None:
    results = [
        result("eventnet", 9.0, bound=10.0),
        result("greedy", 8.0),
        result("blossom", 9.5),
        result("eventnet", 9.0, seed=1, bound=10.0),
        result("greedy", 9.0, seed=1),
    ]
    assert below(results) == (["loose, seed 0: below blossom"], 3)
    assert defects(results) == []


def test_plan_beyond_a_proven_bound_is_a_defect() -> None:
    results = [result("eventnet", 9.0, bound=9.1), result("naive", 9.2, bound=9.4)]
    assert defects(results) == ["loose, seed 0, naive: 9.2 is beyond the bound 9.1"]


def test_invalid_plan_is_a_defect_and_has_no_share() -> None:
    broken = Result("loose", 100, 0, "greedy", RUN, Verdict(("ann is in two places",)))
    results = [result("eventnet", 9.0, bound=10.0), broken]
    assert defects(results) == ["loose, seed 0, greedy: ann is in two places"]
    assert [row.shares for row in rows_of(results)["loose"]] == [(0.9,), ()]


def test_shares_are_of_the_least_bound_of_the_problem() -> None:
    rows = rows_of(
        [
            result("eventnet", 9.0, bound=10.0),
            result("naive", 8.0, bound=9.6),
            result("eventnet", 9.0, seed=1, bound=9.0, proven=True),
        ]
    )
    assert [row.entrant for row in rows["loose"]] == ["eventnet", "naive"]
    assert rows["loose"][0].shares == (9.0 / 9.6, 1.0)
    assert (rows["loose"][0].proven, rows["loose"][0].runs) == (1, 2)


def test_page_says_figures_and_why_there_are_none() -> None:
    lost = Result("loose", 100, 0, "visits", RUN, why_not="not installed (grad_visit_scheduler)")
    results = [result("eventnet", 9.0, bound=10.0), lost]
    solved = Solved("tic-13.original", "feasible", 3, 0, 1, RUN, ())
    setting = Setting("command --here", 100, 10, 1, load=7.5)
    page = write_page(setting, rows_of(results), ["loose, seed 0: below greedy"], 2, [solved])
    assert "| eventnet | 90.00 % | 50% | 2.0 | 100 |" in page
    assert "| grad-visitor-scheduler | not installed (grad_visit_scheduler) |" in page
    assert "| tic-13.original | feasible | 3 | 0 | 1 | 2 | 2.0 | 100 |" in page
    assert "1 of 2 comparisons. Below: loose, seed 0: below greedy." in page
    assert "command --here" in page
    assert "a load of 7.5" in page
