"""What comes in about places and the waiting list."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from eventnet.forms import Fields, Text, none_if_empty
from eventnet.waiting.models import LONGEST_WORD, MOST_PLACES


class PlacesFields(Fields):
    """How many places there are; empty: any number."""

    places: Annotated[
        Annotated[int, Field(ge=1, le=MOST_PLACES)] | None, BeforeValidator(none_if_empty)
    ] = None


class WordFields(Fields):
    """A word to somebody who is taken off the list."""

    said: Annotated[Text, Field(max_length=LONGEST_WORD)] = ""
