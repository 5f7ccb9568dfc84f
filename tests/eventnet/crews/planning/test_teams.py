"""The team that is picked, held against every team that there is, by a measure of its own."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventnet.crews.planning import Candidate, Need, Problem, pick
from eventnet.crews.planning.problem import MUST, SEAT, SHORT
from eventnet.crews.planning.teams import HEAD, KNOWS

Foes = frozenset[tuple[str, str]]
SKILLS = ("maps", "pumps", "law")


def worth(problem: Problem, team: tuple[Candidate, ...]) -> int:
    """Return what a team is worth: written out anew, and not shared with what is tried."""
    total = sum(one.worth - HEAD for one in team)
    total -= SHORT * max(0, problem.least - len(team))
    for need in problem.needs:
        best = sorted(one.strengths[need.skill] for one in team if need.skill in one.strengths)
        for strength in best[::-1][: need.people]:
            total += strength + (MUST if need.must else SEAT)
    ids = {one.id for one in team}
    for one in ids:
        total += KNOWS * any({one, other} in map(set, problem.known) for other in ids - {one})
    return total


def teams(problem: Problem, foes: Foes) -> Iterator[tuple[Candidate, ...]]:
    """Give every team that the rules allow."""
    pins = problem.pins
    for size in range(len(problem.candidates) + 1):
        for team in combinations(problem.candidates, size):
            ids = {one.id for one in team}
            firms = [one.organization for one in team if one.organization]
            pinned = [c.organization for c in problem.candidates if c.id in pins]
            if (
                pins <= ids
                and size <= max(problem.most, len(pins))
                and all(
                    firms.count(firm) <= max(problem.per_organization, pinned.count(firm))
                    for firm in firms
                )
                and not any({*two} <= ids and not {*two} <= pins for two in foes)
            ):
                yield team


@st.composite
def problems(draw: st.DrawFn) -> tuple[Problem, Foes]:
    """Draw a small problem, and who is kept apart."""
    ids = [f"m{number}" for number in range(draw(st.integers(0, 7)))]
    pairs = list(combinations(ids, 2))
    some = st.frozensets(st.sampled_from(pairs), max_size=6) if pairs else st.just(frozenset())
    candidates = tuple(
        Candidate(
            key,
            draw(st.dictionaries(st.sampled_from(SKILLS), st.sampled_from([100, 120, 160]))),
            draw(st.integers(-200, 150)),
            draw(st.sampled_from(["", "oak", "elm"])),
        )
        for key in ids
    )
    needs = tuple(
        Need(skill, draw(st.integers(1, 3)), draw(st.booleans()))
        for skill in draw(st.sets(st.sampled_from(SKILLS), min_size=1))
    )
    most = draw(st.integers(1, 5))
    pins = draw(st.frozensets(st.sampled_from(ids), max_size=2)) if ids else frozenset()
    problem = Problem(
        candidates, needs, draw(st.integers(1, most)), most, max(1, most // 2), pins, draw(some)
    )
    return problem, draw(some)


def apart_by(foes: Foes) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in foes:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


@settings(max_examples=60, deadline=None)
@given(problems())
def test_no_team_is_better_than_the_one_that_is_picked(given: tuple[Problem, Foes]) -> None:
    problem, foes = given
    known = apart_by(foes)
    picked = pick(problem, lambda key: known.get(key, ()))
    best = max(worth(problem, team) for team in teams(problem, foes))
    by_id = {one.id: one for one in problem.candidates}
    team = tuple(by_id[key] for key in sorted(picked.covers))
    assert worth(problem, team) == best == picked.worth == picked.bound
    assert {one.id for one in team} in ({c.id for c in t} for t in teams(problem, foes))
    assert pick(problem, lambda key: known.get(key, ())) == picked


def candidate(key: str, *skills: str, **said: object) -> Candidate:
    return Candidate(key, dict.fromkeys(skills, 100), **said)  # type: ignore[arg-type]


def a_problem(*candidates: Candidate, needs: tuple[Need, ...], **said: object) -> Problem:
    values: dict[str, object] = {"least": 1, "most": 4, "per_organization": 2}
    return Problem(candidates, needs, **(values | said))  # type: ignore[arg-type]


def test_nobody_is_added_who_stands_for_nothing_once_there_are_enough() -> None:
    people = [candidate("a", "maps"), candidate("b"), candidate("c", worth=150)]
    team = pick(a_problem(*people, needs=(Need("maps"),)), lambda _key: ())
    assert team.covers == {"a": ["maps"]}


def test_the_least_size_is_filled_with_who_suits_best() -> None:
    people = [candidate("a", "maps"), candidate("b"), candidate("c", worth=100)]
    team = pick(a_problem(*people, needs=(Need("maps"),), least=2), lambda _key: ())
    assert team.covers == {"a": ["maps"], "c": []}


def test_a_must_comes_before_any_number_of_others() -> None:
    people = [candidate("a", "law"), candidate("b", "maps", "pumps", worth=150)]
    needs = (Need("law", must=True), Need("maps"), Need("pumps"))
    team = pick(a_problem(*people, needs=needs, most=1), lambda _key: ())
    assert set(team.covers) == {"a"}
    assert team.lacking(needs) == {"maps": 1, "pumps": 1}


def test_without_anybody_there_is_an_empty_team() -> None:
    team = pick(a_problem(needs=(Need("maps", 2, True),)), lambda _key: ())
    assert team.covers == {}
    assert team.lacking((Need("maps", 2, True),)) == {"maps": 2}


@pytest.mark.parametrize("number", [3, 12])
def test_two_who_are_kept_apart_are_replaced_until_all_go_together(number: int) -> None:
    people = [candidate(f"m{n:02}", "maps", worth=100 - n) for n in range(number)]
    asked: list[str] = []

    def apart(key: str) -> set[str]:
        asked.append(key)
        return {one.id for one in people[:-1]} if key != people[-1].id else set()

    team = pick(a_problem(*people, needs=(Need("maps", 2),)), apart)
    assert set(team.covers) == {"m00", people[-1].id}
    assert len(asked) == len(set(asked))
