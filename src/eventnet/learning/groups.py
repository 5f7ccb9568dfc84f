"""What was predicted beside what was found, in groups so large that they tell of nobody."""

from collections.abc import Iterable, Mapping
from typing import Any

from eventnet.affinities.learned import LEAST_GROUP

Document = dict[str, Any]
STEP = 5
"""Hundredths are told in steps of this, so that no single rating shows in them."""


def coarse(share: float) -> int:
    """Return a share in hundredths, by steps."""
    return STEP * round(100 * share / STEP)


def large_groups(parts: Iterable[Mapping[str, Any]]) -> list[Document]:
    """Put parts of ratings together, from the lowest prediction on, until each is large enough.

    People who are in several parts count once: of two parts together we know only that they hold
    as many people as the larger one, and count on no more.
    """
    groups: list[Document] = []
    for part in parts:
        if groups and groups[-1]["people"] < LEAST_GROUP:
            groups[-1] = _together(groups[-1], part)
        else:
            groups.append(dict(part))
    if len(groups) > 1 and groups[-1]["people"] < LEAST_GROUP:
        last = groups.pop()
        groups[-1] = _together(groups[-1], last)
    return [
        {
            "ratings": one["outcomes"],
            "predicted": coarse(one["predicted"]),
            "found": coarse(one["found"]),
        }
        for one in groups
        if one["people"] >= LEAST_GROUP
    ]


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> Document:
    total = one["outcomes"] + other["outcomes"]
    means = {
        name: (one["outcomes"] * one[name] + other["outcomes"] * other[name]) / total
        for name in ("predicted", "found")
    }
    return {"outcomes": total, "people": max(one["people"], other["people"]), **means}
