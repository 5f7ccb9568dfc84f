"""How meetings went: who found the meeting with whom how worthwhile."""

import csv
import math
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from matcher.fields import fail
from matcher.refusal import Refused

HEADER = ["a", "b", "value"]


class Outcome(NamedTuple):
    """How worthwhile a found the meeting with b, in [0, 1]."""

    a: str
    b: str
    value: float


def read_outcomes(path: str | Path) -> list[Outcome]:
    """Read a CSV file with the header a,b,value (`-` is standard input); raise `Refused`."""
    try:
        if str(path) == "-":
            return list(_parsed(sys.stdin))
        with Path(path).open(encoding="utf-8-sig", newline="") as lines:
            return list(_parsed(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path} cannot be read: {error}") from error


def _parsed(lines: Iterable[str]) -> Iterator[Outcome]:
    rows = csv.reader(lines, strict=True)
    header = [name.strip() for name in next(rows, [])]
    if header != HEADER:
        raise fail("the outcomes", "the first line must be a,b,value")
    for number, row in enumerate(rows, 2):
        if not row:
            continue
        if len(row) != len(HEADER):
            raise fail(f"line {number}", f"has {len(row)} fields and must have 3")
        a, b, text = (field.strip() for field in row)
        try:
            value = float(text)
        except ValueError:
            raise fail(f"line {number}", f"value must be a number, is {text!r}") from None
        if not (math.isfinite(value) and 0 <= value <= 1):
            raise fail(f"line {number}", f"value must lie between 0 and 1, is {text}")
        if a == b:
            raise fail(f"line {number}", f"{a} cannot meet themself")
        yield Outcome(a, b, value)
