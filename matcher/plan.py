"""The plan: who meets whom, in which slot, at which table, and what is proven of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self, cast

from matcher.fields import Entry, check_format, fail
from matcher.files import read_document, write_document

FORMAT = "eventnet-plan/1"
Status = Literal["optimal", "feasible", "infeasible", "unknown"]
_STATUSES = ("optimal", "feasible", "infeasible", "unknown")
_NUMBERS = ("affinity", "objective", "bound", "seconds")
_COUNTS = ("shortfall", "shortfall_bound", "breaks", "changes", "seed")

_MOST = 2**63 - 1
"""Of a sum of counts, each of which has 32 bits."""


class Meeting(NamedTuple):
    """A pair placed in a slot; `table` is None where one of the two has an own table."""

    pair: str
    a: str
    b: str
    slot: str
    table: int | None


@dataclass(frozen=True)
class Plan:
    """All meetings, and the figures of the plan.

    Attributes
    ----------
    affinity: Σ affinity of the meetings.
    objective: affinity − change · changes − break · breaks.
    bound: no plan with this shortfall or less has a greater objective.
    shortfall: meetings missing to the floors; no plan has less than `shortfall_bound`.
    seconds: what the search took.
    conflict: where infeasible, entries that cannot hold together, in words; after a rematch,
        why somebody who was left behind has nobody.
    """

    status: Status = "unknown"
    meetings: tuple[Meeting, ...] = ()
    affinity: float = 0.0
    objective: float = 0.0
    bound: float = 0.0
    shortfall: int = 0
    shortfall_bound: int = 0
    breaks: int = 0
    changes: int = 0
    seconds: float = 0.0
    seed: int = 0
    conflict: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Return the plan of an eventnet-plan/1 document; raise `Refused`."""
        known = ("format", "status", "meetings", "conflict", *_NUMBERS, *_COUNTS)
        top = Entry("the plan", document, known)
        check_format(top, FORMAT)
        status = top.text("status", "unknown")
        if status not in _STATUSES:
            raise fail("the plan", f"status must be one of {', '.join(_STATUSES)}")
        conflict = top.items("conflict")
        if not all(isinstance(line, str) for line in conflict):
            raise fail("the plan", "conflict must be a list of texts")
        figures: dict[str, Any] = {key: _signed(top, key) for key in _NUMBERS}
        figures |= {key: top.count(key, 0, most=_MOST) for key in _COUNTS}
        return cls(
            status=cast("Status", status),
            meetings=tuple(_meeting(k, item) for k, item in enumerate(top.items("meetings"))),
            conflict=tuple(str(line) for line in conflict),
            **figures,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the eventnet-plan/1 document."""
        document: dict[str, Any] = {"format": FORMAT, "status": self.status}
        document["meetings"] = [meeting._asdict() for meeting in self.meetings]
        document |= {key: getattr(self, key) for key in ("affinity", "objective", "bound")}
        document |= {key: getattr(self, key) for key in _COUNTS[:-1]}
        return document | {
            "seconds": round(self.seconds, 3),
            "seed": self.seed,
            "conflict": list(self.conflict),
        }

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a plan file (`.json`, `.json.gz`, `-`)."""
        return cls.from_json(read_document(path))

    def write(self, path: str | Path) -> None:
        """Write a plan file (`.json`, `.json.gz`, `-`)."""
        write_document(path, self.to_json())


def _meeting(position: int, item: object) -> Meeting:
    entry = Entry(f"meeting {position + 1}", item, Meeting._fields)
    table = entry.get("table")
    return Meeting(
        pair=entry.text("pair"),
        a=entry.text("a"),
        b=entry.text("b"),
        slot=entry.text("slot"),
        table=None if table is None else entry.count("table", 0),
    )


def _signed(top: Entry, key: str) -> float:
    """Return a finite number that may be negative: changes and breaks can outweigh affinity."""
    value = top.get(key, 0.0)
    if isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
        value = -value
        return -Entry(top.name, {key: value}, (key,)).number(key)
    return top.number(key, 0.0)
