"""Take each thing of the catalogue away in a copy of the engine, and name the test that notices.

Exit status 1 where nothing notices, or where the text to be changed is not there exactly once.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.matcher.mutations.catalogue import CATALOGUE, Mutation

ROOT = Path(__file__).parents[3]
PARTS = ("matcher", "tests/matcher", "benchmarks")


def main() -> int:
    """Go through the catalogue, or through what is named on the command line."""
    parser = argparse.ArgumentParser(prog="mutations", description=__doc__)
    parser.add_argument("words", nargs="?", default="", help="only what has these words")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    everything = [one for part in CATALOGUE.values() for one in part]
    faulty = [one.what for one in everything if occurrences(one) != 1]
    if faulty:
        print("not there exactly once, put the catalogue right:", *faulty, sep="\n  ")
        return 1
    survivors = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(given.jobs) as pool:
        tests = tuple(sorted({test for one in everything for test in one.tests}))
        if (noticed := first_failure(None, tests, Path(folder))) is not None:
            print(f"the tests fail before anything is taken away: {noticed}")
            return 1
        for part, mutations in CATALOGUE.items():
            print(f"\n{part}")
            chosen = [one for one in mutations if given.words in one.what]
            found = pool.map(lambda one: first_failure(one, one.tests, Path(folder)), chosen)
            for mutation, test in zip(chosen, found, strict=True):
                survivors += test is None
                print(f"  {mutation.what:42} {test or 'NOTHING NOTICES'}", flush=True)
    print(f"\n{survivors} unnoticed of {len(everything)}" if survivors else "\neach is noticed")
    return min(survivors, 1)


def occurrences(mutation: Mutation) -> int:
    """Return how often the text to be changed stands in the module."""
    return (ROOT / "matcher" / f"{mutation.file}.py").read_text().count(mutation.old)


def first_failure(mutation: Mutation | None, tests: tuple[str, ...], folder: Path) -> str | None:
    """Return the first test that fails in a copy with the mutation, None where all pass."""
    copy = Path(tempfile.mkdtemp(dir=folder))
    ignore = shutil.ignore_patterns("__pycache__")
    for part in PARTS:
        shutil.copytree(ROOT / part, copy / part, ignore=ignore)
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "tests" / "__init__.py").touch()
    if mutation:
        module = copy / "matcher" / f"{mutation.file}.py"
        module.write_text(module.read_text().replace(mutation.old, mutation.new))
    # Interpreted: a copy would be compiled anew, and what calls a changed step with it.
    environment = os.environ | {"NUMBA_DISABLE_JIT": "1", "MUTATED": "1", "PYTHONPATH": str(copy)}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header"]
    modules = [f"tests/matcher/{test}.py" for test in tests]
    done = subprocess.run(
        [*command, *modules], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    shutil.rmtree(copy)
    if done.returncode == 0:
        return None
    failed = re.search(r"^FAILED tests/matcher/(\S+)", done.stdout, re.MULTILINE)
    if done.returncode != 1 or not failed:
        raise RuntimeError(f"the tests could not be run:\n{done.stdout[-2000:]}{done.stderr}")
    return failed[1]


if __name__ == "__main__":
    raise SystemExit(main())
