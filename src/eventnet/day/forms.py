"""What comes in on the day."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from eventnet.day.models import LONGEST_LOOK
from eventnet.forms import Fields, Line
from eventnet.meetings.models import Answer

LATE = (5, 10)
"""By how many minutes one can say that one is late."""


def _number(value: object) -> object:
    return int(value) if isinstance(value, str) and value.isdecimal() else value


class CheckInFields(Fields):
    """By what somebody is found today."""

    look: Annotated[Line, Field(max_length=LONGEST_LOOK)] = ""


class LateFields(Fields):
    """By how much somebody is late."""

    minutes: Annotated[Literal[5, 10], BeforeValidator(_number)]


class ProposalFields(Fields):
    """What is said to a proposal."""

    answer: Answer
