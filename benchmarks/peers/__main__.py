"""Run one peer, file to file: `python -m benchmarks.peers NAME PROBLEM.json PLACED.json`.

What it writes has `placed` and `bound`, or `why_not` where the peer is not installed or does not
apply.
"""

import argparse
import importlib
import json
import time
from pathlib import Path

from benchmarks.peers.answer import Answer, NotApplicable


def main() -> None:
    """Read, place, write; the seconds count from the start of this process."""
    began = time.monotonic() - time.process_time()
    parser = argparse.ArgumentParser(prog="benchmarks.peers", description=__doc__)
    parser.add_argument("name", choices=("greedy", "blossom", "naive", "visits"))
    parser.add_argument("problem", type=Path)
    parser.add_argument("placed", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    given = parser.parse_args()
    document = json.loads(given.problem.read_text())
    try:
        peer = importlib.import_module(f"benchmarks.peers.{given.name}")
        answer: Answer = peer.place(document, given.seconds - (time.monotonic() - began))
    except ModuleNotFoundError as missing:
        said: dict[str, object] = {"why_not": f"not installed ({missing.name})"}
    except NotApplicable as reason:
        said = {"why_not": f"does not apply: {reason}"}
    else:
        said = {"placed": answer.placed, "bound": answer.bound}
    given.placed.write_text(json.dumps(said))


if __name__ == "__main__":
    main()
