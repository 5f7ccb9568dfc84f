"""How much each signal counts."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from matcher.fields import Entry, check_format, fail
from matcher.files import read_document, write_document

FORMAT = "eventnet-weights/1"
_NAMES = ("interests", "text", "meaning", "seek", "offer", "want", "met", "open")

_LEAST, _MOST = 1e-6, 1e6
"""Worth is compared in 32 bits; a weight of 20 already says that nothing else counts."""


@dataclass(frozen=True)
class Weights:
    """Weights of the signals, each signal lying in [0, 1].

    Attributes
    ----------
    interests: shared interests, the rarer the more.
    text: likeness of the texts, word by word.
    meaning: likeness of what the texts mean; counts only where a model of words is given.
    seek: the other offers what one seeks. `offer`: the other seeks what one offers.
    want: one's own wish to meet the other.
    met: factor on the affinity of two who have met before, in (0, 1].
    open: what any meeting is worth that nothing speaks for, > 0.
    quality: figures of how the weights were found, for the reader.
    """

    interests: float = 1.5
    text: float = 2.0
    meaning: float = 1.0
    seek: float = 2.0
    offer: float = 1.0
    want: float = 3.0
    met: float = 0.5
    open: float = 0.02
    quality: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not _LEAST <= self.met <= 1:
            raise fail("weights", f"met must lie between {_LEAST} and 1, is {self.met:g}")
        if self.open < _LEAST:
            raise fail("weights", f"open must be {_LEAST} at least, is {self.open:g}")
        for name in _NAMES:
            weight = getattr(self, name)
            if not 0 <= weight <= _MOST:
                raise fail("weights", f"{name} must lie between 0 and {_MOST:g}, is {weight:g}")

    @classmethod
    def from_json(cls, document: object) -> Self:
        """Return the weights of an eventnet-weights/1 document; raise `Refused`."""
        top = Entry("the weights", document, ("format", "quality", *_NAMES))
        check_format(top, FORMAT)
        quality = top.get("quality", {})
        if not isinstance(quality, dict):
            raise fail("the weights", "quality must be an object")
        given = {name: top.number(name) for name in _NAMES if name in top}
        return cls(**given, quality=quality)

    def to_json(self) -> dict[str, Any]:
        """Return the eventnet-weights/1 document."""
        return {"format": FORMAT} | asdict(self) | {"quality": dict(self.quality)}

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a weights file (`.json`, `.json.gz`, `-`)."""
        return cls.from_json(read_document(path))

    def write(self, path: str | Path) -> None:
        """Write a weights file (`.json`, `.json.gz`, `-`)."""
        write_document(path, self.to_json())
