"""The door to the solvers for crews and circles: whom a brief suits, and the best of them, proven.

Each is a small integer programme for CP-SAT. Who is kept apart from whom is asked only of those who
come up, so nobody computes all pairs of a community: a team with two who do not go together is
ruled out, with all others that join one of its people to somebody they are kept apart from, and the
next best is found, until one holds. Each programme on the way is looser than the whole, so the last
one's bound holds for the whole.
"""

from collections.abc import Collection, Mapping
from typing import Any

import matcher
from eventnet.crews.planning.circles import Circle
from eventnet.crews.planning.problem import Apart, Candidate, Need, Problem, Team
from eventnet.crews.planning.teams import Crew

__all__ = ["Apart", "Candidate", "Need", "Problem", "Team", "fits", "pick"]

TURNS = 200
"""So often a team with two who are kept apart is replaced by the next best."""


def fits(client: Mapping[str, Any], people: Collection[Mapping[str, Any]]) -> dict[str, float]:
    """Return how well each of these suits whoever the team is for, 0 to 1, as the engine rates it.

    Both are people documents of the engine; only what is written in them counts.
    """
    document = {
        "format": "eventnet-people/1",
        "people": [{**client, "role": "client"}, *({**one, "role": "member"} for one in people)],
        "meets": [["client", "member"]],
    }
    pairs = matcher.affinity(matcher.People.from_json(document), top=0)
    worth = {pair.b if pair.a == client["id"] else pair.a: pair.affinity for pair in pairs}
    top = max(worth.values(), default=0.0)
    return {key: value / top for key, value in worth.items()} if top else {}


def pick(problem: Problem, apart: Apart) -> Team:
    """Return the best team in which no two are kept apart; the same problem gives the same one."""
    programme = Circle(problem) if problem.around else Crew(problem)
    asked: set[str] = set()
    for _turn in range(TURNS):
        team = programme.solved()
        foes = {key: set(apart(key)) for key in sorted(team.covers) if key not in asked}
        asked |= foes.keys()
        # A pair that clashes has one of the two asked in this turn, or was ruled out before.
        clash = any(programme.clashes(key, others, team) for key, others in foes.items())
        if not clash:
            return team
        for key, others in foes.items():
            programme.keep_apart(key, others)
    raise RuntimeError(f"no team in {TURNS} turns in which no two are kept apart")
