"""The programme of a crew: who is in it, and who of them stands for which skill."""

from ortools.sat.python import cp_model

from eventnet.crews.planning.problem import MUST, SEAT, Team
from eventnet.crews.planning.programme import Programme

HEAD = 400
"""What each person costs: nobody is added who stands for nothing, once there are enough."""
KNOWS = 40
"""What it is worth that somebody knows another of the team."""


class Crew(Programme):
    """The programme whose best answer is the best team for what a brief needs."""

    stands: dict[tuple[str, str], cp_model.IntVar]

    def worth(self) -> list[cp_model.LinearExprT]:
        """Let seats be worth something, how well people suit, and that they know each other."""
        self.stands = {}
        heads: list[cp_model.LinearExprT] = [
            (one.worth - HEAD) * self.inside[key] for key, one in self.people.items()
        ]
        return heads + self._skills() + self._acquaintances()

    def _skills(self) -> list[cp_model.LinearExprT]:
        """Let whoever is inside stand for the skills that they have, each of so many people."""
        worth: list[cp_model.LinearExprT] = []
        for need in self.problem.needs:
            able = [one for one in self.people.values() if need.skill in one.strengths]
            for one in able:
                stands = self.model.new_bool_var(f"{one.id} {need.skill}")
                self.model.add_implication(stands, self.inside[one.id])
                self.stands[one.id, need.skill] = stands
                seat = (MUST if need.must else SEAT) + one.strengths[need.skill]
                worth.append(seat * stands)
            self.model.add(sum(self.stands[one.id, need.skill] for one in able) <= need.people)
        return worth

    def _acquaintances(self) -> list[cp_model.LinearExprT]:
        """Let it be worth something that somebody knows another of the team."""
        friends: dict[str, list[str]] = {}
        for a, b in sorted(self.problem.known):
            if a in self.people and b in self.people:
                friends.setdefault(a, []).append(b)
                friends.setdefault(b, []).append(a)
        worth: list[cp_model.LinearExprT] = []
        for key, others in sorted(friends.items()):
            knows = self.model.new_bool_var(f"{key} knows")
            self.model.add_implication(knows, self.inside[key])
            self.model.add_bool_or(*(self.inside[other] for other in others), knows.negated())
            worth.append(KNOWS * knows)
        return worth

    def team(self, solver: cp_model.CpSolver, worth: int, bound: int) -> Team:
        """Read who is inside, and what each stands for."""
        covers = {
            key: [
                need.skill
                for need in self.problem.needs
                if (key, need.skill) in self.stands and solver.value(self.stands[key, need.skill])
            ]
            for key, inside in self.inside.items()
            if solver.value(inside)
        }
        return Team(covers, worth, bound)
