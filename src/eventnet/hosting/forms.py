"""What comes in about round tables."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from eventnet.forms import Called, Fields, Text
from eventnet.i18n import gettext as _
from eventnet.round_tables.models import LEAST_SEATS, LONGEST_ABOUT, LONGEST_TITLE, MOST_SEATS

Seats = Annotated[int, Field(ge=LEAST_SEATS, le=MOST_SEATS)]


def _chosen(value: str) -> str:
    if not value:
        raise ValueError(_("Please choose a time."))
    return value


class TableFields(Fields):
    """A round table, as its host says it."""

    title: Annotated[Called, Field(max_length=LONGEST_TITLE)]
    about: Annotated[Text, Field(max_length=LONGEST_ABOUT)] = ""
    seats: Seats
    slot: Annotated[str, Field(max_length=100), AfterValidator(_chosen)] = Field(
        default="", validate_default=True
    )


class SeatFields(Fields):
    """What somebody does about a seat, and the path to come back to."""

    do: Literal["take", "wish", "leave"]
    next: Annotated[str, Field(max_length=300)] = ""


class OffFields(Fields):
    """Why a round table is called off."""

    said: Annotated[Text, Field(max_length=500)] = ""
