"""Measure the engine, the pages and what stands on them, in one run: `make bench`.

    python -m benchmarks [--business FOLDER]    everything, the comparison written into docs
    python -m benchmarks PART [OPTIONS]         one part: engine, pages, whatif, rounds, paths,
                                                maps, crews, search, sign-in, taps, business, sizes

Figures depend on the machine, which is named first; compare ratios of one run.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.machine import machine

PARTS = {
    "engine": "benchmarks.engine",
    "pages": "benchmarks.pages",
    "whatif": "benchmarks.whatif",
    "rounds": "benchmarks.rounds",
    "paths": "benchmarks.paths",
    "maps": "benchmarks.maps",
    "crews": "benchmarks.crews",
    "search": "benchmarks.search",
    "sign-in": "benchmarks.sign_in",
    "taps": "benchmarks.taps",
}
ALONE = {
    "business": "benchmarks.business",
    "sizes": "benchmarks.sizes",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a part with its options, or all of them, each in a process of its own."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    print(machine(), flush=True)
    if arguments and arguments[0] in PARTS | ALONE:
        return _run((PARTS | ALONE)[arguments[0]], arguments[1:])
    parser = argparse.ArgumentParser(
        prog="benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--business", type=Path, metavar="FOLDER")
    given = parser.parse_args(arguments)
    more = [] if given.business is None else ["--business", str(given.business)]
    docs = ["--docs", "docs"]
    with_docs = dict.fromkeys(
        ("pages", "whatif", "rounds", "paths", "maps", "crews", "search"), docs
    )
    options = {"engine": [*docs, *more], **with_docs}
    failed = 0
    for name, module in PARTS.items():
        print(f"\n== {name}", flush=True)
        failed |= _run(module, options.get(name, []))
    return failed


def _run(module: str, options: Sequence[str]) -> int:
    return subprocess.run([sys.executable, "-m", module, *options], check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
