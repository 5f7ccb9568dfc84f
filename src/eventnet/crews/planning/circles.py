"""The programme of a circle: members whose offers complete each other, around one of them.

A gift is something that one offers and another looks for. A circle is a ring or near to one: from
whoever it is around, gifts lead to each of it, and from each of them back. So everybody gives, and
everybody gets, and nobody hangs on to the others by one side only. Rings are asked of what comes
up: where gifts lead from some of those picked to nobody else, or to them from nobody else, somebody
has to join who is given to, or gives; each programme on the way is looser than the whole.
"""

from collections.abc import Collection, Iterable, Mapping

from ortools.sat.python import cp_model

from eventnet.crews.planning.problem import SEAT, Candidate, Team
from eventnet.crews.planning.programme import EFFORT, Programme

MOST_COUNTED = 3
"""So many skills that somebody gets count, so that nobody is picked for a long list."""


class Circle(Programme):
    """The programme whose best answer is the best circle around one of the candidates."""

    effort = 3 * EFFORT

    gives_to: dict[str, list[str]]
    gets_from: dict[str, list[str]]

    def worth(self) -> list[cp_model.LinearExprT]:
        """Let each skill that somebody looks for and gets be worth a seat; each gives and gets."""
        people = self.people.values()
        self.gives_to = {
            one.id: [
                two.id for two in people if two is not one and one.strengths.keys() & two.seeks
            ]
            for one in people
        }
        self.gets_from = {key: [] for key in self.people}
        for key, others in self.gives_to.items():
            for other in others:
                self.gets_from[other].append(key)
        self._lead(self.gives_to)
        self._lead(self.gets_from)
        worth: list[cp_model.LinearExprT] = [
            one.worth * self.inside[key] for key, one in self.people.items()
        ]
        return worth + [SEAT * got for one in people for got in self._got(one)]

    def _got(self, one: Candidate) -> Iterable[cp_model.IntVar]:
        """Return what somebody looks for and gets, as far as it counts."""
        found = []
        for skill in sorted(one.seeks):
            able = [
                self.inside[two.id]
                for two in self.people.values()
                if two is not one and skill in two.strengths
            ]
            if able:
                got = self.model.new_bool_var(f"{one.id} gets {skill}")
                self.model.add_implication(got, self.inside[one.id])
                self.model.add_bool_or(*able, got.negated())
                found.append(got)
        self.model.add(sum(found) <= MOST_COUNTED)
        return found

    def _lead(self, by: Mapping[str, Collection[str]]) -> None:
        """Let nobody be inside to whom, by these ways, nothing leads from whoever it is around.

        A way has as many steps at most as there are others. Who is inside whatever else needs none.
        """
        near: dict[str, cp_model.IntVar] = {
            self.problem.around: self.inside[self.problem.around],
        }
        for step in range(1, max(self.problem.most, len(self.pinned))):
            reached = {}
            for key in sorted({*near} | {other for one in near for other in by[one]}):
                before = [near[one] for one in sorted({key, *self._back(by)[key]} & near.keys())]
                reached[key] = self.model.new_bool_var(f"{key} within {step}")
                self.model.add_implication(reached[key], self.inside[key])
                self.model.add_bool_or(*before, reached[key].negated())
            near = reached
        for key in sorted(self.people.keys() - self.pinned):
            if key in near:
                self.model.add_implication(self.inside[key], near[key])
            else:
                self.model.add(self.inside[key] == 0)

    def _back(self, by: Mapping[str, Collection[str]]) -> Mapping[str, Collection[str]]:
        return self.gets_from if by is self.gives_to else self.gives_to

    def team(self, solver: cp_model.CpSolver, worth: int, bound: int) -> Team:
        """Read who is inside, without whom it is around, and what each gives and gets."""
        inside = [one for key, one in self.people.items() if solver.value(self.inside[key])]
        gives, gets = {}, {}
        for one in inside:
            others = [two for two in inside if two is not one]
            wanted = {skill for two in others for skill in two.seeks}
            given = {skill for two in others for skill in two.strengths}
            gives[one.id] = sorted(wanted & one.strengths.keys())
            gets[one.id] = sorted(given & one.seeks)
        gives.pop(self.problem.around)
        return Team(gives, worth, bound, gets)
