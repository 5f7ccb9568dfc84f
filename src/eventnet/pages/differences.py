"""What is different between two texts: line by line, and word by word within a changed line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "gone", "new", "skipped"]
MOST_WORK = 250_000
"""So many pairs of pieces are compared; what is more counts as changed throughout."""
AROUND = 2
"""Lines that are shown before and after what changed."""
WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A part of a line, and whether it changed."""

    text: str
    changed: bool


@dataclass(frozen=True)
class Line:
    """A line of the one text or of the other; of `skipped` lines only how many there are."""

    kind: Kind
    pieces: tuple[Piece, ...] = ()
    count: int = 1


def difference(old: str, new: str) -> list[Line]:
    """Return both texts as one, what changed with some lines around it; nothing if none did."""
    a, b = old.split("\n"), new.split("\n")
    lines: list[Line] = []
    for same, i1, i2, j1, j2 in _blocks(a, b):
        if same:
            lines += [Line("same", _whole(text)) for text in a[i1:i2]]
        else:
            lines += _changed(a[i1:i2], b[j1:j2])
    return _shortened(lines)


def _blocks(a: Sequence[str], b: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Return the parts of two sequences that are the same, and those between them."""
    head = _alike(a, b)
    tail = _alike(a[head:][::-1], b[head:][::-1])
    i, j = len(a) - tail, len(b) - tail
    blocks = [(True, 0, head, 0, head)]
    if (i - head) * (j - head) > MOST_WORK:
        blocks.append((False, head, i, head, j))
    else:
        found = SequenceMatcher(None, a[head:i], b[head:j]).get_opcodes()
        blocks += [
            (tag == "equal", head + i1, head + i2, head + j1, head + j2)
            for tag, i1, i2, j1, j2 in found
        ]
    return [*blocks, (True, i, len(a), j, len(b))]


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """Return with how many pieces both begin alike."""
    for number, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return number
    return min(len(a), len(b))


def _changed(old: list[str], new: list[str]) -> list[Line]:
    """Return changed lines in pairs: what was there, and below it what is there now."""
    lines: list[Line] = []
    for was, now in zip_longest(old, new):
        if was is None or now is None:
            kind: Kind = "new" if was is None else "gone"
            lines.append(Line(kind, (Piece(now if was is None else was, changed=True),)))
        else:
            gone, came = _by_words(was, now)
            lines += [Line("gone", gone), Line("new", came)]
    return lines


def _by_words(was: str, now: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    a, b = WORD.findall(was), WORD.findall(now)
    gone: list[Piece] = []
    came: list[Piece] = []
    for same, i1, i2, j1, j2 in _blocks(a, b):
        for pieces, text in ((gone, "".join(a[i1:i2])), (came, "".join(b[j1:j2]))):
            if text:
                pieces.append(Piece(text, changed=not same))
    return tuple(gone), tuple(came)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, changed=False),) if text else ()


def _shortened(lines: list[Line]) -> list[Line]:
    """Leave out the lines that are far from every change, and say how many they are."""
    changed = [number for number, line in enumerate(lines) if line.kind != "same"]
    near = {number for at in changed for number in range(max(0, at - AROUND), at + AROUND + 1)}
    shown: list[Line] = []
    for number, line in enumerate(lines if changed else []):
        if number in near:
            shown.append(line)
        elif shown and shown[-1].kind == "skipped":
            shown[-1] = Line("skipped", count=shown[-1].count + 1)
        else:
            shown.append(Line("skipped"))
    return shown
