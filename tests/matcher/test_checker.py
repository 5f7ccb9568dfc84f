"""The checker names every kind of violation; plans are spoilt one by one."""

import dataclasses
from typing import Any

import pytest

import matcher
from tests.matcher.documents import pair, slot


def document() -> dict[str, Any]:
    """Return five people, three slots, one of them with an own table."""
    return {
        "slots": [slot(0, 1), slot(1, 1), slot(2, 1)],
        "people": [
            {"id": "ann", "max_meetings": 2},
            {"id": "bob", "unavailable": ["mon-3"]},
            {"id": "cyd"},
            {"id": "dan", "own_table": True, "floor": 1},
        ],
        "pairs": [
            pair("ab", "ann", "bob", 0.5, slots=["mon-1", "mon-3"]),
            pair("ac", "ann", "cyd", 0.6, after=["ab"]),
            pair("ad", "ann", "dan", 0.7),
            pair("cd", "cyd", "dan", 0.8, mandatory=True),
            pair("bc", "bob", "cyd", 0.9),
        ],
        "kept": [{"pair": "cd", "slot": "mon-1", "pinned": True}],
    }


ROWS = {
    "ab": ("ann", "bob"),
    "ac": ("ann", "cyd"),
    "ad": ("ann", "dan"),
    "cd": ("cyd", "dan"),
    "bc": ("bob", "cyd"),
}


def plan(*placed: str, **figures: Any) -> matcher.Plan:
    """Return a plan of `pair@slot@table` texts with true figures."""
    meetings = []
    for text in placed:
        name, where, table = text.split("@")
        a, b = ROWS[name]
        number = int(table) if table else None
        meetings.append(matcher.Meeting(name, a, b, f"mon-{where}", number))
    worth = {"ab": 0.5, "ac": 0.6, "ad": 0.7, "cd": 0.8, "bc": 0.9}
    total = sum(worth[meeting.pair] for meeting in meetings)
    made = matcher.Plan("feasible", tuple(meetings), total, total, bound=9.0)
    return dataclasses.replace(made, **figures)


def test_a_valid_plan_has_no_violation() -> None:
    problem = matcher.Problem.from_json(document())
    assert matcher.check(problem, plan("cd@1@", "ab@1@1", "ac@2@1")) == []


@pytest.mark.parametrize(
    ("spoilt", "violation"),
    [
        (plan("cd@1@", "cd@1@"), "Pair cd is placed 2 times."),
        (plan("cd@1@", "ad@1@"), "dan has 2 meetings in slot mon-1 and 1 seats."),
        (plan("cd@1@", "ab@3@1"), "bob is unavailable in slot mon-3."),
        (
            plan("cd@1@", "ab@1@1", "ac@2@1", "ad@3@"),
            "ann has 3 meetings and may have 2.",
        ),
        (plan("cd@1@7"), "Meeting cd has table 7 and needs none."),
        (plan("cd@1@", "ab@1@"), "Meeting ab has no table."),
        (plan("cd@1@", "ab@1@2"), "Meeting ab is at table 2, which is not there."),
        (plan("cd@1@", "ac@2@0"), "Meeting ac is at table 0, which is not there."),
        (plan("ab@1@1", shortfall=1), "The mandatory pair cd is not placed."),
        (plan("cd@1@", "ab@2@1"), "Pair ab may not be in slot mon-2."),
        (plan("cd@2@"), "Pair cd is not in slot mon-1, where it is pinned."),
        (plan("cd@1@", affinity=2.0), "The plan says affinity 2, and its meetings make 0.8."),
        (plan("cd@1@", objective=0.9), "The plan says objective 0.9, and its meetings make 0.8."),
        (plan("cd@1@", breaks=1), "The plan says breaks 1, and its meetings make 0."),
        (plan("cd@1@", changes=1), "The plan says changes 1, and its meetings make 0."),
        (plan("cd@1@", shortfall=1), "The plan says shortfall 1, and its meetings make 0."),
        (plan("cd@1@", bound=0.5), "The objective 0.8 lies beyond the bound 0.5."),
        (plan("cd@1@", shortfall_bound=1), "The shortfall 0 lies beyond its bound 1."),
    ],
)
def test_check_names_the_violation(spoilt: matcher.Plan, violation: str) -> None:
    assert violation in matcher.check(matcher.Problem.from_json(document()), spoilt)


def test_check_names_order_tables_and_spread() -> None:
    entries = document()
    entries["slots"] = [slot(0, 1), slot(1, 1), slot(2, 1), slot(3, 1)]
    entries["break_spread"] = 0
    problem = matcher.Problem.from_json(entries)
    found = matcher.check(problem, plan("cd@1@", "ab@1@1", "ac@1@1", "bc@3@2"))
    assert "Pair ac is not after pair ab." in found
    assert "Slot mon-1 has 2 meetings at shared tables and 1 tables." in found
    assert "Table 1 has 2 meetings in slot mon-1." in found
    assert "Breaks range from 0 to 1, and may differ by 0." in found


def test_check_names_what_is_unknown() -> None:
    stranger = matcher.Plan("feasible", (matcher.Meeting("zz", "ann", "bob", "mon-9", 1),))
    assert matcher.check(matcher.Problem.from_json(document()), stranger) == [
        "Meeting zz is of no pair of the problem.",
        "Meeting zz is in the unknown slot mon-9.",
    ]
