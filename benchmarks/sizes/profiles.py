"""From profiles on: affinities alone, and all the way to a plan."""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

import matcher
from benchmarks.contest import solve_command
from benchmarks.families import FAMILIES
from benchmarks.measure import Run, measure
from benchmarks.sizes.marks import Figures

BIO_WORDS = 40
_TOPICS, _WORDS_OF_TOPIC, _COMMON = 80, 40, 3000
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "or")]
_PATIENCE = 3600.0
_LEAST_SOLVING = 20.0


def find_affinities(folder: Path, people: int, seed: int) -> Figures:
    """Return what the 40 best pairs of each person take, from 40-word bios and tags."""
    write_people(folder / "people.json", people, seed)
    run = _matcher("affinity", folder / "people.json", folder / "pairs.json", "--top", "40")
    if not run.done:
        return Figures(broken=f"failed with status {run.status}", seconds=run.seconds)
    found = len(json.loads((folder / "pairs.json").read_text())["pairs"])
    return Figures(seconds=run.seconds, gibibytes=run.peak / 1024, note=f"{found:,} pairs")


def plan_from_profiles(folder: Path, people: int, seed: int, *, seconds: float) -> Figures:
    """Return what the way from profiles to a plan takes, 20 candidates a person."""
    write_people(folder / "people.json", people, seed)
    write_setting(folder / "setting.json", people, seed)
    pairs, problem, plan = (folder / f"{name}.json" for name in ("pairs", "problem", "plan"))
    runs = [_matcher("affinity", folder / "people.json", pairs, "--top", "20")]
    if runs[-1].done:
        runs.append(_matcher("problem", pairs, problem, str(folder / "setting.json")))
    if runs[-1].done:
        left = max(_LEAST_SOLVING, seconds - sum(run.seconds for run in runs))
        runs.append(measure(solve_command(problem, plan, left), _PATIENCE))
    taken = sum(run.seconds for run in runs)
    if not runs[-1].done:
        return Figures(broken=f"failed with status {runs[-1].status}", seconds=taken)
    found = matcher.Plan.read(plan)
    steps = " + ".join(f"{run.seconds:.1f}" for run in runs)
    return Figures(
        found.objective / found.bound,
        taken,
        max(run.peak for run in runs) / 1024,
        note=f"{len(found.meetings):,} meetings; affinity, problem, solve: {steps} s",
    )


def _matcher(command: str, given: Path, written: Path, *more: str) -> Run:
    """Run a command of the engine."""
    line = [sys.executable, "-m", "matcher", command, str(given), *more, "-o", str(written)]
    return measure(line, _PATIENCE)


def write_people(path: Path, n: int, seed: int) -> None:
    """Write `n` profiles: a bio of 40 words, half of them of two topics, and tags of these."""
    random = np.random.default_rng(seed)
    words = _words(_COMMON + _TOPICS * _WORDS_OF_TOPIC)
    topics = random.integers(0, _TOPICS, (n, 2))
    common = (_COMMON * random.random((n, BIO_WORDS)) ** 3).astype(np.int64)
    of_topic = np.take_along_axis(topics, random.integers(0, 2, (n, BIO_WORDS)), axis=1)
    special = _COMMON + of_topic * _WORDS_OF_TOPIC
    special += (_WORDS_OF_TOPIC * random.random((n, BIO_WORDS)) ** 2).astype(np.int64)
    spoken = np.where(random.random((n, BIO_WORDS)) < 0.5, common, special)
    tags = topics[:, [0, 0, 1, 1, 0, 1]] * 5 + random.integers(0, 5, (n, 6))
    people = [
        {
            "id": f"p{i}",
            "interests": _tags(mine[:2]),
            "seeks": _tags(mine[2:4]),
            "offers": _tags(mine[4:]),
            "texts": [" ".join([words[k] for k in bio])],
        }
        for i, (mine, bio) in enumerate(zip(tags.tolist(), spoken.tolist(), strict=True))
    ]
    _write(path, {"format": "eventnet-people/1", "people": people})


def write_setting(path: Path, n: int, seed: int) -> None:
    """Write slots and people as of the loose family."""
    shape, random = FAMILIES["loose"], np.random.default_rng(seed)
    slots = [
        {
            "id": f"s{s:02d}",
            "start": f"2027-05-10T{9 + s // 3:02d}:{20 * (s % 3):02d}:00+02:00",
            "minutes": 20,
            "tables": int(shape.tables * n),
        }
        for s in range(shape.slots)
    ]
    away = random.random((n, shape.slots)) >= shape.available
    people = [
        {
            "id": f"p{i}",
            "max_meetings": shape.most,
            "unavailable": [f"s{s:02d}" for s in np.flatnonzero(row).tolist()],
        }
        for i, row in enumerate(away)
    ]
    _write(path, {"format": "eventnet-problem/1", "slots": slots, "people": people})


def _tags(numbers: list[int]) -> list[str]:
    return [f"tag {number}" for number in sorted(set(numbers))]


def _words(number: int) -> list[str]:
    """Return invented words, all different."""
    base = len(_SYLLABLES)
    return [
        _SYLLABLES[k % base] + _SYLLABLES[k // base % base] + _SYLLABLES[k * 7 % base]
        for k in range(number)
    ]


def _write(path: Path, document: dict[str, Any]) -> None:
    path.write_text(json.dumps(document))
