"""What an organizer may do with a draft by hand."""

from typing import Annotated

from pydantic import Field, StringConstraints

from eventnet.forms import Fields

Edition = Annotated[int, Field(ge=0)]


class ChangeFields(Fields):
    """Where a meeting goes: a slot, `swap:` and another pair, or `out`; and of which edition."""

    do: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    edition: Edition


class UndoFields(Fields):
    """Which edition of the draft the organizer looked at."""

    edition: Edition
