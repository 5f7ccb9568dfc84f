"""What an edit would do, and to whom: what an organizer reads before it is done."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

SHOWN = 60
"""So many single lines a page shows; of the rest it tells the number."""


@dataclass(frozen=True)
class Touched:
    """What an edit would do, in sentences and line by line, and the members whom it touches."""

    sentences: Sequence[str]
    lines: Sequence[str] = ()
    members: Collection[str] = field(default_factory=frozenset)
    grave: bool = False
    """Whether somebody loses something by it."""
    mailed: bool = True
    """Whether a mail says so to those whom it touches, once it can no longer be undone."""

    choices: Sequence[tuple[str, str]] = ()
    """What can become of what stands in its way, each as the words of a button; else one button."""
    told: Collection[str] | None = None
    """Those of the members to whom something happens, as it was chosen; None: all of them."""

    @property
    def felt_by(self) -> Collection[str]:
        """The members to whom something happens."""
        return self.members if self.told is None else self.told

    @property
    def shown(self) -> Sequence[str]:
        """The lines that a page has room for."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> int:
        """How many lines there are beyond those."""
        return max(0, len(self.lines) - SHOWN)

    @property
    def mark(self) -> str:
        """What stands for exactly this: whoever agrees to it agrees to nothing else."""
        told = json.dumps([*self.sentences, *self.lines, *sorted(self.members)])
        return hashlib.sha256(told.encode()).hexdigest()[:20]
