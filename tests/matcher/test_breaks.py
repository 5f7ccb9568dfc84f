"""Breaks in the exact model, where some or all pairs are mandatory, against enumeration."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matcher
from matcher.bounds import stay_bonus
from tests.matcher.brute import best_of
from tests.matcher.documents import pair
from tests.matcher.examples import examples
from tests.matcher.generated import Document, make_document
from tests.matcher.judge import broken_rules, worth_of
from tests.matcher.test_exact import exactly

BESIDE = ("unavailable", "slots", "after", "few_tables", "days", "seats", "twins", "pinned")
"""What is on or off beside breaks."""


@st.composite
def problems_of_breaks(draw: st.DrawFn) -> Document:
    """Draw a tiny problem in which breaks cost, may be spread, and pairs are mandatory."""
    chance = Random(draw(st.integers(0, 2**32)))
    on = frozenset(one for one in BESIDE if chance.random() < 0.25)
    slots = draw(st.integers(3, 4))
    document = make_document(chance, on, draw(st.integers(3, 5)), 9 - slots, slots)
    document["weights"] = {"break": draw(st.sampled_from([0.1, 1, 5]))}
    document["break_spread"] = draw(st.sampled_from([None, 0, 1]))
    share = draw(st.sampled_from([0.5, 1, 1]))
    for entry in document["pairs"]:
        entry["mandatory"] = chance.random() < share
    return document


@examples(100)
@given(document=problems_of_breaks())
def test_the_exact_model_counts_breaks_as_enumeration_does(document: Document) -> None:
    problem = matcher.Problem.from_json(document)
    found, placed = exactly(problem)
    best = best_of(document)
    assert found.infeasible == (best is None)
    if best is None:
        return
    assert list(broken_rules(document, placed)) == []
    assert worth_of(document, placed).objective == pytest.approx(best.objective, abs=1e-6)
    assert found.worth is not None
    assert found.worth - stay_bonus(problem) == pytest.approx(best.objective, abs=1e-6)


def visits(allowed: list[list[int]]) -> Document:
    """Return a day of eight slots on which Ann meets a person for each list of slots."""
    slots = [
        {"id": f"s{k}", "start": f"2027-05-10T09:{5 * k:02d}:00Z", "minutes": 5} for k in range(8)
    ]
    names = [f"p{k}" for k in range(len(allowed))]
    return {
        "slots": slots,
        "people": [{"id": name} for name in ("ann", *names)],
        "pairs": [
            pair(name, "ann", name, mandatory=True, slots=[f"s{k}" for k in where])
            for name, where in zip(names, allowed, strict=True)
        ],
        "weights": {"break": 1},
    }


@pytest.mark.parametrize(
    ("allowed", "breaks"),
    [
        ([[0, 1], [1, 2], [2, 3]], 0),
        ([[0, 1], [1, 2], [3, 4]], 0),
        ([[0, 1], [1], [4, 5]], 1),
        ([[0], [1, 7], [3], [6, 7]], 2),
        ([[0], [7]], 1),
        ([[3, 4], [3, 4], [3, 4, 5], [7]], 1),
    ],
)
def test_a_day_has_as_few_breaks_as_its_slots_allow(allowed: list[list[int]], breaks: int) -> None:
    document = visits(allowed)
    found, placed = exactly(matcher.Problem.from_json(document))
    assert worth_of(document, placed).breaks == breaks
    assert found.worth == pytest.approx(len(allowed) - breaks, abs=1e-6)


def test_a_spread_that_mandatory_pairs_rule_out_is_infeasible() -> None:
    document = visits([[0], [3], [7]]) | {"break_spread": 1}
    assert exactly(matcher.Problem.from_json(document))[0].infeasible


@pytest.mark.parametrize("spare", [0, 1])
def test_few_and_many_tables_give_the_same_proof(spare: int) -> None:
    document = visits([[0, 1], [1, 2], [4, 5], [7]])
    for slot, needed in zip(document["slots"], [1, 1, 0, 0, 1, 0, 0, 1], strict=True):
        slot["tables"] = needed + spare
    found, placed = exactly(matcher.Problem.from_json(document))
    assert found.worth == pytest.approx(4 - worth_of(document, placed).breaks, abs=1e-6)
    assert worth_of(document, placed).breaks == 2
