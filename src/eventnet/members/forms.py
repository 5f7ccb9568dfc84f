"""What comes in on the pages of members."""

from typing import Annotated

from pydantic import Field

from eventnet.forms import Fields, Line
from eventnet.members.record import Only


class RecordFields(Fields):
    """What is looked for among those whom one met, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    event: Annotated[Line, Field(max_length=60)] = ""
    only: Only = Only.ALL
