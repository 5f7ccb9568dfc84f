"""What comes in at the door."""

from typing import Annotated

from pydantic import Field

from eventnet.forms import Called, Fields

LONGEST = 600
"""A code that a scanner read is an address; what somebody types is far shorter."""


class ScanFields(Fields):
    """What was scanned or typed: a code, a ticket, an address, or a name."""

    code: Annotated[Called, Field(max_length=LONGEST)]
