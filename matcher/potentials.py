"""What a meeting of each person is worth at the margin, read off an optimal flow."""

import numpy as np

from matcher.compiled import compiled
from matcher.flow import Relaxation
from matcher.problem import Flags, Floats, Ints

_PASSES = 300


def meeting_prices(
    a: Ints, b: Ints, worth: Floats, capacity: Ints, relaxation: Relaxation
) -> Floats:
    """Return (n,) prices ≥ 0 of a meeting, optimal duals of the relaxation without floors.

    They are half the difference of the potentials of a person's two copies, shortest
    distances in the residual network (Bellman and Ford). Cut short after many passes they
    are still prices.
    """
    used = np.flatnonzero(worth > 0)
    held = np.bincount(
        np.concatenate([a[used], b[used]]),
        np.concatenate([relaxation.share[used], relaxation.share[used]]),
        minlength=len(capacity),
    )
    left, right = _potentials(
        a[used], b[used], worth[used], relaxation.forth[used], relaxation.back[used],
        held < capacity - 0.25,
    )  # fmt: skip
    prices: Floats = np.maximum(0.0, (left - right) / 2)
    return prices


@compiled
def _potentials(
    a: Ints,
    b: Ints,
    worth: Floats,
    forth: Floats,
    back: Floats,
    slack: Flags,
) -> tuple[Floats, Floats]:
    n = len(slack)
    left, right = np.zeros(n), np.zeros(n)
    for _ in range(_PASSES):
        changed = False
        for k in range(len(a)):
            for side in range(2):
                i = a[k] if side == 0 else b[k]
                j = b[k] if side == 0 else a[k]
                full = forth[k] > 0 if side == 0 else back[k] > 0
                if full and left[i] > right[j] + worth[k] + 1e-12:
                    left[i] = right[j] + worth[k]
                    changed = True
                elif not full and right[j] > left[i] - worth[k] + 1e-12:
                    right[j] = left[i] - worth[k]
                    changed = True
        for i in range(n):
            if right[i] > left[i]:
                right[i] = left[i]
                changed = True
            if slack[i] and left[i] > right[i]:
                left[i] = right[i]
                changed = True
        if not changed:
            break
    return left, right
