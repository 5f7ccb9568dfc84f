"""Affinities: symmetric, permitted, reciprocal, and explained by what the profiles say."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matcher
from matcher.cli import main

TAGS = ["solar", "wind", "grid", "heat"]
WORDS = ["battery", "pumps", "chess", "sailing", "finance", "policy"]
ROLES = ["buyer", "seller", ""]


@st.composite
def crowds(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a small people document with every field on or off."""
    n = draw(st.integers(2, 7))
    ids = [f"p{i}" for i in range(n)]
    tags = st.one_of(
        st.lists(st.sampled_from(TAGS), unique=True),
        st.dictionaries(st.sampled_from(TAGS), st.sampled_from([0.2, 0.5, 1.0])),
    )
    others = st.lists(st.sampled_from(ids), unique=True, max_size=2)
    person = st.fixed_dictionaries(
        {},
        optional={
            "role": st.sampled_from(ROLES),
            "organization": st.sampled_from(["acme", "bolt", ""]),
            "interests": tags,
            "seeks": tags,
            "offers": tags,
            "texts": st.lists(st.lists(st.sampled_from(WORDS)).map(" ".join), max_size=2),
            "wants": others,
            "avoids": others,
            "met": others,
        },
    )
    document: dict[str, Any] = {"people": [draw(person) | {"id": name} for name in ids]}
    if draw(st.booleans()):
        document["meets"] = [["buyer", "seller"]]
    document["same_organization"] = draw(st.booleans())
    return document


def may_meet(document: dict[str, Any], a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Say from the document alone whether two people may be paired."""
    if b["id"] in a.get("avoids", ()) or a["id"] in b.get("avoids", ()):
        return False
    same = a.get("organization") and a.get("organization") == b.get("organization")
    if same and not document["same_organization"]:
        return False
    roles = {a.get("role", ""), b.get("role", "")}
    meets = document.get("meets")
    return meets is None or any(roles == set(entry) for entry in meets)


@settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))
@given(document=crowds(), top=st.sampled_from([0, 1, 40]))
def test_affinity_pairs_whom_it_may_and_says_why(document: dict[str, Any], top: int) -> None:
    pairs = matcher.affinity(matcher.People.from_json(document), top=top, because=True)
    people = {person["id"]: person for person in document["people"]}
    seen = [frozenset((pair.a, pair.b)) for pair in pairs]
    assert len(set(seen)) == len(seen)
    allowed = {
        frozenset((a, b))
        for a in people
        for b in people
        if a < b and may_meet(document, people[a], people[b])
    }
    assert set(seen) <= allowed
    if top != 1:
        assert set(seen) == allowed
    for pair in pairs:
        assert 0 < pair.affinity <= 1
        assert min(pair.a_to_b, pair.b_to_a) > 0
        assert sum(why.share for why in pair.because) == pytest.approx(1)
        for why in pair.because:
            assert_true(people[pair.a], people[pair.b], why)
    assert matcher.Pairs.from_json(pairs.to_json()) == pairs


def assert_true(a: dict[str, Any], b: dict[str, Any], why: matcher.Because) -> None:
    """Fail where a reason isn't in the profiles of the two."""
    match why.signal:
        case "a_wants_b":
            assert b["id"] in a["wants"]
        case "b_wants_a":
            assert a["id"] in b["wants"]
        case "interests":
            assert set(why.detail) <= set(a["interests"]) & set(b["interests"])
        case "a_offers_b_seeks":
            assert set(why.detail) <= set(a["offers"]) & set(b["seeks"])
        case "b_offers_a_seeks":
            assert set(why.detail) <= set(b["offers"]) & set(a["seeks"])
        case "text":
            for word in why.detail:
                assert word in " ".join(a["texts"])
                assert word in " ".join(b["texts"])
        case other:
            assert other == "open"
    assert why.detail or why.signal in ("a_wants_b", "b_wants_a", "open")


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(document=crowds())
def test_affinity_does_not_depend_on_the_order_of_people(document: dict[str, Any]) -> None:
    forth = matcher.affinity(matcher.People.from_json(document))
    back = matcher.affinity(
        matcher.People.from_json(document | {"people": document["people"][::-1]})
    )
    there = {pair.id: pair.affinity for pair in forth}
    again = {pair.id: pair.affinity for pair in back}
    assert there == pytest.approx(again, rel=1e-5)


def crowd(**second: Any) -> float:
    """Return the affinity of ann and bob, two of six, bob's profile given."""
    people = [{"id": "ann", "interests": ["solar"], "seeks": ["heat"]}, {"id": "bob", **second}]
    people += [{"id": f"other{k}", "interests": ["wind"]} for k in range(4)]
    pairs = matcher.affinity(matcher.People.from_json({"people": people}), top=0)
    return next(pair.affinity for pair in pairs if {pair.a, pair.b} == {"ann", "bob"})


def test_shared_interests_and_offers_raise_the_affinity() -> None:
    assert crowd() < crowd(interests=["wind", "solar"]) < crowd(interests=["solar"])
    assert crowd() < crowd(offers=["heat"])


def test_having_met_before_lowers_the_affinity() -> None:
    assert crowd(interests=["solar"], met=["ann"]) < crowd(interests=["solar"])


def test_a_mutual_wish_is_strongest_and_a_lone_one_is_worth_little() -> None:
    def worth(ann: list[str], bob: list[str]) -> float:
        people = [{"id": "ann", "wants": ann}, {"id": "bob", "wants": bob}]
        return next(iter(matcher.affinity(matcher.People.from_json({"people": people})))).affinity

    assert worth(["bob"], ["ann"]) > 0.9
    assert worth([], []) < worth(["bob"], []) < 0.3


def test_rare_interests_say_more_than_common_ones() -> None:
    common = [{"id": f"p{k}", "interests": ["wind"]} for k in range(10)]
    rare = [{"id": f"r{k}", "interests": ["solar"]} for k in range(2)]
    pairs = matcher.affinity(matcher.People.from_json({"people": common + rare}), top=0)
    worth = {pair.id: pair.affinity for pair in pairs}
    assert worth["r0|r1"] > worth["p0|p1"]


def test_an_empty_profile_still_has_candidates() -> None:
    people = [{"id": f"p{k}", "interests": ["wind"]} for k in range(30)] + [{"id": "new"}]
    pairs = matcher.affinity(matcher.People.from_json({"people": people}), top=5)
    assert sum("new" in (pair.a, pair.b) for pair in pairs) >= 5


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        ([], "the people file: must be an object, is a list"),
        ({"people": [{}]}, "person 1: id is missing"),
        ({"people": [{"id": "a", "age": 3}]}, "person 1: unknown key 'age'"),
        ({"people": [{"id": "a"}, {"id": "a"}]}, "person 'a': its id is used twice"),
        (
            {"people": [{"id": "a", "wants": ["b"]}]},
            "person 'a': wants names the unknown person 'b'",
        ),
        (
            {"people": [{"id": "a", "seeks": {"heat": 2}}]},
            "person 'a': seeks: the strength of 'heat' must lie in (0, 1]",
        ),
        (
            {"people": [{"id": "a", "offers": {"heat": 0}}]},
            "person 'a': offers: 'heat': must be positive, is 0",
        ),
        ({"people": [], "meets": [["a"]]}, "meets: each entry must be a list of two roles"),
    ],
)
def test_people_are_refused_by_name(document: object, complaint: str) -> None:
    with pytest.raises(matcher.Refused) as refusal:
        matcher.People.from_json(document)
    assert str(refusal.value) == complaint


