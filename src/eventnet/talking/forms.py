"""What comes in about messages."""

from typing import Annotated

from pydantic import Field, StringConstraints

from eventnet.forms import Fields, Line, Written
from eventnet.messages.models import LONGEST_MESSAGE, LONGEST_REASON

LONGEST_NUMBER = 9


class WriteFields(Fields):
    """A message."""

    words: Annotated[Written, StringConstraints(max_length=LONGEST_MESSAGE)] = Field(
        default="", validate_default=True
    )
    after: str = ""


class ReportFields(Fields):
    """Why somebody reports a conversation."""

    reason: Annotated[Written, StringConstraints(max_length=LONGEST_REASON)] = Field(
        default="", validate_default=True
    )


class ReadFields(Fields):
    """How far somebody has read."""

    up_to: str = ""


class ReceiptFields(Fields):
    """Whether reading shows."""

    shows_reading: bool = False


class SearchFields(Fields):
    """Whom one looks for among those one writes with, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""


def number(text: str) -> int | None:
    """Return the number of a message, as a page sent it back; None if it is none."""
    fits = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if fits else None
