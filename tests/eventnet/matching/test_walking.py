"""Tables that are nearer: every plan stays valid, and nobody's way all told gets longer."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from eventnet.floor.room import Room
from eventnet.matching.walking import Seating, Sitting, shorten_ways, walked

ROOM = Room(12, 4)
RUNS = [["mon-1", "mon-2", "mon-3"], ["tue-1", "tue-2"]]


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[Sitting], dict[str, list[int]]]:
    """Make valid plans: nobody twice in a slot, no table twice, some that stay or need no table."""
    random = Random(draw(st.integers(0, 10_000)))
    people = [f"p{number}" for number in range(draw(st.integers(2, 24)))]
    sittings, free = [], {}
    for slot in [slot for run in RUNS for slot in run]:
        tables = random.sample(range(1, ROOM.tables + 1), random.randint(0, ROOM.tables))
        random.shuffle(people)
        taken = set()
        for one, other in zip(people[::2], people[1::2], strict=False):
            elsewhere = random.random() < 0.2 or not tables
            table = None if elsewhere else tables.pop()
            stays = table is not None and random.random() < 0.3
            if stays:
                taken.add(table)
            sittings.append(Sitting(frozenset((one, other)), slot, table, stays))
        moving = {s.table for s in sittings if s.slot == slot and s.table and not s.stays}
        free[slot] = sorted(moving | set(tables))
    return sittings, free


@given(plans())
def test_the_plan_stays_valid_and_the_way_gets_no_longer(
    plan: tuple[list[Sitting], dict[str, list[int]]],
) -> None:
    sittings, free = plan
    found = shorten_ways(ROOM, RUNS, sittings, free)
    assert [(one.two, one.slot) for one in found.sittings] == [
        (one.two, one.slot) for one in sittings
    ]
    places = Counter((one.slot, one.table) for one in found.sittings if one.table is not None)
    assert set(places.values()) <= {1}
    for before, after in zip(sittings, found.sittings, strict=True):
        assert (before.table is None) == (after.table is None)
        if before.stays:
            assert after.table == before.table
        elif after.table is not None:
            assert after.table in free[after.slot]
    assert found.before == walked(ROOM, RUNS, sittings)
    assert found.after == walked(ROOM, RUNS, found.sittings) <= found.before
    assert shorten_ways(ROOM, RUNS, sittings, free) == found  # the same again


def sitting(two: str, slot: str, table: int | None, *, stays: bool = False) -> Sitting:
    return Sitting(frozenset(two), slot, table, stays)


def test_one_of_the_two_keeps_their_chair() -> None:
    before = [
        sitting("ab", "mon-1", 1),
        sitting("cd", "mon-1", 2),
        sitting("ac", "mon-2", 11),
        sitting("bd", "mon-2", 12),
    ]
    free = {"mon-1": [1, 2], "mon-2": list(range(1, 13))}
    found = shorten_ways(ROOM, RUNS, before, free)
    assert {one.table for one in found.sittings[2:]} == {1, 2}
    assert (found.before, found.after) == (16, 2)


def test_the_nearest_free_table_is_taken_where_the_own_is_not() -> None:
    before = [
        sitting("ab", "mon-1", 6, stays=True),
        sitting("xy", "mon-2", 6, stays=True),
        sitting("ac", "mon-2", 12),
    ]
    found = shorten_ways(ROOM, RUNS, before, {"mon-2": [1, 7, 12]})
    assert found.sittings[2].table == 7
    assert (found.before, found.after) == (3, 1)


def test_nobody_walks_overnight_nor_from_a_stand() -> None:
    before = [
        sitting("ab", "mon-3", 12),
        sitting("ab", "tue-1", 1),
        sitting("ab", "mon-1", 1),
        sitting("ab", "mon-2", None),
    ]
    assert walked(ROOM, RUNS, before) == 0
    found = shorten_ways(ROOM, RUNS, before, {"tue-1": [1, 12], "mon-1": [1], "mon-3": [12]})
    assert found == Seating(before, 0, 0)
