"""What comes in when something is announced."""

from datetime import time
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator

from eventnet.announcing.models import LONGEST, Hearers
from eventnet.forms import Called, Fields, Line, none_if_empty
from eventnet.i18n import gettext as _

ROLE = "role:"


class AnnouncementFields(Fields):
    """What is announced, as an organizer says it; `key` names it, so that it is said once."""

    key: Annotated[Line, Field(max_length=60)] = ""
    words: Annotated[Called, StringConstraints(max_length=LONGEST)]
    to: Annotated[str, Field(max_length=60)] = Hearers.EVERYBODY.value
    until: Annotated[time | None, BeforeValidator(none_if_empty)] = None
    urgent: bool = False
    do: Literal["look", "announce"] = "look"

    @field_validator("to")
    @classmethod
    def _somebody(cls, to: str) -> str:
        if not to.startswith(ROLE) and to not in {Hearers.EVERYBODY, Hearers.HERE}:
            raise ValueError(_("Please choose for whom it is."))
        return to

    @field_validator("until")
    @classmethod
    def _on_the_minute(cls, until: time | None) -> time | None:
        return until and until.replace(second=0, microsecond=0, tzinfo=None)

    @property
    def role_id(self) -> str | None:
        """The role for which it is, if it is for one."""
        return self.to.removeprefix(ROLE) if self.to.startswith(ROLE) else None

    @property
    def hearers(self) -> Hearers:
        """For whom it is."""
        return Hearers.ROLE if self.role_id is not None else Hearers(self.to)
