"""What a scenario changes about an event's set-up, as data."""

import re
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

TABLES = re.compile(r"[+-]?\d{1,4}")


class Changes(BaseModel):
    """Changes of a set-up; what is None, or empty, stays as it is.

    `tables` is a number in each slot, or with a sign that many more or fewer; `slots` are further
    ones at the end of a day, or below 0 those that are taken from it; either is for one day, or
    for all. `most` is what nobody may have more of, `floors` and `caps` are by role, `pairs` are
    those of roles that may meet.
    """

    model_config = ConfigDict(frozen=True)

    tables: str | None = Field(default=None, pattern=f"^{TABLES.pattern}$")
    tables_on: date | None = None
    slots: int | None = None
    slots_on: date | None = None
    most: int | None = None
    floors: dict[str, int] = Field(default_factory=dict)
    caps: dict[str, int] = Field(default_factory=dict)
    pairs: list[tuple[str, str]] | None = None
    ask_unchosen: bool | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return self.model_dump(exclude={"tables_on", "slots_on"}) == Changes().model_dump(
            exclude={"tables_on", "slots_on"}
        )

    def tables_in(self, now: int, day: date) -> int:
        """Return how many tables a slot of a day has, which has so many now."""
        if self.tables is None or self.tables_on not in {None, day}:
            return now
        given = int(self.tables)
        return max(0, now + given if self.tables[0] in "+-" else given)
