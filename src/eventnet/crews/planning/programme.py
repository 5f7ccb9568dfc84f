"""The integer programme that teams and circles share: who is inside, how many, and of whom."""

from abc import ABC, abstractmethod
from collections.abc import Collection

from ortools.sat.python import cp_model

from eventnet.crews.planning.problem import SHORT, Problem, Team

EFFORT = 2.0
"""How long one programme is worked on, in CP-SAT's count of work: about as many seconds."""


class Programme(ABC):
    """The integer programme of a problem."""

    effort = EFFORT

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        people = sorted(problem.candidates, key=lambda one: one.id)
        self.people = {one.id: one for one in people}
        self.inside = {key: self.model.new_bool_var(key) for key in self.people}
        self.pinned = problem.pins & self.people.keys()
        worth = self.worth()
        worth.append(-SHORT * self._size())
        self._organizations()
        for key in sorted(self.pinned):
            self.model.add(self.inside[key] == 1)
        self.model.maximize(sum(worth))

    @abstractmethod
    def worth(self) -> list[cp_model.LinearExprT]:
        """Say what a team is worth, in parts, and add what such a team has to keep to."""

    @abstractmethod
    def team(self, solver: cp_model.CpSolver, worth: int, bound: int) -> Team:
        """Read the team that was found."""

    def _size(self) -> cp_model.IntVar:
        """Limit how many are inside; return how many there are too few."""
        least, most = self.problem.least, max(self.problem.most, len(self.pinned))
        short = self.model.new_int_var(0, least, "short")
        inside = sum(self.inside.values())
        self.model.add(inside <= most)
        self.model.add(inside + short >= least)
        return short

    def _organizations(self) -> None:
        colleagues: dict[str, list[str]] = {}
        for one in self.people.values():
            if one.organization:
                colleagues.setdefault(one.organization, []).append(one.id)
        for ids in colleagues.values():
            most = max(self.problem.per_organization, len(self.pinned & set(ids)))
            if len(ids) > most:
                self.model.add(sum(self.inside[key] for key in ids) <= most)

    def clashes(self, key: str, others: Collection[str], team: Team) -> bool:
        """Say whether somebody of a team is kept apart from another, who is not there anyhow."""
        inside = team.covers.keys() & set(others)
        return bool(inside - self.pinned if key in self.pinned else inside)

    def keep_apart(self, key: str, others: Collection[str]) -> None:
        """Let somebody be in no team with these; two who are both pinned are left as they are."""
        for other in sorted(self.people.keys() & set(others) - {key}):
            if not {key, other} <= self.pinned:
                self.model.add_at_most_one(self.inside[key], self.inside[other])

    def solved(self) -> Team:
        """Return the best team that the programme allows, with one worker: always the same."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = self.effort
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise RuntimeError(f"no team was found: {solver.status_name(status)}")
        worth = round(solver.objective_value)
        bound = worth if status == cp_model.OPTIMAL else int(solver.best_objective_bound)
        return self.team(solver, worth, bound)
