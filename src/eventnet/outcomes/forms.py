"""What comes in about a meeting that is over."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator
from pydantic_core.core_schema import ValidationInfo

from eventnet.forms import Called, Fields, Line, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.outcomes.actions import Agreed, Told
from eventnet.outcomes.models import LONGEST, Happened, Outcome, Reading, Worth
from eventnet.outcomes.rewording import Rewording


class OutcomeFields(Fields):
    """How it went, and what was agreed."""

    happened: Happened
    worth: Annotated[Worth | None, BeforeValidator(none_if_empty)] = None
    memory: Annotated[Line, Field(max_length=LONGEST)] = ""
    promise: Annotated[Line, Field(max_length=LONGEST)] = ""
    by: Literal["me", "them"] = "me"
    due: Annotated[date | None, BeforeValidator(none_if_empty), Field(validate_default=True)] = None

    @field_validator("due")
    @classmethod
    def _needed_for_a_promise(cls, due: date | None, info: ValidationInfo) -> date | None:
        if info.data.get("promise") and due is None:
            raise ValueError(_("Please give a date, such as 2027-05-11."))
        return due

    def told(self) -> Told:
        """Return how it went, and what was agreed, if anything."""
        agreed = None
        if self.promise and self.due is not None:
            agreed = Agreed(self.promise, self.by == "me", self.due)
        return Told(self.happened, self.worth, self.memory, agreed)


class RewordingFields(Fields):
    """What a promise is to say from now on."""

    words: Annotated[Called, Field(max_length=LONGEST)]
    due: date
    version: Annotated[str, Field(max_length=200)] = ""

    def rewording(self) -> Rewording:
        """Return what it is to say, and what the form showed."""
        return Rewording(self.words, self.due, self.version)


def as_read(reading: Reading) -> dict[str, list[str]]:
    """Return what somebody reads of a promise as the values of a form."""
    return {"words": [reading.words], "due": [reading.due_on.isoformat()]}


def as_told(
    outcome: Outcome | None, due: date, likely: Happened | None = None
) -> dict[str, list[str]]:
    """Return what was said before as the values of a form, and an empty promise.

    Before anything was said, what was said on the day is a guess that one only has to confirm.
    """
    values = {"by": ["me"], "due": [due.isoformat()]}
    if outcome is None:
        return values | ({"happened": [likely.value]} if likely else {})
    worth = outcome.worth.value if outcome.worth else ""
    return values | {
        "happened": [outcome.happened.value],
        "worth": [worth],
        "memory": [outcome.memory],
    }
