"""Who may see what of a person: the one answer for pages, search, feeds, exports and reasons."""

from collections.abc import Mapping
from enum import IntEnum

from eventnet.people.models import Audience

FIELDS = ("name", "headline", "organization", "bio", "links", "photo", "topics")
NAME = "name"
ANSWER = "answer"
"""What somebody answered to a question of the event, which has an audience of its own."""
UNTIL_CHOSEN = Audience.MET
"""The audience of a field whose owner has not chosen one."""


class Relation(IntEnum):
    """How a viewer stands to a person, from the nearest to the farthest."""

    SELF = 0
    MET = 1  # the two have a live meeting
    FELLOW = 2  # both attend the event
    MEMBER = 3  # of the same community
    STRANGER = 4  # anyone, signed in or not


# The farthest relation that an audience still includes.
REACH = {
    Audience.NOBODY: Relation.SELF,
    Audience.MET: Relation.MET,
    Audience.ATTENDEES: Relation.FELLOW,
    Audience.COMMUNITY: Relation.MEMBER,
    Audience.EVERYONE: Relation.STRANGER,
}


def audience(visibility: Mapping[str, str], field: str) -> Audience:
    """Return whom a field is shown to.

    A name is shown at least to those whom one is about to meet; what cannot be read is for nobody.
    """
    if field not in (*FIELDS, ANSWER):
        return Audience.NOBODY
    try:
        chosen = Audience(visibility.get(field, UNTIL_CHOSEN))
    except ValueError:
        chosen = Audience.NOBODY
    return Audience.MET if field == NAME and chosen is Audience.NOBODY else chosen


def overall(visibility: Mapping[str, str]) -> Audience | None:
    """Return whom everything is shown to; None where nothing was chosen, or field by field."""
    chosen = {audience(visibility, field) for field in FIELDS} if visibility else set()
    return chosen.pop() if len(chosen) == 1 else None


def visible(visibility: Mapping[str, str], field: str, relation: Relation) -> bool:
    """Return whether a viewer who stands so to a person may see this field of theirs."""
    return relation <= REACH[audience(visibility, field)]


def reach(visibility: Mapping[str, str], field: str) -> Relation:
    """Return the farthest relation that sees a field: `visible` as a number, for the index."""
    return REACH[audience(visibility, field)]


def reaching(relation: Relation) -> list[Audience]:
    """Return the audiences that include a relation, from the smallest."""
    return [option for option in Audience if relation <= REACH[option]]
