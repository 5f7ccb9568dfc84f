"""Where things stand in a picture: near to what they are tied to, and never on each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Any

import numpy as np
import rustworkx

SEED = 2027
DOT_SPACE = 6.5
"""Between the dots of a cluster."""
SMALLEST = 20.0
LABEL = (188.0, 62.0)
"""Of a cluster's name, which stands below it."""
GAP = 14.0
ROUNDS = 400
GROWTH = 1.01
GOLDEN = pi * (3 - sqrt(5))

Array = "np.ndarray[Any, np.dtype[np.float64]]"


@dataclass(frozen=True)
class Place:
    """Where the middle of something stands, and how large it is."""

    x: float
    y: float
    radius: float = 0.0


def place_clusters(sizes: Sequence[int], between: Mapping[tuple[int, int], int]) -> list[Place]:
    """Return where clusters of so many people stand, by the ties between them."""
    radii = [max(SMALLEST, DOT_SPACE * sqrt(size) + 6) for size in sizes]
    boxes = [(max(2 * radius, LABEL[0]), 2 * radius + LABEL[1]) for radius in radii]
    links = {two: float(count) for two, count in between.items() if two[0] != two[1]}
    middles = spread(boxes, links)
    return [
        Place(round(x, 1), round(y - LABEL[1] / 2, 1), round(radius, 1))
        for (x, y), radius in zip(middles, radii, strict=True)
    ]


def spread(
    boxes: Sequence[tuple[float, float]], links: Mapping[tuple[int, int], float]
) -> list[tuple[float, float]]:
    """Return middles for boxes (width, height) so that none covers another, the linked near.

    A spring layout with a fixed seed, after which what overlaps is pushed apart. The middles are
    measured from the left and the top of the whole.
    """
    if not boxes:
        return []
    sides = np.array(boxes) + GAP
    at = _sprung(len(boxes), links) * sqrt(float((sides[:, 0] * sides[:, 1]).sum())) * 0.45
    at[:, 0] *= 1.25
    for _round in range(ROUNDS):
        if not _push(at, sides):
            break
        at *= GROWTH
    at -= (at - sides / 2).min(axis=0)
    return [(float(x), float(y)) for x, y in at]


def _sprung(count: int, links: Mapping[tuple[int, int], float]) -> Any:
    """Return places (n, 2) around the middle, by a spring layout."""
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    most = max(links.values(), default=1.0)
    graph.add_edges_from([(*two, weight / most) for two, weight in sorted(links.items())])
    found = rustworkx.spring_layout(graph, seed=SEED, num_iter=150, weight_fn=float)
    places = np.array([found[node] for node in range(count)], dtype=np.float64).reshape(-1, 2)
    places += _sunflower(count) * 1e-3  # two in one place could not be pushed apart
    return _lying(_gathered(places - places.mean(axis=0)))


def _gathered(places: Any) -> Any:
    """Draw in those who stand far off, in their order, so that they leave no hole."""
    far = np.sqrt((places**2).sum(axis=1, keepdims=True))
    usual = max(float(np.median(far)), 1e-9)
    drawn_in = np.where(far > usual, usual * (1 + np.log(far / usual + 1e-9)), far)
    return places * drawn_in / np.maximum(far, 1e-9) / (2 * usual)


def _lying(places: Any) -> Any:
    """Turn places (n, 2) so that they are wider than they are high."""
    if len(places) < 3:
        return places
    _values, axes = np.linalg.eigh(places.T @ places)
    axes *= np.where(axes[np.abs(axes).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    turned: Any = places @ axes[:, ::-1]
    return turned


def _push(at: Any, sides: Any) -> bool:
    """Push boxes (n, 2) that overlap apart along the shorter way; say whether any did."""
    away = at[:, None, :] - at[None, :, :]
    over = (sides[:, None, :] + sides[None, :, :]) / 2 - np.abs(away)
    hit = (over > 1e-6).all(axis=2)
    np.fill_diagonal(hit, val=False)
    if not hit.any():
        return False
    shorter = over[..., 0] <= over[..., 1]
    for axis, mine in ((0, shorter), (1, ~shorter)):
        turn = np.where(away[..., axis] >= 0, 1.0, -1.0)
        at[:, axis] += (turn * over[..., axis] * (hit & mine) / 2).sum(axis=1) * 0.7
    return True


def _sunflower(count: int) -> Any:
    """Return places (n, 2) like the seeds of a sunflower: evenly, from the middle out."""
    return np.array([seed(number) for number in range(count)])


def seed(number: int) -> tuple[float, float]:
    """Return the place of a seed of a sunflower whose seeds are about 1.8 apart."""
    reach = sqrt(number + 0.5)
    return reach * cos(number * GOLDEN), reach * sin(number * GOLDEN)
