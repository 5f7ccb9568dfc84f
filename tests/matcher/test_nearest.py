"""The nearest people: exactly those that a plain search of every pair finds."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from matcher.affinities import nearest
from matcher.affinities.permits import Permits


def permits(random: np.random.Generator, n: int) -> Permits:
    roles = np.array([[True, True, False], [True, False, True], [False, True, False]])
    keys = np.sort(random.choice(n * n, n, replace=False))
    return Permits(
        role=random.integers(0, 3, n).astype(np.int32),
        roles=roles,
        organization=random.integers(0, max(1, n // 3), n).astype(np.int32),
        vetoed=keys[keys // n < keys % n],
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("dense", [0, 3])
def test_nearest_are_those_of_a_plain_search(
    monkeypatch: pytest.MonkeyPatch, seed: int, dense: int
) -> None:
    monkeypatch.setattr(nearest, "LEAST", 7)
    monkeypatch.setattr(nearest, "_STRIPE", 4)
    random, n, count = np.random.default_rng(seed), 53, 6
    few = random.integers(0, 3, (n, 12)) * (random.random((n, 12)) < 0.3)
    left = few.astype(np.float32)  # small whole numbers: sums are exact, and ties are many
    means = random.integers(-2, 3, (n, dense)).astype(np.float32)
    rules = permits(random, n)
    with ThreadPoolExecutor(2) as executor:
        a, b = nearest.find_nearest(
            csr_matrix(left), csr_matrix(left), means, rules, count, executor
        )
    near = left @ left.T + np.maximum(0, means @ means.T)
    i, j = np.indices((n, n), np.int32).reshape(2, -1)
    allowed = rules.allow(i, j).reshape(n, n)
    wanted = set()
    for person in range(n):
        order = sorted(range(n), key=lambda other: (-near[person, other], other))
        those = [o for o in order if allowed[person, o] and near[person, o] > 0]
        wanted |= {(person, other) for other in those[:count]}
    assert len(wanted) > n
    assert sorted(zip(a.tolist(), b.tolist(), strict=True)) == sorted(wanted)
