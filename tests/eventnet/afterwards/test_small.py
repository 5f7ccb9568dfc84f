"""What keeps a figure from telling of somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnet.afterwards.small import (
    LEAST,
    about,
    half_of_the_fewest,
    large_bins,
    large_groups,
    none_between,
    of_all,
    open_bins,
)

COUNTS = st.dictionaries(st.integers(0, 30), st.integers(0, 12))
SIZES = st.dictionaries(st.text(min_size=1, max_size=2), st.integers(0, 12))


@given(COUNTS)
def test_no_bin_is_small_and_none_is_left_out(counts: dict[int, int]) -> None:
    bins = large_bins(counts)
    assert all(people >= LEAST for _first, _last, people in bins)
    total = sum(counts.values())
    assert sum(people for *_span, people in bins) == (total if total >= LEAST else 0)


def test_the_highest_number_of_anybody_is_in_no_bin() -> None:
    assert open_bins({0: 5, 3: 6, 12: 1}) == [(0, 0, 5), (1, None, 7)]
    assert open_bins({2: 5, 9: 5}) == [(0, 2, 5), (3, None, 5)]


@given(SIZES)
def test_neither_a_group_nor_the_rest_is_small(sizes: dict[str, int]) -> None:
    alone, rest = large_groups(sizes)
    assert sorted([*alone, *rest]) == sorted(key for key, people in sizes.items() if people)
    assert all(sizes[key] >= LEAST for key in alone)
    if rest and alone:
        assert sum(sizes[key] for key in rest) >= LEAST


def test_the_smallest_joins_a_rest_that_is_too_small() -> None:
    assert large_groups({"a": 9, "b": 6, "c": 1, "d": 0}) == (["a"], ["c", "b"])
    assert large_groups({"a": 9, "b": 3, "c": 2}) == (["a"], ["b", "c"])


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "fewer than 3"), (2, "fewer than 3"), (3, 5), (7, 5), (12, 10)]
)
def test_what_was_said_is_counted_in_steps(count: int, shown: object) -> None:
    assert about(count) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [(0, "fewer than 5"), (4, "fewer than 5"), (5, 5), (35, 35), (36, "nearly everybody")],
)
def test_nearly_nobody_and_nearly_all_are_words(count: int, shown: object) -> None:
    assert of_all(count, 40) == shown


def test_two_ways_to_divide_leave_no_small_group_between_them() -> None:
    assert none_between([("a", True)] * 5 + [("a", False)] * 5 + [("b", True)] * 6)
    assert not none_between([("a", True)] * 5 + [("a", False)] * 1 + [("b", True)] * 6)


def test_the_share_of_the_half_with_the_fewest() -> None:
    assert half_of_the_fewest({3: 10}) == 50
    assert half_of_the_fewest({0: 5, 4: 5}) == 0
    assert half_of_the_fewest({0: 5}) is None
    assert half_of_the_fewest({1: 4, 2: 4}) is None
