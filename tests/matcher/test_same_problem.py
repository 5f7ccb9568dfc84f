"""Problems that must have the same answer, or none that is worse, told in another way.

For proven optima and for `matcher.bound` the answer is the same within 10⁻⁶. The bound of a
search that ended early is only as good as the search, so of such bounds it is asked that each
holds for the plans of the other telling too.
"""

import copy
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import matcher
from tests.matcher.documents import plain
from tests.matcher.examples import examples
from tests.matcher.generated import Document, some_problems, tiny_problems
from tests.matcher.test_generated import ENOUGH, LITTLE, planned

SCALES = [1e-90, 1e-9, 1e9, 1e90]
PLANNED = ("optimal", "feasible")
seeds = st.integers(0, 2**32)


def told_otherwise(document: Document, chance: Random) -> Document:
    """Return the problem with other names of people, pairs and slots, in another order."""
    new = copy.deepcopy(document)
    people, pairs, slots = (_names(new[key], chance) for key in ("people", "pairs", "slots"))
    for slot in new["slots"]:
        slot["id"] = slots[slot["id"]]
    for person in new["people"]:
        person["id"] = people[person["id"]]
        person["unavailable"] = [slots[one] for one in person.get("unavailable", ())]
    for entry in new["pairs"]:
        entry["id"] = pairs[entry["id"]]
        entry["a"], entry["b"] = chance.sample((people[entry["a"]], people[entry["b"]]), 2)
        entry["after"] = [pairs[one] for one in entry.get("after", ())]
        own = entry.get("slots")
        if isinstance(own, dict):
            entry["slots"] = {slots[one]: value for one, value in own.items()}
        elif own is not None:
            entry["slots"] = [slots[one] for one in own]
    for kept in new.get("kept", ()):
        kept["pair"], kept["slot"] = pairs[kept["pair"]], slots[kept["slot"]]
    for key in ("people", "pairs", "slots", "kept"):
        chance.shuffle(new.get(key, []))
    return new


def _names(entries: list[Document], chance: Random) -> dict[str, str]:
    numbers = list(range(len(entries)))
    chance.shuffle(numbers)
    return {entry["id"]: f"n{number}" for entry, number in zip(entries, numbers, strict=True)}


def with_more_tables(document: Document, chance: Random) -> Document:
    """Return the problem with more tables in some slots."""
    new = copy.deepcopy(document)
    for slot in new["slots"]:
        if slot.get("tables") is not None:
            slot["tables"] = chance.choice([slot["tables"], slot["tables"] + 1, None])
    return new


def in_units(document: Document, scale: float) -> Document:
    """Return the problem with every affinity and weight so many times as great."""
    new = copy.deepcopy(document)
    for entry in new["pairs"]:
        if isinstance(entry.get("slots"), dict):
            entry["slots"] = {one: value * scale for one, value in entry["slots"].items()}
        else:
            entry["affinity"] *= scale
    new["weights"] = {key: value * scale for key, value in new.get("weights", {}).items()}
    return new


def assert_not_worse(plan: matcher.Plan, other: matcher.Plan) -> None:
    """Fail where `plan` has more shortfall, or as much and a smaller objective."""
    assert plan.shortfall <= other.shortfall
    if plan.shortfall == other.shortfall:
        assert plan.objective >= other.objective - 1e-6 * max(1.0, abs(other.objective))


def assert_bounds_hold(plan: matcher.Plan, other: matcher.Plan) -> None:
    """Fail where the proofs of `plan` do not hold for another plan of its problem."""
    if other.status not in PLANNED:
        return
    assert plan.shortfall_bound <= other.shortfall
    if plan.status not in PLANNED or other.shortfall <= plan.shortfall:
        assert other.objective <= plan.bound + 1e-6 * max(1.0, abs(plan.bound))


@examples(80)
@given(document=tiny_problems(), seed=seeds)
def test_relabelling_changes_no_proven_answer(document: Document, seed: int) -> None:
    _problem, one = planned(document, ENOUGH)
    _problem, other = planned(told_otherwise(document, Random(seed)), ENOUGH)
    assert one.status in PLANNED or one.status == other.status == "infeasible"
    assert one.shortfall == other.shortfall
    assert one.objective == pytest.approx(other.objective, rel=2e-6, abs=2e-6)


