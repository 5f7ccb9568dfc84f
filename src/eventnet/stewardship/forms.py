"""What comes in from stewards."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from eventnet.forms import Called, Fields, none_if_empty
from eventnet.stewardship.models import ASKS, INTRODUCTIONS, TRAIL, KeepingRule

LONGEST_REASON = 500
FEWEST, MOST = 1, 20
"""Years."""

Years = Annotated[Annotated[int, Field(ge=FEWEST, le=MOST)] | None, BeforeValidator(none_if_empty)]


class Removal(Fields):
    """Why somebody is removed; they read it."""

    reason: Annotated[Called, Field(max_length=LONGEST_REASON)]


class Keeping(Fields):
    """For how many years what is kept; an empty field: without end."""

    members: Years = None
    asks: Years = ASKS
    introductions: Years = INTRODUCTIONS
    talks: Years = None
    trail: Years = TRAIL
    discussions: Years = None
    event_trails: Years = None
    version: str = ""

    @classmethod
    def of(cls, rule: KeepingRule, version: str) -> "Keeping":
        """Return what a form shows to be changed."""
        return cls(
            members=rule.members,
            asks=rule.asks,
            introductions=rule.introductions,
            talks=rule.talks,
            trail=rule.trail,
            discussions=rule.discussions,
            event_trails=rule.event_trails,
            version=version,
        )
