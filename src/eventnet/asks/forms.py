"""What comes in about asks."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from eventnet import clock
from eventnet.asks.models import LONGEST, LONGEST_TITLE, Reach, Willingness
from eventnet.asks.timing import FARTHEST
from eventnet.forms import Called, Fields, Line, Text
from eventnet.i18n import gettext as _
from eventnet.unseen import can_be_seen


def _seen(value: str) -> str:
    if not can_be_seen(value):
        raise ValueError(_("Please fill this in."))
    return value


def _ahead(value: date) -> date:
    today = clock.now().date()
    if value < today:
        raise ValueError(_("Please choose today or a later day."))
    if value > today + FARTHEST:
        raise ValueError(_("Please choose a day within the next 90 days; you can ask again then."))
    return value


Said = Annotated[Text, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(_seen)]
"""What is asked or answered: text of several lines that says something."""
Yes = Annotated[Line, Field(max_length=10)]
"""A box that is ticked, or is not sent."""


class AskFields(Fields):
    """An ask as it is written."""

    title: Annotated[Called, Field(max_length=LONGEST_TITLE)]
    words: Said
    topics: Annotated[Line, Field(max_length=600)] = ""
    useful_until: Annotated[date, AfterValidator(_ahead)]
    reach: Reach = Reach.COMMUNITY
    named: Yes = ""
    may_open: Yes = ""

    def labels(self) -> list[str]:
        """Return the topics that were typed."""
        return [label.strip() for label in self.topics.split(",") if label.strip()]


class AnswerFields(Fields):
    """An answer, or a line about one."""

    words: Said


class SuggestionFields(Fields):
    """Somebody else who may know."""

    member: Annotated[Line, Field(min_length=1, max_length=20)]
    tells_who: Yes = ""


class ChoiceFields(Fields):
    """How often asks may reach somebody, and whether others read that they answer."""

    willing: Willingness
    shows_reliability: Yes = ""


class LookFields(Fields):
    """What is looked for among those who know."""

    q: Annotated[Line, Field(max_length=200)] = ""
