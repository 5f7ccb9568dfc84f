"""What only a whole plan fulfils: an offer to the search that lacks it is not taken."""

from typing import Any

import numpy as np

import matcher
from matcher.budget import Budget
from matcher.search import Search
from tests.matcher.documents import pair, plain, slot


def taken(document: dict[str, Any], **placed: int) -> bool:
    """Say whether the search of a problem takes placements, pair → slot."""
    problem = matcher.Problem.from_json(document)
    search = Search(problem, Budget(1.0), 0.0, 0, 1, None)
    slots = np.full(len(problem.pairs), -1, np.int32)
    for name, where in placed.items():
        slots[list(problem.pairs.ids).index(name.replace("_", "-"))] = where
    return search.offer(slots)


def test_a_plan_has_all_mandatory_pairs() -> None:
    document = plain()
    document["pairs"][0]["mandatory"] = True
    assert not taken(document, cyd_dan=0)
    assert taken(document, ann_bob=1, cyd_dan=0)


def test_a_plan_has_all_pins() -> None:
    document = plain()
    document["kept"] = [{"pair": "ann-bob", "slot": "mon-1", "pinned": True}]
    assert not taken(document, cyd_dan=0)
    assert taken(document, ann_bob=0)


def test_a_plan_keeps_breaks_close() -> None:
    document = plain()
    document["slots"] = [slot(0), slot(1), slot(2)]
    document["break_spread"] = 0
    assert not taken(document, ann_bob=0, ann_cyd=2)
    assert taken(document, ann_bob=0, ann_cyd=1)


def test_a_better_plan_is_taken_and_a_worse_one_is_not() -> None:
    document = plain()
    document["pairs"] = [pair("low", "ann", "bob", 0.2), pair("high", "cyd", "dan", 0.9)]
    problem = matcher.Problem.from_json(document)
    search = Search(problem, Budget(1.0), 0.0, 0, 1, None)
    assert search.offer(np.array([-1, 0], np.int32))
    assert not search.offer(np.array([0, -1], np.int32))
    assert search.objective == 0.9
