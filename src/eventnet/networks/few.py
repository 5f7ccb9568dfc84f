"""What keeps a map from telling of somebody: no small number, and no single step of a large one.

Whether two know each other can rest on what one of them answered and nobody else reads. So sums
are told in steps, and a tie more or less is seen by nobody who counts before and after.
"""

LEAST = 5
"""Of fewer people or ties than this nothing is told."""
STEP = 5
SHARE = 0.75
"""If more than this share of a topic's people are in one cluster, it would place each of them."""


def about(count: int) -> int:
    """Return a number in steps, the nearest; 0 says that there are too few to tell."""
    return max(STEP * round(count / STEP), STEP) if count >= LEAST else 0
