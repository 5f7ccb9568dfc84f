"""The circle that is picked, held against every circle that there is, by a measure of its own."""

from collections.abc import Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventnet.crews.planning import Candidate, Problem, pick
from eventnet.crews.planning.circles import MOST_COUNTED
from eventnet.crews.planning.problem import SEAT, SHORT
from tests.eventnet.crews.planning.test_teams import Foes, apart_by

SKILLS = ("maps", "pumps", "law", "trees")
ME = "m0"


def worth(problem: Problem, circle: tuple[Candidate, ...]) -> int:
    """Return what a circle is worth: written out anew, and not shared with what is tried."""
    total = sum(one.worth for one in circle) - SHORT * max(0, problem.least - len(circle))
    for one in circle:
        offered = {skill for two in circle if two.id != one.id for skill in two.strengths}
        total += SEAT * min(MOST_COUNTED, len(offered & one.seeks))
    return total


def hangs_together(problem: Problem, circle: tuple[Candidate, ...]) -> bool:
    """Say whether from each who need not be there gifts lead to whoever it is around, and back."""
    gives = {
        (a.id, b.id) for a in circle for b in circle if a.id != b.id and {*a.strengths} & b.seeks
    }
    for _turn in circle:
        gives |= {(a, d) for a, b in gives for c, d in gives if b == c}
    return all(
        {(ME, one.id), (one.id, ME)} <= gives for one in circle if one.id not in problem.pins
    )


def circles(problem: Problem, foes: Foes) -> Iterator[tuple[Candidate, ...]]:
    """Give every circle that the rules allow."""
    pins = problem.pins
    for size in range(len(problem.candidates) + 1):
        for circle in combinations(problem.candidates, size):
            ids = {one.id for one in circle}
            firms = [one.organization for one in circle if one.organization]
            pinned = [one.organization for one in problem.candidates if one.id in pins]
            if (
                pins <= ids
                and size <= max(problem.most, len(pins))
                and all(
                    firms.count(firm) <= max(problem.per_organization, pinned.count(firm))
                    for firm in firms
                )
                and not any({*two} <= ids and not {*two} <= pins for two in foes)
                and hangs_together(problem, circle)
            ):
                yield circle


@st.composite
def problems(draw: st.DrawFn) -> tuple[Problem, Foes]:
    """Draw a small problem, and who is kept apart."""
    ids = [f"m{number}" for number in range(draw(st.integers(1, 8)))]
    skills = st.sets(st.sampled_from(SKILLS), max_size=3)
    candidates = tuple(
        Candidate(
            key,
            dict.fromkeys(sorted(draw(skills)), 100),
            draw(st.integers(-200, 600)),
            draw(st.sampled_from(["", "oak", "elm"])),
            frozenset(draw(skills)),
        )
        for key in ids
    )
    pairs = list(combinations(ids[1:], 2))
    some = st.frozensets(st.sampled_from(pairs), max_size=6) if pairs else st.just(frozenset())
    most = draw(st.integers(3, 6))
    pins = draw(st.frozensets(st.sampled_from(ids), max_size=2)) | {ME}
    problem = Problem(candidates, (), 3, most, most // 2, pins, around=ME)
    return problem, draw(some)


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_circle_is_better_than_the_one_that_is_picked(given: tuple[Problem, Foes]) -> None:
    problem, foes = given
    known = apart_by(foes)
    picked = pick(problem, lambda key: known.get(key, ()))
    best = max(worth(problem, circle) for circle in circles(problem, foes))
    ids = {ME, *picked.covers}
    circle = tuple(one for one in problem.candidates if one.id in ids)
    assert worth(problem, circle) == best == picked.worth == picked.bound
    assert ids in ({one.id for one in other} for other in circles(problem, foes))
    assert pick(problem, lambda key: known.get(key, ())) == picked


def one(key: str, gives: str, seeks: str, worth: int = 0, firm: str = "") -> Candidate:
    return Candidate(key, dict.fromkeys(gives.split(), 100), worth, firm, frozenset(seeks.split()))


def around(*candidates: Candidate, most: int = 6) -> Problem:
    return Problem(candidates, (), 3, most, most // 2, frozenset({ME}), around=ME)


def test_a_ring_closes_over_people_who_complete_nobody_alone() -> None:
    ring = around(one(ME, "a", "d"), one("m1", "b", "a"), one("m2", "c", "b"), one("m3", "d", "c"))
    team = pick(ring, lambda _key: ())
    assert team.covers == {"m1": ["b"], "m2": ["c"], "m3": ["d"]}
    assert team.gets == {ME: ["d"], "m1": ["a"], "m2": ["b"], "m3": ["c"]}
    assert team.gap == 0


def test_whoever_only_gives_or_only_gets_is_in_no_circle() -> None:
    team = pick(around(one(ME, "a", "b"), one("m1", "b", ""), one("m2", "", "a")), lambda _key: ())
    assert team.covers == {}


def test_two_who_complete_each_other_and_nobody_else_are_left_out() -> None:
    pair = (one("m1", "c", "d", 900), one("m2", "d", "c", 900))
    team = pick(around(one(ME, "a", "b"), *pair, one("m3", "b", "a")), lambda _key: ())
    assert set(team.covers) == {"m3"}


def test_a_list_of_wishes_counts_as_three() -> None:
    greedy = one("m1", "b", "a c d e f g")
    others = (one("m2", "c d e f g b", "a"), one("m3", "b c", "a"), one("m4", "b", "a c"))
    team = pick(around(one(ME, "a", "b"), greedy, *others, most=4), lambda _key: ())
    assert team.worth == SEAT * (1 + MOST_COUNTED + 1 + 2)


def test_no_more_than_half_are_of_one_organization_with_whoever_it_is_around() -> None:
    people = [one(ME, "a", "b", firm="oak")]
    people += [one(f"m{n}", "b", "a", 100, firm="oak") for n in range(1, 4)]
    people += [one("m4", "b", "a"), one("m5", "b", "a")]
    assert set(pick(around(*people, most=4), lambda _key: ()).covers) >= {"m4", "m5"}
