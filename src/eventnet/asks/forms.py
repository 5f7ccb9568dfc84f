"""What comes in about asks."""

from typing import Annotated

from pydantic import Field, StringConstraints

from eventnet.asks.models import LONGEST, LONGEST_TITLE, Reach, Willingness
from eventnet.forms import Ahead, Called, Fields, Line, Said

Words = Annotated[Said, StringConstraints(max_length=LONGEST)]
"""What is asked or answered: text of several lines that says something."""
Yes = Annotated[Line, Field(max_length=10)]
"""A box that is ticked, or is not sent."""


class AskFields(Fields):
    """An ask as it is written."""

    title: Annotated[Called, Field(max_length=LONGEST_TITLE)]
    words: Words
    topics: Annotated[Line, Field(max_length=600)] = ""
    useful_until: Ahead
    reach: Reach = Reach.COMMUNITY
    named: Yes = ""
    may_open: Yes = ""

    def labels(self) -> list[str]:
        """Return the topics that were typed."""
        return [label.strip() for label in self.topics.split(",") if label.strip()]


class AnswerFields(Fields):
    """An answer, or a line about one."""

    words: Words


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
