"""What comes in about requests."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.forms import Fields, Text
from eventnet.i18n import gettext as _
from eventnet.requests.models import LONGEST_MESSAGE, LONGEST_REPLY
from eventnet.unseen import can_be_seen


def _said(value: str) -> str:
    if not can_be_seen(value):
        raise ValueError(_("Please say in a sentence what it is about."))
    return value


def _chosen(value: str) -> str:
    if not value:
        raise ValueError(_("Please choose a time."))
    return value


ANY_TIME = "any"
"""In the place of a slot: browsers refuse an empty choice of a field that has to be filled."""

Slot = Annotated[str, Field(max_length=100)]
Reply = Annotated[Text, Field(max_length=LONGEST_REPLY)]


class AskFields(Fields):
    """A request to meet, in a slot or at any time."""

    slot: Slot = ANY_TIME
    message: Annotated[Text, Field(max_length=LONGEST_MESSAGE), AfterValidator(_said)] = Field(
        default="", validate_default=True
    )


class MoveFields(Fields):
    """A request for another time of a meeting."""

    slot: Annotated[Slot, AfterValidator(_chosen)] = Field(default="", validate_default=True)
    message: Annotated[Text, Field(max_length=LONGEST_MESSAGE)] = ""


class AcceptFields(Fields):
    """A yes, with the time that was chosen where it was open."""

    slot: Slot = ""


class DeclineFields(Fields):
    """A no, and what is said with it."""

    words: Reply = ""


class ProposeFields(Fields):
    """Another time."""

    other: Annotated[Slot, AfterValidator(_chosen)] = Field(default="", validate_default=True)
    note: Reply = ""
