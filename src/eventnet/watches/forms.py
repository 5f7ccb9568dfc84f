"""What comes in about kept searches."""

from typing import Annotated

from pydantic import Field

from eventnet.forms import Called, Fields
from eventnet.watches.models import LONGEST_NAME


class SearchFields(Fields):
    """What a search is called, and whether to tell when somebody new fits."""

    name: Annotated[Called, Field(max_length=LONGEST_NAME)]
    watching: bool = False
