"""Placing by alternating paths."""

import numpy as np

import matcher
from matcher.board import make_board
from matcher.construct import place_by_path
from matcher.moves import empty_state, put
from tests.matcher.documents import pair, slot


def test_a_path_does_not_seat_a_host_twice_on_one_seat() -> None:
    """A path that leaves a host by one meeting may come back by another of the same slot."""
    problem = matcher.Problem.from_json(
        {
            "slots": [slot(0), slot(1)],
            "people": [
                {"id": "host", "seats": 2},
                {"id": "ann", "unavailable": ["mon-2"]},
                *({"id": name} for name in ("bob", "cyd", "dan")),
            ],
            "pairs": [
                pair("new", "ann", "host"),
                pair("host-bob", "host", "bob"),
                pair("host-cyd", "host", "cyd"),
                pair("bob-cyd", "bob", "cyd"),
                pair("host-dan", "host", "dan"),
            ],
        }
    )
    board = make_board(problem)
    state = empty_state(board)
    for placed, where in ((1, 0), (2, 0), (3, 1), (4, 1)):
        put(board, state, placed, where)
    before = state.at.copy()
    assert not place_by_path(board, state, 0)
    assert np.array_equal(state.at, before)
