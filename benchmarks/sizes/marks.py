"""What is to be reached, what was, and the line that says both."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Marks:
    """Figures to reach, each None where it does not matter.

    Attributes
    ----------
    share: least, of what the size compares with. seconds, gibibytes, changed: most.
    """

    share: float | None = None
    seconds: float | None = None
    gibibytes: float | None = None
    changed: float | None = None

    def text(self) -> str:
        """Return the marks in words."""
        parts = [
            None if self.share is None else f"≥ {_percent(self.share)}",
            None if self.changed is None else f"≤ {_percent(self.changed)} changed",
            None if self.seconds is None else f"≤ {self.seconds:g} s",
            None if self.gibibytes is None else f"≤ {self.gibibytes:g} GiB",
        ]
        return ", ".join(part for part in parts if part) or "–"


@dataclass(frozen=True)
class Figures:
    """What was measured; `broken` names what must never be, and fails every mark."""

    share: float | None = None
    seconds: float | None = None
    gibibytes: float | None = None
    changed: float | None = None
    note: str = ""
    broken: str = ""

    def meets(self, marks: Marks) -> bool:
        """Say whether every mark is reached; a figure that was not measured reaches none."""
        if self.broken:
            return False
        if marks.share is not None and not (self.share or 0.0) >= marks.share:
            return False
        limits = (
            (marks.seconds, self.seconds),
            (marks.gibibytes, self.gibibytes),
            (marks.changed, self.changed),
        )
        return all(most is None or (found is not None and found <= most) for most, found in limits)

    def text(self) -> str:
        """Return the figures in words."""
        parts = [
            self.broken,
            "" if self.share is None else _percent(self.share, 3),
            "" if self.changed is None else f"{_percent(self.changed, 1)} changed",
            "" if self.seconds is None else f"{self.seconds:.2f} s",
            "" if self.gibibytes is None else f"{self.gibibytes:.2f} GiB",
            self.note,
        ]
        return ", ".join(part for part in parts if part)


def _percent(share: float, digits: int | None = None) -> str:
    return f"{100 * share:g} %" if digits is None else f"{100 * share:.{digits}f} %"
