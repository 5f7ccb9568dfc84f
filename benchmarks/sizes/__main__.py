"""Measure the sizes that are named, or all, each beside the figures to reach.

    python -m benchmarks.sizes [NAME…] [--people N] [--seeds K]

`--people` tries a size with other people; the figures to reach stay those of the full size.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contest import compile_engine
from benchmarks.sizes.catalogue import SIZES


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a row of a Markdown table for each size and seed; 1 where a must is missed."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.sizes",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SIZES))
    parser.add_argument("--people", type=int)
    parser.add_argument("--seeds", type=int, default=1)
    given = parser.parse_args(arguments)
    unknown = [name for name in given.names if name not in SIZES]
    if unknown:
        parser.error(f"there is no size {unknown[0]}; there are {', '.join(SIZES)}")
    compile_engine()
    print("| size | measured | must | goal | |\n| --- | --- | --- | --- | --- |", flush=True)
    missed = 0
    for name in given.names or SIZES:
        size = SIZES[name]
        people = given.people or size.people
        for seed in range(given.seeds):
            with tempfile.TemporaryDirectory() as folder:
                found = size.run(Path(folder), people, seed)
            reached = "missed"
            if found.meets(size.must):
                reached = "goal" if found.meets(size.goal) else "must"
            missed += reached == "missed"
            label = name if people == size.people else f"{name} with {people:,}"
            cells = [label, found.text(), size.must.text(), size.goal.text(), reached]
            print("| " + " | ".join(cells) + " |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
