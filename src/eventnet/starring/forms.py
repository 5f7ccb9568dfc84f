"""What comes in about the programme, from those who read it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from eventnet.forms import Fields, Line


class ProgrammeFields(Fields):
    """What of the programme is looked for, as the address says it."""

    day: Line = ""
    q: Annotated[Line, Field(max_length=200)] = ""
    starred: Literal["", "yes"] = ""

    def on(self, days: list[date]) -> date | None:
        """Return the day that was asked for, if something is on then."""
        return next((one for one in days if one.isoformat() == self.day), None)


class StarFields(Fields):
    """Whether a session is starred, and the path to come back to."""

    kept: Literal["yes", "no"]
    next: Line = ""
