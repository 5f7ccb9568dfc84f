"""Each peer: valid plans, and the plan that its way of planning must make."""

import importlib
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

import matcher
from benchmarks.families import make_problem
from benchmarks.judge import judge
from benchmarks.peers import Answer, NotApplicable
from benchmarks.peers.visits import sides_of
from tests.matcher.documents import pair, plain, slot

SECONDS = 3.0


def place(name: str, document: dict[str, Any]) -> Answer:
    if name == "visits":
        return place_apart(document)
    peer = importlib.import_module(f"benchmarks.peers.{name}")
    found: Answer = peer.place(document, SECONDS)
    return found


def place_apart(document: dict[str, Any]) -> Answer:
    """Run the visit day in its own process: HiGHS and OR-Tools do not live in one."""
    if importlib.util.find_spec("grad_visit_scheduler") is None:
        pytest.skip("only `make bench` installs grad-visitor-scheduler")
    with tempfile.TemporaryDirectory() as folder:
        problem, placed = Path(folder, "problem.json"), Path(folder, "placed.json")
        problem.write_text(json.dumps(document))
        command = [sys.executable, "-m", "benchmarks.peers", "visits", str(problem), str(placed)]
        subprocess.run(command, check=True)
        said = json.loads(placed.read_text())
    return Answer([(pair, slot) for pair, slot in said["placed"]])


def chain() -> dict[str, Any]:
    """Four people in a row, of whom greedy takes the middle pair and leaves the outer two."""
    document: dict[str, Any] = plain()
    document["slots"] = [slot(0, 2)]
    document["pairs"] = [
        pair("left", "ann", "bob", 0.8),
        pair("middle", "bob", "cyd", 0.9),
        pair("right", "cyd", "dan", 0.8),
    ]
    return document


@pytest.mark.parametrize("family", ["loose", "floors", "bipartite", "exhibitors"])
@pytest.mark.parametrize("name", ["greedy", "blossom", "naive"])
def test_peer_makes_a_valid_plan_that_is_worth_something(name: str, family: str) -> None:
    problem = make_problem(family, 20, candidates=6)
    verdict = judge(problem, place(name, problem.to_json()).placed)
    assert verdict.faults == ()
    assert verdict.objective > 0


@pytest.mark.parametrize("family", ["bipartite", "exhibitors"])
def test_visit_day_makes_a_valid_plan(family: str) -> None:
    problem = make_problem(family, 20, candidates=4)
    verdict = judge(problem, place("visits", problem.to_json()).placed)
    assert verdict.faults == ()
    assert verdict.objective > 0


@pytest.mark.parametrize(
    ("name", "placed"),
    [
        ("greedy", {"middle"}),
        ("blossom", {"left", "right"}),
        ("naive", {"left", "right"}),
        ("visits", {"left", "right"}),
    ],
)
def test_peer_plans_in_its_own_way(name: str, placed: set[str]) -> None:
    assert {pair for pair, _slot in place(name, chain()).placed} == placed


@pytest.mark.parametrize("name", ["greedy", "blossom", "naive", "visits"])
def test_peer_leaves_out_the_cheapest_where_tables_are_few(name: str) -> None:
    document = chain() | {"slots": [slot(0, 1)]}
    document["pairs"] = [pair("left", "ann", "bob", 0.7), pair("right", "cyd", "dan", 0.8)]
    assert place(name, document).placed == [("right", "mon-1")]


@pytest.mark.parametrize("name", ["greedy", "blossom", "naive", "visits"])
def test_host_takes_as_many_as_there_are_seats(name: str) -> None:
    document = chain() | {"slots": [slot(0, 0)]}
    document["people"] = [
        {"id": "ann", "seats": 2, "own_table": True}, {"id": "bob"}, {"id": "cyd"}, {"id": "dan"},
    ]  # fmt: skip
    document["pairs"] = [
        pair(f"to-{guest}", "ann", guest, worth)
        for guest, worth in (("bob", 0.3), ("cyd", 0.9), ("dan", 0.5))
    ]
    assert {name for name, _slot in place(name, document).placed} == {"to-cyd", "to-dan"}


def test_naive_model_finds_the_optimum_and_its_bound() -> None:
    problem = make_problem("tiny", 12, candidates=6)
    answer = place("naive", problem.to_json())
    best = matcher.solve(problem, work=10)
    assert best.status == "optimal"
    assert judge(problem, answer.placed).objective == pytest.approx(best.objective, abs=1e-4)
    assert answer.bound is not None
    assert best.objective <= answer.bound <= best.objective + 1e-3


def test_naive_model_puts_floors_first() -> None:
    document = chain() | {"slots": [slot(0, 1)]}
    document["people"] = [
        {"id": "ann", "floor": 1}, {"id": "bob"}, {"id": "cyd"}, {"id": "dan"},
    ]  # fmt: skip
    answer = place("naive", document)
    assert answer.placed == [("left", "mon-1")]
    assert answer.bound is None


@pytest.mark.parametrize("name", ["greedy", "blossom", "naive"])
@pytest.mark.parametrize(
    "changes",
    [
        {"weights": {"break": 1}},
        {"break_spread": 2},
        {"kept": [{"pair": "left", "slot": "mon-1", "pinned": True}]},
        {"pairs": [pair("left", "ann", "bob", mandatory=True)]},
        {"pairs": [pair("left", "ann", "bob", slots=["mon-1"])]},
    ],
)
def test_peer_refuses_rules_that_it_does_not_know(name: str, changes: dict[str, Any]) -> None:
    with pytest.raises(NotApplicable):
        place(name, chain() | changes)


def test_visit_day_applies_only_to_two_sides() -> None:
    with pytest.raises(NotApplicable, match="two sides only"):
        sides_of(plain())
    document = make_problem("exhibitors", 40, candidates=6).to_json()
    stands = {person["id"] for person in document["people"] if person["own_table"]}
    visitors, hosts = sides_of(document)
    assert set(hosts) <= stands
    assert not stands & set(visitors)
