"""What a plan gives to the people in it: reach, fairness, breaks, and the distance to the bound."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from matcher.board import make_board
from matcher.envy import envious
from matcher.groups import Group, Standing, Wishes, by_newcomers, by_role, count_wishes, group_lines
from matcher.people import People
from matcher.placements import slots_of
from matcher.plan import Plan
from matcher.problem import Problem
from matcher.shares import best_possible, own_affinity, worth_of


@dataclass(frozen=True)
class Report:
    """The figures of a plan.

    Attributes
    ----------
    people, meetings: how many there are.
    served: people with at least one meeting; `possible`: people with any usable pair.
    meetings_each: meetings → number of people who have so many.
    floor_people, floor_met: people with a floor, and those of them who reach it.
    worst_share, low_share, median_share: own affinity over own best possible, of the worst-off,
        at the 10th percentile and at the median of the people with any usable pair.
    envious: people who envy somebody up to one meeting, as `matcher.envy` defines it.
    mandatory, mandatory_placed, kept, changes: as the words say.
    bound_share: objective over bound, 1 where both are 0.
    slack: share of the best objective that the plan may have spent on the worst-off.
    wishes, roles, newcomers: wishes met, role → figures, and the figures of newcomers and
        others; None without profiles, newcomers also where nobody has met anybody.
    """

    status: str
    people: int
    meetings: int
    served: int
    possible: int
    meetings_each: dict[int, int]
    floor_people: int
    floor_met: int
    shortfall: int
    shortfall_bound: int
    worst_share: float
    low_share: float
    median_share: float
    envious: int
    mandatory: int
    mandatory_placed: int
    kept: int
    changes: int
    breaks: int
    affinity: float
    objective: float
    bound: float
    bound_share: float
    slack: float = 0.0
    wishes: Wishes | None = None
    roles: dict[str, Group] | None = None
    newcomers: dict[str, Group] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the figures by name."""
        return asdict(self)

    def text(self) -> str:
        """Return the figures in sentences."""
        lines = [
            (
                f"{self.served} of {self.people} people have a meeting ({self.possible} have"
                f" someone they could meet); {self.meetings} meetings in all."
            ),
            "Meetings each: "
            + ", ".join(f"{count} × {people}" for count, people in self.meetings_each.items())
            + " (meetings × people).",
        ]
        if self.floor_people:
            lines.append(
                f"{self.floor_met} of {self.floor_people} people reach their floor;"
                f" {self.shortfall} meetings are missing, and no plan misses fewer than"
                f" {self.shortfall_bound}."
            )
        if self.possible:
            lines.append(
                f"Of their own best possible, the worst-off person gets {self.worst_share:.0%},"
                f" nine in ten at least {self.low_share:.0%}, half at least"
                f" {self.median_share:.0%}."
            )
            lines.append(
                f"{self.envious} of {self.possible} people envy somebody up to one meeting: even"
                " without the best of them, the other's meetings are worth more to them than"
                " their own."
            )
        if self.mandatory:
            lines.append(f"{self.mandatory_placed} of {self.mandatory} mandatory pairs are placed.")
        if self.kept:
            lines.append(f"{self.changes} of {self.kept} kept meetings changed.")
        lines.append(f"{self.breaks} breaks between meetings.")
        lines.append(
            f"The plan is worth {self.objective:.2f}; no plan is worth more than {self.bound:.2f}"
            f" ({self.bound_share:.2%} of it is reached)."
        )
        if self.slack:
            lines.append(f"Up to {self.slack:.2%} of the best could go to the worst-off person.")
        return "\n".join(lines + self._profile_lines())

    def _profile_lines(self) -> list[str]:
        """Return what is known from profiles only."""
        lines = []
        if self.wishes:
            lines.append(self.wishes.text())
        if self.roles:
            named = ((role or "(no role)", group) for role, group in self.roles.items())
            lines += group_lines("By role:", named)
        if self.newcomers:
            lines += group_lines("By newcomers:", self.newcomers.items())
        return lines


def report(problem: Problem, plan: Plan, people: People | None = None) -> Report:
    """Return the figures of a plan whose pairs and slots the problem knows.

    With the profiles of its people, also the wishes met, and figures by role and by newcomers.
    """
    pairs, roster = problem.pairs, problem.people
    slot = slots_of(problem, plan)
    placed = np.flatnonzero(slot >= 0)
    ends = np.concatenate([pairs.a[placed], pairs.b[placed]])
    count = np.bincount(ends, minlength=len(roster)).astype(np.int32)
    board = make_board(problem)
    own, best = own_affinity(problem, slot), best_possible(problem, board)
    standing = Standing(own, best, count, roster.floor)
    everybody = standing.of(np.ones(len(roster), np.bool_))
    can = best > 0
    share = own[can] / best[can]
    ratio = plan.objective / plan.bound if plan.bound else 1.0
    return Report(
        status=plan.status,
        people=everybody.people,
        meetings=len(plan.meetings),
        served=everybody.served,
        possible=int(can.sum()),
        meetings_each=dict(sorted(Counter(count.tolist()).items())),
        floor_people=everybody.floor_people,
        floor_met=everybody.floor_met,
        shortfall=plan.shortfall,
        shortfall_bound=plan.shortfall_bound,
        worst_share=everybody.worst_share,
        low_share=float(np.quantile(share, 0.1)) if share.size else 1.0,
        median_share=everybody.median_share,
        envious=len(envious(board, worth_of(problem, board), own, slot)),
        mandatory=int(pairs.mandatory.sum()),
        mandatory_placed=int((slot[pairs.mandatory] >= 0).sum()),
        kept=len(problem.kept.pair),
        changes=plan.changes,
        breaks=plan.breaks,
        affinity=plan.affinity,
        objective=plan.objective,
        bound=plan.bound,
        bound_share=ratio,
        slack=problem.slack,
        wishes=None if people is None else count_wishes(problem, plan, people),
        roles=None if people is None else by_role(problem, people, standing),
        newcomers=None if people is None else by_newcomers(problem, people, standing),
    )