def test_affinity_command_and_problem_command(tmp_path: Path) -> None:
    people, pairs = tmp_path / "people.json", tmp_path / "pairs.json.gz"
    people.write_text(json.dumps({"people": [{"id": "ann"}, {"id": "bob"}]}))
    assert main(["affinity", str(people), "-o", str(pairs), "--because"]) == 0
    setting = tmp_path / "setting.json"
    slots = [{"id": "s", "start": "2027-05-10T09:00:00Z", "minutes": 20, "tables": 1}]
    setting.write_text(json.dumps({"slots": slots, "people": [{"id": "ann"}, {"id": "bob"}]}))
    problem = tmp_path / "problem.json"
    assert main(["problem", str(pairs), str(setting), "-o", str(problem)]) == 0
    read = matcher.Problem.read(problem)
    assert [read.people.ids, len(read.pairs)] == [("ann", "bob"), 1]
    assert "because" in read.pairs.notes[0]


def test_a_word_and_its_plural_are_one_word() -> None:
    texts = ["Heat pumps", "pump in cities", "A city of bridges", "the pumped bus", "buses, boss"]
    people = [{"id": f"p{k}", "texts": [text]} for k, text in enumerate(texts)]
    pairs = matcher.affinity(matcher.People.from_json({"people": people}), top=0, because=True)
    shared = {pair.id: why.detail for pair in pairs for why in pair.because if why.signal == "text"}
    assert shared == {"p0|p1": ("pump",), "p1|p2": ("city",)}
