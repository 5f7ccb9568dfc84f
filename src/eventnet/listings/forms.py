"""What comes in about listings."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from eventnet import clock
from eventnet.discussions.forms import Words
from eventnet.forms import Called, Fields, Line, Text
from eventnet.groups.forms import Once
from eventnet.i18n import gettext as _
from eventnet.listings.models import (
    LONGEST_LINE,
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Kind,
)
from eventnet.people.forms import check_link
from eventnet.unseen import can_be_seen

LONGEST_RUN = timedelta(days=90)
"""A listing is shown no longer than so, unless its owner renews it."""


def _ahead(value: date) -> date:
    today = clock.now().date()
    if value < today:
        raise ValueError(_("Please choose today or a later day."))
    if value > today + LONGEST_RUN:
        raise ValueError(_("Please choose a day within the next 90 days; you can renew it then."))
    return value


def _seen(text: str) -> str:
    if not can_be_seen(text):
        raise ValueError(_("Please fill this in."))
    return text


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
    until: Annotated[date, AfterValidator(_ahead)]
    version: str = ""
    once: Once = ""


class LineFields(Fields):
    """What one writes to the other about a listing."""

    words: Annotated[Text, StringConstraints(max_length=LONGEST_LINE), AfterValidator(_seen)] = (
        Field(default="", validate_default=True)
    )
    once: Once = ""


class ReadFields(Fields):
    """Up to which line somebody has read."""

    up_to: Annotated[str, Field(max_length=40)] = ""


class ReportFields(Fields):
    """Why somebody reports a listing."""

    reason: Annotated[Text, StringConstraints(max_length=LONGEST_REASON), AfterValidator(_seen)] = (
        Field(default="", validate_default=True)
    )


class JudgeFields(Fields):
    """What becomes of a listing that was reported."""

    do: Literal["hide", "restore", "keep"]


class FindFields(Fields):
    """Which listings are shown, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    kind: Kind | Literal[""] = ""
