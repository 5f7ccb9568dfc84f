"""What a plan gives to groups of people: by role, by newcomers; and the wishes it meets."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matcher.people import People
from matcher.plan import Plan
from matcher.problem import Flags, Floats, Ints, Problem


@dataclass(frozen=True)
class Group:
    """The figures of some of the people.

    Attributes
    ----------
    people, served: how many there are, and how many of them have a meeting.
    meetings_each: meetings per person, on average.
    worst_share, median_share: own affinity over own best possible, of those with any usable
        pair; 1 where there is nobody.
    floor_people, floor_met: people with a floor, and those of them who reach it.
    """

    people: int
    served: int
    meetings_each: float
    worst_share: float
    median_share: float
    floor_people: int
    floor_met: int

    def text(self) -> str:
        """Return the figures in one line."""
        floors = f"; {self.floor_met} of {self.floor_people} reach their floor"
        return (
            f"{self.people} people, {self.served} with a meeting, {self.meetings_each:.1f}"
            f" meetings each; the worst-off gets {self.worst_share:.0%}, half at least"
            f" {self.median_share:.0%}" + (floors if self.floor_people else "") + "."
        )


@dataclass(frozen=True)
class Wishes:
    """Wishes among the people of the problem, and how many of them are met.

    A wish is met if the two meet. One that both have counts once, as mutual.
    """

    one_sided: int
    one_sided_met: int
    mutual: int
    mutual_met: int

    def text(self) -> str:
        """Return the figures in a sentence."""
        return (
            f"Wishes met: {self.mutual_met} of {self.mutual} mutual ones,"
            f" {self.one_sided_met} of {self.one_sided} one-sided ones."
        )


@dataclass(frozen=True)
class Standing:
    """How each of the n people stands: own affinity, best possible, meetings and floor."""

    own: Floats
    best: Floats
    meetings: Ints
    floor: Ints

    def of(self, these: Flags) -> Group:
        """Return the figures of the people whom `these` (n,) marks."""
        can = these & (self.best > 0)
        share = self.own[can] / self.best[can]
        floored = these & (self.floor > 0)
        count = self.meetings[these]
        return Group(
            people=int(these.sum()),
            served=int((count > 0).sum()),
            meetings_each=float(count.mean()) if count.size else 0.0,
            worst_share=float(share.min(initial=1.0)),
            median_share=float(np.median(share)) if share.size else 1.0,
            floor_people=int(floored.sum()),
            floor_met=int((self.meetings >= self.floor)[floored].sum()),
        )


def by_role(problem: Problem, people: People, standing: Standing) -> dict[str, Group]:
    """Return role → figures; whoever has no role, or no profile, is under the empty role."""
    role_of = {person.id: person.role for person in people.people}
    roles = np.array([role_of.get(name, "") for name in problem.people.ids], np.object_)
    return {role: standing.of(roles == role) for role in sorted(set(roles.tolist()))}


def by_newcomers(problem: Problem, people: People, standing: Standing) -> dict[str, Group] | None:
    """Return the figures of newcomers and of the others; None where nobody has met anybody.

    A newcomer is somebody with a profile who has met nobody and whom nobody has met.
    """
    known = {person.id for person in people.people}
    met = {name for person in people.people for name in person.met}
    met |= {person.id for person in people.people if person.met}
    if not met:
        return None
    new = np.array([name in known and name not in met for name in problem.people.ids], np.bool_)
    return {"newcomers": standing.of(new), "others": standing.of(~new)}


def count_wishes(problem: Problem, plan: Plan, people: People) -> Wishes:
    """Return how many wishes there are, and how many the plan meets."""
    here = set(problem.people.ids)
    wanted = {
        (person.id, other)
        for person in people.people
        if person.id in here
        for other in person.wants
        if other in here and other != person.id
    }
    met = {frozenset((meeting.a, meeting.b)) for meeting in plan.meetings}
    mutual = {frozenset(two) for two in wanted if two[::-1] in wanted}
    one_sided = {frozenset(two) for two in wanted} - mutual
    return Wishes(len(one_sided), len(one_sided & met), len(mutual), len(mutual & met))


def group_lines(title: str, groups: Iterable[tuple[str, Group]]) -> list[str]:
    """Return a line for each group that has anybody, under a title."""
    return [title, *(f"  {name}: {group.text()}" for name, group in groups if group.people)]
