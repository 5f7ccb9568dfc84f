"""The words of the trail are complete: every deed that the code records for an event has some."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from eventnet.oversight.deeds import DEEDS, Kind, deed_words, deeds_of, deeds_told_with

SITE = Path(__file__).parents[3] / "src" / "eventnet"
NAMED = {"account_id", "event_id", "community_id", "subject"}
"""What `audit.record` takes by itself; all else becomes a detail."""


EDITS = {
    "grid.removed",
    "grid.moved",
    "grid.tables",
    "words.renamed",
    "words.merged",
    "roles.may_meet",
    "role.changed",
    "role.removed",
    "question.changed",
    "question.removed",
}
"""Deeds of which each kind of edit tells its own part."""


def calls_of(tree: ast.AST, name: str) -> Iterator[tuple[ast.Call, ast.FunctionDef]]:
    """Return each call of a function of this name, with the function in which it stands."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                called = getattr(node, "func", None)
                if isinstance(node, ast.Call) and name == getattr(
                    called, "attr", getattr(called, "id", "")
                ):
                    yield node, function


def constants(value: ast.AST, function: ast.FunctionDef, tree: ast.AST) -> set[str]:
    """Return the deeds that an argument may be, also where the function was given it."""
    if isinstance(value, ast.Name):
        given = [one.arg for one in function.args.args]
        if value.id in given:
            at = given.index(value.id)
            callers = list(calls_of(tree, function.name))
            return set().union(*(constants(call.args[at], by, tree) for call, by in callers))
        found = [
            node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign) and ast.dump(node.targets[0]).find(value.id) > 0
        ]
        return set().union(*(constants(one, function, tree) for one in found))
    if isinstance(value, ast.IfExp):
        return constants(value.body, function, tree) | constants(value.orelse, function, tree)
    if isinstance(value, ast.Subscript):  # of a table of deeds at the top of the module
        table = ast.dump(value.value)
        return {
            str(one.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)
            if ast.dump(node.targets[0]).replace("Store", "Load") == table
            for one in node.value.values
            if isinstance(one, ast.Constant)
        }
    assert isinstance(value, ast.Constant), ast.dump(value)
    return {str(value.value)}


def recorded() -> dict[str, set[str]]:
    """Return the deeds of events that the code records, each with its details."""
    found: dict[str, set[str]] = {}
    for path in SITE.rglob("*.py"):
        if path.name == "audit.py":
            continue
        tree = ast.parse(path.read_text())
        for call, function in calls_of(tree, "record"):
            given = {str(keyword.arg) for keyword in call.keywords}
            if "event_id" in given:
                for deed in constants(call.args[1], function, tree):
                    details = DEEDS[deed].details if deed in EDITS else given - NAMED
                    found.setdefault(deed, set()).update(details)
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
