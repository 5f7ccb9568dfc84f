"""What comes in when an event is deleted."""

from typing import Annotated

from pydantic import Field

from eventnet.forms import Fields, Line


class Farewell(Fields):
    """The name of the event, typed by somebody who means it."""

    name: Annotated[Line, Field(max_length=300)] = ""
