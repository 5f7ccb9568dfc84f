"""What comes in about words."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _
from eventnet.people.topics import LONGEST, topic_key

MOST = 50


class WordFields(Fields):
    """Words that were ticked, and what to do with them."""

    word: list[Annotated[str, Field(max_length=40)]] = Field(
        default_factory=list, max_length=MOST, validate_default=True
    )
    do: Literal["rename", "merge"]
    into: Annotated[str, Field(max_length=40)] = ""
    label: Annotated[Line, Field(max_length=LONGEST)] = ""
    agreed: Annotated[str, Field(max_length=40)] = ""

    @field_validator("word")
    @classmethod
    def _some_word(cls, words: list[str]) -> list[str]:
        if not words:
            raise ValueError(_("Please tick the words first."))
        return words

    @field_validator("label")
    @classmethod
    def _says_something(cls, label: str) -> str:
        if label and not topic_key(label):
            raise ValueError(_("Please write a word."))
        return label
