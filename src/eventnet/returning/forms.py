"""What comes in when those of an earlier event are asked."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from eventnet.forms import Fields

Word = Annotated[str, StringConstraints(max_length=100)]


class AskFields(Fields):
    """Whom to write to: of which event, narrowed how, and whether for the first time."""

    do: Literal["ask", "remind"]
    of: Annotated[Word, StringConstraints(min_length=1)]
    role: Word = ""
    only: Word = ""
