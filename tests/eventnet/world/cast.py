"""Who there is: the personas that visit every page, and the people whose profiles they see."""

from enum import StrEnum

from eventnet.people.models import Audience
from eventnet.people.visibility import FIELDS, Relation


class Persona(StrEnum):
    """Somebody who visits. The event is always Spring, of the community Harbour."""

    ANONYMOUS = "anonymous"
    OUTSIDER = "outsider"
    """Attends an event of another community."""
    MEMBER = "member"
    """Of the community, at no event."""
    ATTENDEE = "attendee"
    NEIGHBOUR = "neighbour"
    """Attends another event of the same community."""
    ORGANIZER = "organizer"
    RIVAL = "rival"
    """Organizes another event of the same community."""
    STEWARD = "steward"
    OPERATOR = "operator"
    LEFT = "left"
    """Attended the event and was a member, until they left."""
    DEACTIVATED = "deactivated"
    """An attendee whose account was deactivated."""
    DOOR = "door"
    """Helps to run the event, at the door."""
    CONTENT = "content"
    """Helps with what the event says of itself."""
    MATCHING = "matching"
    """Helps with the matching."""


HELPERS = (Persona.DOOR, Persona.CONTENT, Persona.MATCHING)


SIGNED_IN = [one for one in Persona if one is not Persona.ANONYMOUS]

RELATIONS = {
    Persona.ANONYMOUS: Relation.STRANGER,
    Persona.OUTSIDER: Relation.STRANGER,
    Persona.MEMBER: Relation.MEMBER,
    Persona.ATTENDEE: Relation.FELLOW,
    Persona.NEIGHBOUR: Relation.MEMBER,
    Persona.ORGANIZER: Relation.MEMBER,
    Persona.RIVAL: Relation.MEMBER,
    Persona.STEWARD: Relation.MEMBER,
    Persona.OPERATOR: Relation.STRANGER,
    Persona.LEFT: Relation.STRANGER,
    Persona.DEACTIVATED: Relation.STRANGER,
    **dict.fromkeys(HELPERS, Relation.MEMBER),
}
"""How each persona stands to the event's people; those whom the attendee meets are nearer."""

NEAR = [f"near{number}" for number in range(len(Audience))]
"""Attendees who have a live meeting with the persona ATTENDEE."""
FAR = [f"far{number}" for number in range(len(Audience))]
"""Attendees who have none."""
ONCE_MET = FAR[:3]
"""Attendees who had one, which is off."""


def email(name: str) -> str:
    """Return the address of somebody in the world."""
    return f"{name}@people.example"


def audience_of(person: str, field: str) -> Audience:
    """Return whom a field is shown to: over five people, every field has every audience once."""
    options = list(Audience)
    return options[(FIELDS.index(field) + int(person[-1])) % len(options)]


def relation(persona: Persona, person: str) -> Relation:
    """Return how a persona stands to one of the people, or to themselves."""
    if persona.value == person:
        return Relation.SELF
    if persona is Persona.ATTENDEE and person in NEAR:
        return Relation.MET
    return RELATIONS[persona]