@examples(100)
@given(document=some_problems(), seed=seeds)
def test_relabelling_changes_no_bound(document: Document, seed: int) -> None:
    problem, one = planned(document, LITTLE)
    again, other = planned(told_otherwise(document, Random(seed)), LITTLE)
    assert matcher.bound(problem) == pytest.approx(matcher.bound(again), rel=1e-6, abs=1e-6)
    assert_bounds_hold(one, other)
    assert_bounds_hold(other, one)
    assert {one.status, other.status} != {"infeasible", "feasible"}


@examples(60)
@given(document=tiny_problems(), seed=seeds)
def test_more_tables_never_hurt_a_proven_optimum(document: Document, seed: int) -> None:
    _problem, few = planned(document, ENOUGH)
    _problem, many = planned(with_more_tables(document, Random(seed)), ENOUGH)
    if few.status in PLANNED:
        assert many.status in PLANNED
        assert_not_worse(many, few)


@examples(100)
@given(document=some_problems(), seed=seeds)
def test_more_tables_never_lower_a_bound(document: Document, seed: int) -> None:
    problem, few = planned(document, LITTLE)
    roomy, many = planned(with_more_tables(document, Random(seed)), LITTLE)
    least = matcher.bound(problem)
    assert matcher.bound(roomy) >= least - 1e-6 * max(1.0, abs(least))
    assert_bounds_hold(many, few)  # every plan of the tighter problem is one of the roomier
    if many.status == "infeasible":
        assert few.status in ("infeasible", "unknown")


@examples(60)
@given(document=tiny_problems(), scale=st.sampled_from(SCALES))
def test_the_unit_of_affinity_changes_no_proven_answer(document: Document, scale: float) -> None:
    _problem, one = planned(document, ENOUGH)
    problem = matcher.Problem.from_json(in_units(document, scale))
    other = matcher.solve(problem, work=ENOUGH, workers=1)
    assert matcher.check(problem, other) == []
    assert one.shortfall == other.shortfall
    assert other.objective / scale == pytest.approx(one.objective, rel=2e-6, abs=2e-6)


@examples(60)
@given(document=some_problems(), scale=st.sampled_from(SCALES))
def test_the_unit_of_affinity_changes_no_bound(document: Document, scale: float) -> None:
    problem = matcher.Problem.from_json(document)
    again = matcher.Problem.from_json(in_units(document, scale))
    other = matcher.solve(again, work=LITTLE, workers=1)
    assert matcher.check(again, other) == []
    assert matcher.bound(again) / scale == pytest.approx(matcher.bound(problem), rel=1e-6, abs=1e-6)


@examples(100)
@given(document=some_problems(), work=st.sampled_from([0.0, LITTLE]), seed=seeds)
def test_a_plan_is_never_worse_than_its_start(document: Document, work: float, seed: int) -> None:
    problem, start = planned(document, LITTLE, seed % 10)
    again = matcher.solve(problem, work=work, workers=1, start=start, seed=seed % 7)
    assert matcher.check(problem, again) == []
    if start.status in PLANNED:
        assert again.status in PLANNED
        assert_not_worse(again, start)
    if start.status == "optimal":  # proven; whether it is proven again is a matter of work
        assert again.objective == pytest.approx(start.objective, rel=1e-6, abs=1e-6)


def test_an_optimal_start_is_kept_as_it_is() -> None:
    problem = matcher.Problem.from_json(plain())
    best = matcher.solve(problem)
    again = matcher.solve(problem, start=best, seed=5)
    assert set(again.meetings) == set(best.meetings)


@pytest.mark.parametrize(
    "spoilt",
    [
        matcher.Meeting("ann-bob", "ann", "bob", "mon-1", 1),  # ann and bob are busy there
        matcher.Meeting("ann-bob", "ann", "bob", "mon-9", 1),
        matcher.Meeting("ann-eve", "ann", "eve", "mon-1", 1),
    ],
)
def test_a_start_that_is_not_valid_is_left_aside(spoilt: matcher.Meeting) -> None:
    document = plain()
    document["slots"] = document["slots"][:1]
    problem = matcher.Problem.from_json(document)
    best = matcher.solve(problem)
    busy = matcher.Meeting("ann-cyd", "ann", "cyd", "mon-1", 2)
    start = replace(best, meetings=(busy, spoilt))
    again = matcher.solve(problem, start=start)
    assert matcher.check(problem, again) == []
    assert again.objective == pytest.approx(best.objective)
    assert again.status == "optimal"
