"""Why a skill was left open: what stood in the way, and whether a larger team would free it.

Nobody is named. That two are kept apart, that somebody does not want to be suggested, or has
enough to do, each reads like the others.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Any

from eventnet.crews.planning import Apart, Need, Team, pick
from eventnet.crews.pool import Pool


class Hurdle(StrEnum):
    """What stood in the way."""

    NOBODY = "nobody"
    """Nobody shows it."""
    FEW = "few"
    """Fewer show it than are needed."""
    NOT_NOW = "not_now"
    """Those who show it cannot be suggested."""
    SIZE = "size"
    COLLEAGUES = "colleagues"
    TOGETHER = "together"
    """Those who have it do not go with the others."""


def lacks(pool: Pool, team: Team, apart: Apart) -> list[dict[str, Any]]:
    """Return each skill that a team lacks, of how many people, and what stood in the way."""
    missing = team.lacking(pool.problem.needs)
    return [
        {
            "topic": need.skill,
            "people": missing[need.skill],
            "must": need.must,
            "hurdle": _hurdle(pool, need, missing[need.skill], apart).value,
            "shown": pool.shown[need.skill],
        }
        for need in pool.problem.needs
        if need.skill in missing
    ]


def _hurdle(pool: Pool, need: Need, missing: int, apart: Apart) -> Hurdle:
    shown, free = pool.shown[need.skill], pool.free[need.skill]
    if shown < need.people:
        return Hurdle.FEW if shown else Hurdle.NOBODY
    if free < need.people:
        return Hurdle.NOT_NOW
    for hurdle, wider in _wider(pool, missing):
        must = tuple(
            replace(one, must=True) if one.skill == need.skill else one for one in wider.needs
        )
        if need.skill not in pick(replace(wider, needs=must), apart).lacking(must):
            return hurdle
    return Hurdle.TOGETHER


def _wider(pool: Pool, missing: int) -> Iterator[tuple[Hurdle, Any]]:
    problem = pool.problem
    yield Hurdle.SIZE, replace(problem, most=problem.most + missing)
    yield Hurdle.COLLEAGUES, replace(problem, per_organization=problem.most)
