"""eventnet-pairs/1: who could meet, how much it is worth to each, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Self

from matcher.fields import Entry, check_format, fail, index
from matcher.files import read_document, write_document

FORMAT = "eventnet-pairs/1"


class Because(NamedTuple):
    """One reason for an affinity.

    Attributes
    ----------
    signal: its kind and direction, such as `interests` or `a_offers_b_seeks`.
    detail: the tags or words it rests on, most telling first; empty where the signal says all.
    share: part of the affinity, the shares of a pair summing to 1.
    """

    signal: str
    detail: tuple[str, ...]
    share: float


class Pair(NamedTuple):
    """Two people, what meeting is worth to both (`affinity`) and to each, in (0, 1]."""

    id: str
    a: str
    b: str
    affinity: float
    a_to_b: float
    b_to_a: float
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class Pairs:
    """All pairs that could meet."""

    pairs: tuple[Pair, ...] = ()

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[Pair]:
        return iter(self.pairs)

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Return the pairs of an eventnet-pairs/1 document; raise `Refused`."""
        top = Entry("the pairs", document, ("format", "pairs"))
        check_format(top, FORMAT)
        pairs = tuple(_pair(k, item) for k, item in enumerate(top.items("pairs")))
        index("pair", (pair.id for pair in pairs))
        return cls(pairs)

    def to_json(self) -> dict[str, Any]:
        """Return the eventnet-pairs/1 document."""
        return {"format": FORMAT, "pairs": [pair_entry(pair) for pair in self.pairs]}

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a pairs file (`.json`, `.json.gz`, `-`)."""
        return cls.from_json(read_document(path))

    def write(self, path: str | Path) -> None:
        """Write a pairs file (`.json`, `.json.gz`, `-`)."""
        write_document(path, self.to_json())


def pair_entry(pair: Pair) -> dict[str, Any]:
    """Return a pair as it stands in a pairs file, and in a problem file."""
    entry = pair._asdict()
    if pair.because:
        entry["because"] = [
            {"signal": why.signal, "detail": list(why.detail), "share": why.share}
            for why in pair.because
        ]
    else:
        del entry["because"]
    return entry


def _pair(position: int, item: object) -> Pair:
    entry = Entry(f"pair {position + 1}", item, Pair._fields)
    name = entry.text("id")
    entry.renamed(f"pair {name!r}")
    a, b = entry.text("a"), entry.text("b")
    if a == b:
        raise fail(entry.name, "pairs a person with themself")
    affinity = entry.number("affinity", positive=True)
    return Pair(
        id=name,
        a=a,
        b=b,
        affinity=affinity,
        a_to_b=entry.number("a_to_b", affinity),
        b_to_a=entry.number("b_to_a", affinity),
        because=tuple(_because(entry.name, why) for why in entry.items("because")),
    )


def _because(name: str, item: object) -> Because:
    entry = Entry(f"{name}: because", item, Because._fields)
    detail = entry.items("detail")
    if not all(isinstance(word, str) for word in detail):
        raise fail(entry.name, "detail must be a list of texts")
    return Because(entry.text("signal"), tuple(map(str, detail)), entry.number("share"))
