"""Who is with whom in a round, and over many of them, by rules and by chance."""

from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from eventnet.rounds.hall import Guest, Hall, Two, two
from eventnet.rounds.pairing import Arrangement, arrange
from eventnet.rounds.planning import Worth, match

ALWAYS = 0b1111


def guests(*names: str, **kw: Guest) -> dict[str, Guest]:
    """Return some who are always free, and others as given."""
    return {name: Guest(name, ALWAYS) for name in names} | kw


def together(came: Arrangement) -> set[tuple[str, ...]]:
    """Return who talks with whom."""
    return {tuple(sorted(talk.members)) for talk in came.talks}


def test_none_and_one_come_to_no_talk() -> None:
    assert arrange(Hall({}), []) == Arrangement([], [])
    alone = arrange(Hall(guests("a")), [])
    assert (alone.talks, alone.left) == ([], ["a"])


def test_the_best_pairs_are_brought_together() -> None:
    worths = [("a", "b", 0.9), ("c", "d", 0.8), ("a", "c", 0.95)]
    came = arrange(Hall(guests("a", "b", "c", "d")), worths)
    assert together(came) == {("a", "b"), ("c", "d")}
    assert came.worth <= came.bound + 1e-6


def test_those_who_both_wanted_to_meet_come_first() -> None:
    worths = [("a", "b", 0.9), ("c", "d", 0.9), ("a", "c", 0.0)]
    hall = Hall(guests("a", "b", "c", "d"), wished=frozenset({("a", "c")}))
    assert together(arrange(hall, worths)) == {("a", "c"), ("b", "d")}


def test_whoever_had_nobody_last_time_is_first_in_line() -> None:
    people = guests("a", "b", c=Guest("c", ALWAYS, is_first=True))
    barred = frozenset({("b", "c")})
    came = arrange(Hall(people, barred=barred), [("a", "b", 1.0)])
    assert (together(came), came.left) == ({("a", "c")}, ["b"])


def test_the_last_of_an_odd_number_joins_two() -> None:
    came = arrange(Hall(guests("a", "b", "c")), [])
    assert (together(came), came.left) == ({("a", "b", "c")}, [])


def test_a_third_joins_only_whom_they_may_meet_at_a_time_for_all() -> None:
    people = {"a": Guest("a", 0b0011), "b": Guest("b", 0b0110), "c": Guest("c", 0b0100)}
    came = arrange(Hall(people), [("a", "b", 0.5)])
    assert (together(came), came.left) == ({("a", "b")}, ["c"])
    people["c"] = Guest("c", 0b1010)
    came = arrange(Hall(people), [("a", "b", 0.5)])
    assert [(set(one.members), one.starts) for one in came.talks] == [({"a", "b", "c"}, 0b0010)]


def test_no_colleagues_unless_they_may() -> None:
    people = {name: Guest(name, ALWAYS, organization="Nine Pumps") for name in "ab"}
    assert arrange(Hall(people), []).left == ["a", "b"]
    assert together(arrange(Hall(people, colleagues=True), [])) == {("a", "b")}


def test_two_sides_meet_only_each_other() -> None:
    people = {
        name: Guest(name, ALWAYS, side=side)
        for name, side in {"a": "one", "b": "one", "c": "other", "d": "other", "e": ""}.items()
    }
    hall = Hall(people, opposite={"one": "other", "other": "one"})
    came = arrange(hall, [("a", "b", 1.0), ("a", "e", 1.0)])
    assert {two(*pair) for pair in together(came)} <= {(a, b) for a in "ab" for b in "cd"}
    assert came.left == ["e"]


edges = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0, 1),
    max_size=20,
)


@given(edges)
def test_a_matching_is_the_best_there_is_and_its_bound_holds(
    found: dict[tuple[int, int], float],
) -> None:
    pairs: list[Worth] = [(str(a), str(b), worth) for (a, b), worth in sorted(found.items())]
    came = match(pairs)
    best = max(map(_worth, _matchings(pairs)), default=0.0)
    assert abs(came.worth - best) < 1e-4
    assert came.bound >= came.worth - 1e-6


def _worth(pairs: list[Worth]) -> float:
    return sum(worth + 2.0 for _a, _b, worth in pairs)


def _matchings(pairs: list[Worth]) -> list[list[Worth]]:
    if not pairs:
        return [[]]
    first, *rest = pairs
    apart = [pair for pair in rest if not {*pair[:2]} & {*first[:2]}]
    return _matchings(rest) + [[first, *more] for more in _matchings(apart)]


people = st.lists(
    st.tuples(st.integers(0, 15), st.sampled_from(["", "", "x", "y"])), min_size=0, max_size=11
)
chance = st.randoms(use_true_random=False)


@settings(max_examples=60, deadline=None)
@given(people, chance, st.integers(1, 6))
def test_over_many_rounds_all_rules_hold(
    who: list[tuple[int, str]], random: Random, rounds: int
) -> None:
    names = [f"p{number:02}" for number in range(len(who))]
    pairs = [two(a, b) for a, b in combinations(names, 2)]
    vetoes = {pair for pair in pairs if random.random() < 0.15}
    had: set[Two] = set()
    first: set[str] = set()
    for _round in range(rounds):
        here = {
            name: Guest(name, starts, firm, is_first=name in first)
            for name, (starts, firm) in zip(names, who, strict=True)
            if random.random() < 0.9 or name in first
        }
        wished = {pair for pair in pairs if random.random() < 0.1 and pair not in had | vetoes}
        hall = Hall(
            here, frozenset(had | vetoes), frozenset(w for w in wished if set(w) <= set(here))
        )
        worths = [(*pair, random.random()) for pair in pairs if set(pair) <= set(here)]
        came = arrange(hall, worths)
        talking = [one for talk in came.talks for one in talk.members]
        assert len(talking) == len(set(talking))
        assert sorted(talking + came.left) == sorted(here)
        for talk in came.talks:
            assert len(talk.members) in {2, 3}
            assert talk.starts
            assert all(here[one].starts & talk.starts == talk.starts for one in talk.members)
            fresh = {two(a, b) for a, b in combinations(talk.members, 2)}
            assert not fresh & (had | vetoes)
            assert all(hall.may(*pair) for pair in fresh)
            had |= fresh
        for one in came.left:  # nobody is left whom two others, or one who is left, could have met
            assert not any(hall.may(one, other) for other in came.left)
            assert not any(
                all(hall.may(one, it) for it in talk.members) and talk.starts & here[one].starts
                for talk in came.talks
                if len(talk.members) == 2
            )
        _first_come_first(hall, came, first)
        first = set(came.left)


def _first_come_first(hall: Hall, came: Arrangement, first: set[str]) -> None:
    """Whoever was first in line is left only if nobody else could give their place to them."""
    by_two = {
        one: other
        for talk in came.talks
        if len(talk.members) == 2
        for one, other in (talk.members, talk.members[::-1])
    }
    for one in first & set(came.left):
        for other, partner in by_two.items():
            wished = two(other, partner) in hall.wished
            if hall.may(one, partner) and other not in first and not wished:
                raise AssertionError((one, other, partner))
