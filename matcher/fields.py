"""Reading one JSON entry field by field, each refusal naming the entry and the field."""

import math
from collections.abc import Iterable, Mapping
from typing import Self

from matcher.refusal import Refused

MOST = 2**31 - 1
"""Counts are kept in 32 bits; a greater one is refused rather than cut."""

TINIEST, HUGEST = 1e-100, 1e100
"""What affinities and weights lie between: sums and squares of them can still be held."""


def fail(name: str, complaint: str) -> Refused:
    """Return the refusal of the entry called `name`, on one line."""
    return Refused(f"{name}: {complaint}".replace("\n", " "))


class Entry:
    """A JSON object with the name by which messages call it."""

    def __init__(self, name: str, value: object, known: Iterable[str]) -> None:
        if not isinstance(value, dict):
            raise fail(name, f"must be an object, is {kind(value)}")
        self.name = name
        self.value: dict[str, object] = value
        unknown = value.keys() - set(known)
        if unknown:
            raise fail(name, f"unknown key {min(map(str, unknown))!r}")

    def __contains__(self, key: str) -> bool:
        return key in self.value

    def get(self, key: str, default: object = None) -> object:
        """Return the field as it stands."""
        return self.value.get(key, default)

    def renamed(self, name: str) -> Self:
        """Go by a better name, once the id is known."""
        self.name = name
        return self

    def text(self, key: str, default: str | None = None) -> str:
        """Return a non-empty string; refused where absent without default."""
        if key not in self.value and default is not None:
            return default
        if key not in self.value:
            raise fail(self.name, f"{key} is missing")
        value = self.value[key]
        if not isinstance(value, str) or not value:
            raise fail(self.name, f"{key} must be a non-empty text, is {kind(value)}")
        return value

    def flag(self, key: str) -> bool:
        """Return true or false; false where absent."""
        value = self.value.get(key, False)
        if not isinstance(value, bool):
            raise fail(self.name, f"{key} must be true or false, is {kind(value)}")
        return value

    def count(self, key: str, default: int, least: int = 0, most: int = MOST) -> int:
        """Return a whole number from `least` to `most`."""
        value = self.value.get(key, default)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise fail(self.name, f"{key} must be a whole number, is {kind(value)}")
        if not least <= value <= most:
            raise fail(self.name, f"{key} must lie between {least} and {most}, is {value!s:.24}")
        return value

    def optional_count(self, key: str) -> int | None:
        """Return a whole number from 0 up, or None for null and absent."""
        return None if self.value.get(key) is None else self.count(key, 0)

    def number(self, key: str, default: float | None = None, *, positive: bool = False) -> float:
        """Return a finite number from 0 up, or above 0 where `positive`."""
        if key not in self.value:
            if default is None:
                raise fail(self.name, f"{key} is missing")
            return default
        return finite(f"{self.name}: {key}", self.value[key], positive=positive)

    def items(self, key: str) -> list[object]:
        """Return a list; empty where absent."""
        value = self.value.get(key, [])
        if not isinstance(value, list):
            raise fail(self.name, f"{key} must be a list, is {kind(value)}")
        return value

    def ids(self, key: str, known: Mapping[str, int], what: str) -> list[int]:
        """Return the positions of the distinct known ids listed under `key`."""
        found: list[int] = []
        for item in self.items(key):
            if not isinstance(item, str) or item not in known:
                raise fail(self.name, f"{key} names the unknown {what} {quoted(item)}")
            found.append(known[item])
        if len(set(found)) < len(found):
            doubled = next(i for i in self.items(key) if self.items(key).count(i) > 1)
            raise fail(self.name, f"{key} names {quoted(doubled)} twice")
        return found

    def id(self, key: str, known: Mapping[str, int], what: str) -> int:
        """Return the position of the known id under `key`."""
        value = self.text(key)
        if value not in known:
            raise fail(self.name, f"{key} names the unknown {what} {quoted(value)}")
        return known[value]


def finite(name: str, value: object, *, positive: bool = False) -> float:
    """Return `value` as a finite number from 0 up, or above 0 where `positive`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise fail(name, f"must be a number, is {kind(value)}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise fail(name, "must be finite")
    if number < 0 or (positive and number == 0):
        raise fail(name, f"must be {'positive' if positive else '0 or more'}, is {number:g}")
    return number


def index(what: str, ids: Iterable[str]) -> dict[str, int]:
    """Return id → position; a doubled id is refused."""
    positions: dict[str, int] = {}
    for position, key in enumerate(ids):
        if key in positions:
            raise fail(f"{what} {quoted(key)}", "its id is used twice")
        positions[key] = position
    return positions


def check_format(entry: Entry, expected: str) -> None:
    """Refuse a document of another kind or version."""
    if entry.get("format", expected) != expected:
        raise fail(entry.name, f"format must be {expected!r}, is {quoted(entry.get('format'))}")


def kind(value: object) -> str:
    """Say what a value is, in the words of JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"the text {quoted(value)}"
        case int() | float():
            return f"the number {value!r:.24}"
        case list():
            return "a list"
        case _:
            return "an object"


def quoted(value: object) -> str:
    """Quote an id for a message, cut where it is endless."""
    shown = value if isinstance(value, str) else kind(value)
    return repr(shown if len(shown) <= 60 else shown[:57] + "…")
