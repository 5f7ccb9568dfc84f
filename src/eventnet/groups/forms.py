"""What comes in about groups."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from eventnet.forms import Called, Fields, Line, Once, Text
from eventnet.groups.models import LONGEST_ABOUT, LONGEST_NAME, Door, GroupRole


class GroupFields(Fields):
    """What a group is called, what it is about, and how one comes in."""

    name: Annotated[Called, StringConstraints(max_length=LONGEST_NAME)]
    about: Annotated[Text, StringConstraints(max_length=LONGEST_ABOUT)] = ""
    door: Door = Door.OPEN
    version: str = ""
    once: Once = ""


class InviteFields(Fields):
    """Who is invited."""

    member: Annotated[str, Field(max_length=40)]


class RoleFields(Fields):
    """What somebody is in a group."""

    role: GroupRole


class CloseFields(Fields):
    """Whether a group is closed or opened again."""

    do: Literal["close", "reopen"]


class FindFields(Fields):
    """Whom one looks for, as the address says it: to invite them, and among those in the group."""

    q: Annotated[Line, Field(max_length=200)] = ""
    name: Annotated[Line, Field(max_length=200)] = ""
