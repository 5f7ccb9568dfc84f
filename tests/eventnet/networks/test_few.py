"""Numbers in steps."""

import pytest

from eventnet.networks.few import about


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, 0), (4, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (1998, 2000)],
)
def test_a_number_is_told_in_steps_and_a_small_one_not(count: int, told: int) -> None:
    assert about(count) == told
