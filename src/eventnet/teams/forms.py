"""What comes in about teams."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from eventnet.forms import Called, Fields, Line
from eventnet.teams.models import LONGEST_NAME

Id = Annotated[str, Field(max_length=40)]


class TeamFields(Fields):
    """A team as an organizer describes it."""

    name: Annotated[Called, StringConstraints(max_length=LONGEST_NAME)]
    stand: Annotated[Line, Field(max_length=60)] = ""
    version: str = ""


class MemberFields(Fields):
    """Who is to be in a team."""

    attendance: Id


class TargetFields(Fields):
    """Whether somebody is on the team's list, and where to go on."""

    do: Literal["put", "drop"]
    next: Annotated[str, Field(max_length=2000)] = ""


class WhoFields(Fields):
    """Who of the team is to meet somebody; empty: nobody yet."""

    member: Id = ""
