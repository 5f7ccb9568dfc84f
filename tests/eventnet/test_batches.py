"""Values are handed on in lists that fit into a statement."""

from eventnet.batches import FIT, batches


def test_values_come_in_lists_of_at_most_the_size_in_their_order() -> None:
    """Of five by two: two, two, and the one that is left; also of what is read only once."""
    assert list(batches(iter("abcde"), 2)) == [["a", "b"], ["c", "d"], ["e"]]


def test_nothing_makes_no_list() -> None:
    """So no statement is asked about nobody."""
    assert list(batches([])) == []


def test_a_list_is_as_long_as_fits_into_a_statement() -> None:
    """Nobody is lost where one ends."""
    assert [len(some) for some in batches(range(FIT + 1))] == [FIT, 1]
