"""The words of the trail are complete: every deed that the code records for an event has some."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventnet.oversight.deeds import DEEDS, Kind, deed_words, deeds_of, deeds_told_with

SITE = Path(__file__).parents[3] / "src" / "eventnet"
NAMED = {"account_id", "event_id", "community_id", "subject"}
"""What `audit.record` takes by itself; all else becomes a detail."""


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Return each call of `audit.record`, with the function in which it stands."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                name = getattr(node, "func", None)
                called = getattr(name, "attr", getattr(name, "id", ""))
                if isinstance(node, ast.Call) and called == "record":
                    yield node, function


def constants(value: ast.AST, function: ast.AST) -> set[str]:
    """Return the deeds that an argument may be."""
    if isinstance(value, ast.Name):
        found = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and ast.dump(node.targets[0]).find(value.id) > 0
        ]
        return set().union(*(constants(one, function) for one in found))
    if isinstance(value, ast.IfExp):
        return constants(value.body, function) | constants(value.orelse, function)
    assert isinstance(value, ast.Constant), ast.dump(value)
    return {str(value.value)}


def recorded() -> dict[str, set[str]]:
    """Return the deeds of events that the code records, each with its details."""
    found: dict[str, set[str]] = {}
    for path in SITE.rglob("*.py"):
        if path.name == "audit.py":
            continue
        for call, function in calls(ast.parse(path.read_text())):
            given = {str(keyword.arg) for keyword in call.keywords}
            if "event_id" in given:
                for deed in constants(call.args[1], function):
                    found.setdefault(deed, set()).update(given - NAMED)
    return found


def test_every_deed_of_an_event_has_words_and_no_details_beyond_those_declared() -> None:
    assert recorded() == {name: set(deed.details) for name, deed in DEEDS.items()}


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_told_whatever_its_entry_lacks(name: str) -> None:
    assert deed_words(name, {})
    assert deed_words(name, dict.fromkeys(DEEDS[name].details, None))


def test_a_deed_reads_as_a_sentence_would() -> None:
    said = {"number": 3, "meetings": 412, "added": 5, "moved": 2, "cancelled": 1, "seats": 0}
    words = "published run 3: 412 meetings (5 new, 2 moved, 1 called off)"
    assert deed_words("plan.published", said) == words
    assert deed_words("tickets.imported", {"file": "a.csv", "counts": {"new": 2}}).startswith(
        "brought in a ticket file: a.csv ("
    )
    assert deed_words("flown.away", {"to": "the moon"}) == "did: flown.away"


def test_deeds_are_found_by_kind_and_by_word() -> None:
    assert sum(len(deeds_of(kind)) for kind in Kind) == len(DEEDS)
    assert deeds_told_with("PUBLISHED") == ["plan.published"]
