"""Every kind of bad problem is refused with one line that names the entry."""

import copy
from typing import Any

import pytest

import matcher
from tests.matcher.documents import pair, plain, slot


def with_(path: str, value: object) -> Any:
    """Return the plain problem with the field at a dotted path replaced."""
    document: Any = plain()
    keys = [int(key) if key.isdigit() else key for key in path.split(".")]
    place = document
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = value
    return document


KEPT = {"pair": "ann-bob", "slot": "mon-1"}
NAN = float("nan")

REFUSALS = [
    ("format", "eventnet-problem/2", "the problem: format must be 'eventnet-problem/1', is"),
    ("extra", 1, "the problem: unknown key 'extra'"),
    ("slots", {}, "the problem: slots must be a list, is an object"),
    ("slots.0.id", "mon-2", "slot 'mon-2': its id is used twice"),
    ("slots.0.colour", "red", "slot 1: unknown key 'colour'"),
    ("slots.0.start", "2027-05-10T09:00:00", "slot 'mon-1': start '2027-05-10T09:00:00' has no"),
    ("slots.0.start", "soon", "slot 'mon-1': start 'soon' is not an ISO 8601 date and time"),
    ("slots.0.minutes", 30, "slot 'mon-2': overlaps slot 'mon-1'"),
    ("slots.0.minutes", 0, "slot 'mon-1': minutes must lie between 1 and"),
    ("slots.0.tables", -1, "slot 'mon-1': tables must lie between 0 and"),
    ("slots.0.tables", "many", "slot 'mon-1': tables must be a whole number, is the text 'many'"),
    ("people.0.id", "bob", "person 'bob': its id is used twice"),
    ("people.0.floor", -1, "person 'ann': floor must lie between 0 and"),
    ("people.0.floor", True, "person 'ann': floor must be a whole number, is true"),
    ("people.0.max_meetings", 1.5, "person 'ann': max_meetings must be a whole number"),
    ("people.0.seats", 10**400, "person 'ann': seats must lie between 0 and"),
    ("people.0.unavailable", ["x"], "person 'ann': unavailable names the unknown slot 'x'"),
    ("people.0.unavailable", ["mon-1"] * 2, "person 'ann': unavailable names 'mon-1' twice"),
    ("people.0.own_table", 1, "person 'ann': own_table must be true or false, is the number 1"),
    ("pairs.0", 3, "pair 1: must be an object, is the number 3"),
    ("pairs.0.id", "", "pair 1: id must be a non-empty text, is the text ''"),
    ("pairs.0.id", "ann-cyd", "pair 'ann-cyd': its id is used twice"),
    ("pairs.0.a", "bob", "pair 'ann-bob': pairs a person with themself"),
    ("pairs.0.a", "eve", "pair 'ann-bob': a names the unknown person 'eve'"),
    ("pairs.0.affinity", 0, "pair 'ann-bob': affinity: must be positive, is 0"),
    ("pairs.0.affinity", -1, "pair 'ann-bob': affinity: must be positive, is -1"),
    ("pairs.0.affinity", NAN, "pair 'ann-bob': affinity: must be finite"),
    ("pairs.0.affinity", None, "pair 'ann-bob': affinity: must be a number, is null"),
    ("pairs.0.mandatory", "yes", "pair 'ann-bob': mandatory must be true or false"),
    ("pairs.0.slots", ["x"], "pair 'ann-bob': slots names the unknown slot 'x'"),
    ("pairs.0.slots", {"x": 1}, "pair 'ann-bob': slots names the unknown slot 'x'"),
    ("pairs.0.slots", {"mon-1": 0}, "pair 'ann-bob': the affinity in slot 'mon-1': must be posi"),
    ("pairs.0.slots", 3, "pair 'ann-bob': slots must be null, a list or a map, is the number 3"),
    ("pairs.0.after", ["x"], "pair 'ann-bob': after names the unknown pair 'x'"),
    ("pairs.0.after", ["ann-bob"], "pair 'ann-bob': after runs in a circle"),
    ("kept", [KEPT, KEPT], "kept pair 'ann-bob': is kept twice"),
    ("kept", [KEPT | {"pair": "x"}], "kept entry 1: pair names the unknown pair 'x'"),
    ("kept", [KEPT | {"slot": "x"}], "kept entry 1: slot names the unknown slot 'x'"),
    ("weights", {"change": -1}, "weights: change: must be 0 or more, is -1"),
    ("weights", {"price": 1}, "weights: unknown key 'price'"),
    ("break_spread", -1, "the problem: break_spread must lie between 0 and"),
    ("slack", 2, "slack: must be a share between 0 and 1, is 2"),
]


@pytest.mark.parametrize(("path", "value", "complaint"), REFUSALS)
def test_problem_is_refused_by_name(path: str, value: object, complaint: str) -> None:
    with pytest.raises(matcher.Refused) as refusal:
        matcher.Problem.from_json(with_(path, value))
    assert str(refusal.value)[: len(complaint)] == complaint
    assert "\n" not in str(refusal.value)


def test_pins_against_availability_and_slots_are_refused() -> None:
    pinned = with_("kept", [KEPT | {"pinned": True}])
    away = copy.deepcopy(pinned)
    away["people"][1]["unavailable"] = ["mon-1"]
    bound = copy.deepcopy(pinned)
    bound["pairs"][0]["slots"] = ["mon-2"]
    for document, complaint in (
        (away, "kept pair 'ann-bob': is pinned to slot 'mon-1', where 'bob' is unavailable"),
        (bound, "kept pair 'ann-bob': is pinned to slot 'mon-1', which is not among its slots"),
    ):
        with pytest.raises(matcher.Refused) as refusal:
            matcher.Problem.from_json(document)
        assert str(refusal.value) == complaint
    away["kept"][0]["pinned"] = False
    assert len(matcher.Problem.from_json(away).kept.pair) == 1


def test_a_circle_of_several_pairs_is_refused() -> None:
    document = plain()
    document["pairs"] = [
        pair("free", "ann", "bob", after=["x"]),
        pair("x", "ann", "cyd", after=["y"]),
        pair("y", "bob", "cyd", after=["x"]),
    ]
    with pytest.raises(matcher.Refused, match=r"pair '[xy]': after runs in a circle"):
        matcher.Problem.from_json(document)


def test_slots_are_put_in_order_of_time() -> None:
    document = plain()
    document["slots"] = [slot(3), slot(1), slot(0)]
    problem = matcher.Problem.from_json(document)
    assert list(problem.slots.ids) == ["mon-1", "mon-2", "tue-1"]
    assert problem.slots.day.tolist() == [0, 0, 1]


def test_problem_survives_its_file() -> None:
    document = plain()
    document["pairs"][0] |= {"slots": {"mon-1": 0.3}, "mandatory": True, "a_to_b": 0.5}
    document["pairs"][1]["after"] = ["ann-bob"]
    document["kept"] = [KEPT | {"pinned": True}]
    document["weights"] = {"change": 0.1, "break": 0.2}
    first = matcher.Problem.from_json(document).to_json()
    assert matcher.Problem.from_json(first).to_json() == first
    assert first["pairs"][0]["a_to_b"] == 0.5
