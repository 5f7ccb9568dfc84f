"""What comes in about crews."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator

from eventnet.asks.topics import MOST
from eventnet.crews.models import LARGEST, LONGEST, LONGEST_TITLE, MOST_PEOPLE, SMALLEST
from eventnet.forms import Ahead, Called, Fields, Line, Once, Said, Text
from eventnet.groups.models import Door
from eventnet.i18n import gettext as _

People = Annotated[int, Field(ge=1, le=MOST_PEOPLE)]
Row = Annotated[str, Field(max_length=10)]


Words = Annotated[Said, StringConstraints(max_length=LONGEST)]


class BriefFields(Fields):
    """A brief as it is written. A row of its skills is a word, of how many people, and a box."""

    title: Annotated[Called, Field(max_length=LONGEST_TITLE)]
    words: Words
    skill: list[Annotated[Line, Field(max_length=60)]] = Field(default_factory=list)
    people: list[People] = Field(default_factory=list)
    must: list[Row] = Field(default_factory=list)
    least: People
    most: People
    until: Ahead
    once: Once = ""

    @field_validator("skill")
    @classmethod
    def _some_skills(cls, value: list[str]) -> list[str]:
        named = sum(bool(word) for word in value)
        if not named:
            raise ValueError(_("Please name at least one skill that the crew needs."))
        if named > MOST:
            raise ValueError(
                _("Please name at most %(most)d skills, the ones that decide.", most=MOST)
            )
        return value

    @field_validator("most")
    @classmethod
    def _from_to(cls, value: int, info: ValidationInfo) -> int:
        if value < info.data.get("least", value):
            raise ValueError(_("Please give at least as many as under “From”."))
        return value

    def needs(self) -> list[tuple[str, int, bool]]:
        """Return the rows that name a skill: the word, of how many people, and whether a must."""
        return [
            (word, self.people[row] if row < len(self.people) else 1, str(row) in self.must)
            for row, word in enumerate(self.skill)
            if word
        ]


class CircleFields(Fields):
    """A circle as it is asked for. What one brings stands in the profile."""

    title: Annotated[Called, Field(max_length=LONGEST_TITLE)]
    words: Annotated[Text, StringConstraints(max_length=LONGEST)] = ""
    theme: Annotated[Line, Field(max_length=60)] = ""
    size: Annotated[int, Field(ge=SMALLEST, le=LARGEST)]
    until: Ahead
    once: Once = ""


class GroupDoorFields(Fields):
    """How one comes into the group of a crew."""

    door: Literal[Door.HIDDEN, Door.REQUEST] = Door.HIDDEN


class AnswerFields(Fields):
    """Yes or no of somebody who is invited."""

    say: Literal["yes", "no"]


class ChoiceFields(Fields):
    """What somebody chose about being found for crews."""

    may_be_suggested: Annotated[Line, Field(max_length=10)] = ""
