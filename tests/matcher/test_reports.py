"""The report: shares, envy up to one meeting, and what profiles add."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

import matcher
import matcher.envy
from benchmarks.families import make_problem
from matcher.board import make_board
from matcher.cli import main
from matcher.envy import envious
from matcher.placements import slots_of
from matcher.shares import own_affinity, worth_of
from tests.matcher.documents import pair, problems, slot


def who_envies(document: dict[str, Any], plan: matcher.Plan) -> set[str]:
    """Return the envious by the definition, one person and one other after another.

    Every pair must have one worth, and be usable.
    """
    ids = [person["id"] for person in document["people"]]
    most = {person["id"]: person.get("max_meetings") for person in document["people"]}
    worth: dict[tuple[str, str], float] = {}
    for entry in document["pairs"]:
        for i, k in ((entry["a"], entry["b"]), (entry["b"], entry["a"])):
            worth[i, k] = max(worth.get((i, k), 0.0), entry["affinity"])
    entries = {entry["id"]: entry for entry in document["pairs"]}
    partners: dict[str, set[str]] = {name: set() for name in ids}
    own = dict.fromkeys(ids, 0.0)
    for meeting in plan.meetings:
        partners[meeting.a].add(meeting.b)
        partners[meeting.b].add(meeting.a)
        for name in (meeting.a, meeting.b):
            own[name] += entries[meeting.pair]["affinity"]
    found = set()
    for i in ids:
        for j in ids:
            liked = sorted((worth.get((i, k), 0.0) for k in partners[j] if i != j), reverse=True)
            limit = len(document["slots"]) if most[i] is None else most[i]
            if sum(liked[1:][:limit]) > own[i] + 1e-9:
                found.add(i)
    return found


def envious_names(problem: matcher.Problem, plan: matcher.Plan) -> set[str]:
    """Return the envious as the report counts them."""
    board, slots = make_board(problem), slots_of(problem, plan)
    found = envious(board, worth_of(problem, board), own_affinity(problem, slots), slots)
    return {problem.people.ids[i] for i in found}


def hub() -> dict[str, Any]:
    """Return somebody whom nobody can match, though they like all whom another one meets."""
    names = ["ann", "bob", "cyd", "dan", "eve"]
    return {
        "slots": [slot(0), slot(1), slot(2)],
        "people": [{"id": name} for name in names],
        "pairs": [
            *(pair(f"a{name}", "ann", name, 1.0) for name in names[1:4]),
            *(pair(f"e{name}", "eve", name, 0.5) for name in names[1:4]),
        ],
    }


def placed(problem: matcher.Problem, *places: tuple[str, str]) -> matcher.Plan:
    """Return a plan of (pair, slot) with its true figures."""
    pairs, people = problem.pairs, problem.people
    meetings = []
    for table, (name, where) in enumerate(places, 1):
        p = pairs.ids.index(name)
        a, b = people.ids[pairs.a[p]], people.ids[pairs.b[p]]
        meetings.append(matcher.Meeting(name, a, b, where, table))
    plan = matcher.Plan("feasible", bound=100.0)
    return matcher.recount(problem, plan, meetings)


def test_envy_begins_beyond_one_meeting() -> None:
    problem = matcher.Problem.from_json(hub())
    one = placed(problem, ("abob", "mon-1"))
    two = placed(problem, ("abob", "mon-1"), ("acyd", "mon-2"))
    enough = placed(problem, ("abob", "mon-1"), ("acyd", "mon-2"), ("edan", "mon-1"))
    assert [matcher.report(problem, plan).envious for plan in (one, two, enough)] == [0, 1, 0]
    assert envious_names(problem, two) == {"eve"}


def test_no_more_partners_are_envied_than_one_may_meet() -> None:
    document = hub()
    document["people"][4]["max_meetings"] = 1
    problem = matcher.Problem.from_json(document)
    three = [(f"a{name}", f"mon-{k}") for k, name in enumerate(("bob", "cyd", "dan"), 1)]
    plan = placed(problem, *three[:2], ("edan", "mon-3"))
    assert envious_names(problem, plan) == set()
    assert envious_names(problem, placed(problem, *three)) == {"eve"}


@pytest.mark.parametrize("at_once", [1, 50, 10**6])
def test_envy_agrees_with_its_definition(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher.envy, "_AT_ONCE", at_once)
    problem = make_problem("loose", 40, candidates=20)
    plan = matcher.solve(problem, work=0.1, workers=1)
    # Every third meeting is left, so that there is something to envy.
    rare = matcher.recount(problem, plan, plan.meetings[::3])
    expected = who_envies(problem.to_json(), rare)
    assert expected
    assert envious_names(problem, rare) == expected


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(document=problems())
def test_report_counts_any_plan(document: dict[str, Any]) -> None:
    problem = matcher.Problem.from_json(document)
    plan = matcher.solve(problem, work=0.1, workers=1)
    if plan.status in ("unknown", "infeasible"):
        return
    found = matcher.report(problem, plan)
    assert 0 <= found.worst_share <= found.low_share <= 1 + 1e-9
    assert sum(found.meetings_each.values()) == found.people
    assert json.loads(json.dumps(found.to_json()))["envious"] <= found.possible


def profiles() -> dict[str, Any]:
    """Return the profiles of those in `hub`, eve aside, and of one more."""
    return {
        "people": [
            {"id": "ann", "role": "buyer", "wants": ["bob", "dan"], "met": ["dan"]},
            {"id": "bob", "role": "seller", "wants": ["ann"]},
            {"id": "cyd", "role": "seller", "wants": ["ann", "fay"]},
            {"id": "dan", "role": "seller"},
            {"id": "fay", "role": "seller", "wants": ["ann"]},
        ],
    }


def test_profiles_add_wishes_roles_and_newcomers() -> None:
    problem = matcher.Problem.from_json(hub())
    plan = placed(problem, ("abob", "mon-1"), ("acyd", "mon-2"), ("edan", "mon-1"))
    found = matcher.report(problem, plan, matcher.People.from_json(profiles())).to_json()
    # ann and bob want each other; ann wants dan, cyd wants ann; fay is not there.
    assert found["wishes"] == {
        "one_sided": 2, "one_sided_met": 1, "mutual": 1, "mutual_met": 1,
    }  # fmt: skip
    assert {role: group["people"] for role, group in found["roles"].items()} == {
        "": 1, "buyer": 1, "seller": 3,
    }  # fmt: skip
    assert found["roles"]["seller"] == {
        "people": 3,
        "served": 3,
        "meetings_each": 1.0,
        "worst_share": pytest.approx(0.5 / 1.5),
        "median_share": pytest.approx(1.0 / 1.5),
        "floor_people": 0,
        "floor_met": 0,
    }
    # ann met dan, so that neither is new; of eve nothing is known.
    assert found["newcomers"]["newcomers"]["people"] == 2
    assert found["newcomers"]["others"]["people"] == 3


def test_newcomers_are_left_out_where_nobody_met() -> None:
    problem = matcher.Problem.from_json(hub())
    people = profiles()
    del people["people"][0]["met"]
    found = matcher.report(problem, placed(problem), matcher.People.from_json(people))
    assert found.newcomers is None
    assert "newcomers" not in found.text()
    assert matcher.report(problem, placed(problem)).wishes is None


def test_the_command_reads_profiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {name: str(tmp_path / f"{name}.json") for name in ("problem", "plan", "people")}
    problem = matcher.Problem.from_json(hub())
    problem.write(files["problem"])
    placed(problem, ("abob", "mon-1"), ("acyd", "mon-2")).write(files["plan"])
    matcher.People.from_json(profiles()).write(files["people"])
    command = ["report", files["problem"], files["plan"]]
    assert main([*command, "--people", files["people"]]) == 0
    text = capsys.readouterr().out
    assert "1 of 5 people envy somebody up to one meeting" in text
    assert "Wishes met: 1 of 1 mutual ones, 1 of 2 one-sided ones." in text
    assert "  seller: 3 people, 2 with a meeting, 0.7 meetings each;" in text
    assert "  newcomers: 2 people" in text
    assert main([*command, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["roles"] is None
    assert main([*command, "--people", files["plan"]]) == 2


def test_shares_of_pairs_bound_to_slots_count_usable_slots_only() -> None:
    document = hub()
    document["people"][0]["unavailable"] = ["mon-1"]
    document["pairs"][0] = pair("abob", "ann", "bob", slots={"mon-1": 9.0, "mon-2": 1.0})
    del document["pairs"][0]["affinity"]
    problem = matcher.Problem.from_json(document)
    plan = placed(problem, ("abob", "mon-2"), ("acyd", "mon-3"))
    board = make_board(problem)
    assert worth_of(problem, board)[0] == 1.0
    assert matcher.report(problem, plan).roles is None
    assert np.allclose(own_affinity(problem, slots_of(problem, plan)), [2.0, 1.0, 1.0, 0.0, 0.0])
