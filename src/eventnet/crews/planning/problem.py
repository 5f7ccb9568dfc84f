"""What is known as a team or a circle is picked, and what comes of it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

MUST, SHORT, SEAT = 100_000, 10_000, 1_000
"""Worth of a seat for a skill that is a must, of not being one too few, and of any other seat."""

Apart = Callable[[str], Collection[str]]
"""Returns from whom somebody is kept apart."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be picked, as far as the solver needs to know them."""

    id: str
    strengths: Mapping[str, int] = field(default_factory=dict)
    """By skill that they can stand for, or give: how well, 0 to 200."""
    worth: int = 0
    """How well they suit the brief otherwise, less what already rests on them."""
    organization: str = ""
    seeks: frozenset[str] = frozenset()
    """Skills that they look for, which only circles ask."""


@dataclass(frozen=True)
class Need:
    """A skill, of how many people it is needed, and whether it is a must."""

    skill: str
    people: int = 1
    must: bool = False


@dataclass(frozen=True)
class Problem:
    """All that is known as a team is picked."""

    candidates: tuple[Candidate, ...]
    needs: tuple[Need, ...]
    least: int
    most: int
    per_organization: int
    pins: frozenset[str] = frozenset()
    """Who is in the team whatever else: they were invited, or are to be kept."""
    known: frozenset[tuple[str, str]] = frozenset()
    """Pairs of candidates who know each other."""
    around: str = ""
    """Around which of the candidates a circle is to close, who counts as one of it; empty: none."""


@dataclass(frozen=True)
class Team:
    """The team that was found: who stands for what, what it is worth, and what none exceeds."""

    covers: dict[str, list[str]]
    """The skills that each stands for; in a circle, what each gives that another looks for."""
    worth: int = 0
    bound: int = 0
    gets: dict[str, list[str]] = field(default_factory=dict)
    """In a circle, what each looks for that another gives."""

    @property
    def gap(self) -> float:
        """By which share another team could be better at most; 0: it is proven best."""
        return max(0, self.bound - self.worth) / max(1, abs(self.worth % MUST))

    def lacking(self, needs: Collection[Need]) -> dict[str, int]:
        """Return how many people are missing, by skill."""
        stand = [skill for skills in self.covers.values() for skill in skills]
        missing = {need.skill: need.people - stand.count(need.skill) for need in needs}
        return {skill: number for skill, number in missing.items() if number > 0}
