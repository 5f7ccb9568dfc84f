"""docs/benchmarks.md: one file of several parts, each of which is written by a run of its own."""

import re
from pathlib import Path

NAME = "benchmarks.md"
_MARK = re.compile(r"^<!-- part: (\w+) -->\n", re.MULTILINE)


def write_part(folder: Path, part: str, text: str) -> None:
    """Put a part in the place of what it said before; the others stay as they are."""
    path = folder / NAME
    parts = parts_of(path.read_text() if path.exists() else "")
    parts[part] = text.strip() + "\n"
    first = parts.pop("engine", "")
    rest = "".join(f"\n<!-- part: {name} -->\n{words}" for name, words in sorted(parts.items()))
    path.write_text(first + rest)


def parts_of(text: str) -> dict[str, str]:
    """Return the parts of the file by name; what stands before all marks is the engine's."""
    first, *rest = _MARK.split(text)
    names, words = rest[::2], rest[1::2]
    return {"engine": first.strip() + "\n"} | {
        name: part.strip() + "\n" for name, part in zip(names, words, strict=True)
    }
