"""Who is there in a round, and what the pairing knows of them: read once, in few statements."""

from dataclasses import dataclass, field

Two = tuple[str, str]
"""Two members, in the order of their ids."""


def two(a: str, b: str) -> Two:
    """Return two members in order."""
    return (a, b) if a < b else (b, a)


@dataclass(frozen=True)
class Guest:
    """A member who takes part in a round."""

    id: str
    starts: int
    """In which half hours a talk with them can begin."""
    organization: str = ""
    side: str = ""
    """On which side of a rule that brings only two sides together they are."""
    is_first: bool = False
    """Whether they had nobody last time."""


@dataclass(frozen=True)
class Hall:
    """All who take part in a round, and what is known between them."""

    guests: dict[str, Guest]
    barred: frozenset[Two] = frozenset()
    """Those who met already, had a talk before, or are not to meet, whatever the reason."""
    wished: frozenset[Two] = frozenset()
    """Those who both wanted to meet, and have not."""
    colleagues: bool = False
    opposite: dict[str, str] = field(default_factory=dict)
    """Which side each side meets."""

    def may(self, a: str, b: str) -> bool:
        """Say whether two may be brought together, and have a time in common."""
        one, other = self.guests[a], self.guests[b]
        if a == b or not one.starts & other.starts or two(a, b) in self.barred:
            return False
        return self._rules_let(one, other)

    def _rules_let(self, one: Guest, other: Guest) -> bool:
        if one.organization and one.organization == other.organization and not self.colleagues:
            return False
        return not (one.side or other.side) or self.opposite.get(one.side) == other.side
