"""What comes in about listings."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from eventnet.discussions.forms import Words
from eventnet.forms import Ahead, Called, Fields, Line, Once, Said
from eventnet.listings.models import (
    LONGEST_LINE,
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Kind,
)
from eventnet.people.forms import check_link


def _link(text: str) -> str:
    return check_link(text) if text else ""


class ListingFields(Fields):
    """A listing as it is written."""

    kind: Kind
    title: Annotated[Called, StringConstraints(max_length=LONGEST_TITLE)]
    words: Words = Field(default="", validate_default=True)
    place: Annotated[Line, StringConstraints(max_length=LONGEST_PLACE)] = ""
    remote: Annotated[Line, Field(max_length=10)] = ""
    link: Annotated[Line, StringConstraints(max_length=LONGEST_LINK), AfterValidator(_link)] = ""
    until: Ahead
    version: str = ""
    once: Once = ""


class LineFields(Fields):
    """What one writes to the other about a listing."""

    words: Annotated[Said, StringConstraints(max_length=LONGEST_LINE)] = Field(
        default="", validate_default=True
    )
    once: Once = ""


class ReadFields(Fields):
    """Up to which line somebody has read."""

    up_to: Annotated[str, Field(max_length=40)] = ""


class ReportFields(Fields):
    """Why somebody reports a listing."""

    reason: Annotated[Said, StringConstraints(max_length=LONGEST_REASON)] = Field(
        default="", validate_default=True
    )


class JudgeFields(Fields):
    """What becomes of a listing that was reported."""

    do: Literal["hide", "restore", "keep"]


class FindFields(Fields):
    """Which listings are shown, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    kind: Kind | Literal[""] = ""
