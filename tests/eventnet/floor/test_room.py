"""The geometry of the room, its words, and its map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnet.floor.drawing import WIDTH, draw
from eventnet.floor.models import FloorPlan, Wall
from eventnet.floor.room import MOST_ROWS, Room, Spot, room_of, usual_per_row
from eventnet.floor.words import about, wall, way, where_stand, where_table

ROOM = Room(20, 5, stands=("A1", "B2"), is_drawn=True)


def test_numbers_run_from_left_to_right_and_row_by_row() -> None:
    assert [ROOM.spot(number) for number in (1, 5, 6, 20)] == [
        Spot(0, 0),
        Spot(0, 4),
        Spot(1, 0),
        Spot(3, 4),
    ]
    assert (ROOM.rows, ROOM.steps(1, 20), ROOM.steps(7, 7)) == (4, 7, 0)


@pytest.mark.parametrize(
    ("entrance", "number", "words"),
    [
        (Wall.BOTTOM, 16, "Table 16: in the first row as you come in, on your left."),
        (Wall.BOTTOM, 3, "Table 3: row 4 from the entrance, straight ahead as you come in."),
        (Wall.TOP, 1, "Table 1: in the first row as you come in, on your right."),
        (Wall.TOP, 10, "Table 10: row 2 from the entrance, on your left as you come in."),
        (Wall.LEFT, 2, "Table 2: row 2 from the entrance, on your left as you come in."),
        (Wall.LEFT, 16, "Table 16: in the first row as you come in, on your right."),
        (Wall.RIGHT, 5, "Table 5: in the first row as you come in, on your right."),
    ],
)
def test_a_table_is_told_as_seen_by_who_comes_in(entrance: Wall, number: int, words: str) -> None:
    assert where_table(Room(20, 5, entrance), number) == words


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (7, 7, "You stay at this table."),
        (7, 8, "At the next table."),
        (7, 12, "At the next table."),
        (6, 9, "3 tables further in the same row."),
        (1, 11, "2 rows further."),
        (1, 7, "1 row further, and 1 table to the side."),
        (1, 20, "3 rows further, and 4 tables to the side."),
    ],
)
def test_a_way_is_told_in_tables_and_rows(one: int, other: int, words: str) -> None:
    assert way(ROOM, one, other) == words


def test_stands_are_along_a_wall() -> None:
    assert wall(ROOM) == "along the wall opposite the entrance"
    assert wall(Room(1, 1, Wall.TOP, stands_wall=Wall.RIGHT)) == (
        "along the wall on your left as you come in"
    )
    assert where_stand(ROOM, "B2") == (
        "Stand B2: number 2 of 2 along the wall opposite the entrance, counted from the left of "
        "the map."
    )
    assert where_stand(ROOM, "C3") is None
    assert about(ROOM).endswith("Stands along the wall opposite the entrance: A1, B2.")


def test_a_room_nobody_described_is_a_guess() -> None:
    assert not room_of(None, 36).is_drawn
    assert [usual_per_row(tables) for tables in (0, 1, 5, 36, 2000)] == [1, 2, 3, 7, 50]
    assert room_of(FloorPlan(event_id="e", per_row=1), 2000).rows == MOST_ROWS


@given(
    st.integers(1, 2000).flatmap(
        lambda tables: st.tuples(st.just(tables), st.lists(st.integers(1, tables), max_size=12))
    ),
    st.integers(1, 100),
    st.sampled_from(Wall),
)
def test_everything_on_a_map_is_within_it(
    sizes: tuple[int, list[int]], per_row: int, side: Wall
) -> None:
    tables, marked = sizes
    plan = FloorPlan(event_id="e", per_row=per_row, entrance=side, stands=["A"], stands_wall=side)
    made = draw(room_of(plan, tables), marked, ["A"])
    boxes = [*made.blocks, *made.marks, *made.labels, *made.stands, made.entrance]
    for box in boxes:
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= WIDTH + 0.1
        assert box.y + box.height <= made.height + 0.1
    assert {box.words for box in made.marks} == {str(number) for number in marked}
    assert not any(
        one.meets(other) for one in made.labels for other in made.labels if one is not other
    )


def test_a_map_of_2000_tables_is_as_small_as_one_of_five() -> None:
    for tables in (5, 2000):
        made = draw(room_of(None, tables), [3])
        shapes = [*made.blocks, *made.numbers, *made.marks, *made.labels]
        assert len(shapes) <= 60, tables


def test_an_empty_room_has_an_empty_map() -> None:
    made = draw(room_of(None, 0), [4])
    assert (made.blocks, made.marks, made.route) == ([], [], "")
