"""What comes in on the pages of arrivals."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic import Field as Limits

from eventnet.accounts.forms import Address
from eventnet.arrivals.readers import FIELDS, Field
from eventnet.forms import Fields, Line, Name
from eventnet.i18n import gettext as _


def _known_field(value: str) -> str:
    if value and value not in FIELDS:
        raise ValueError(_("Please choose one of the options."))
    return value


def get_field(name: str) -> Field | None:
    """Return the field of that name; None for a column that is left out."""
    return next((field for field in FIELDS if field == name), None)


class Upload(Fields):
    """An uploaded file; the file itself is looked at by the action."""

    file: Line = ""


class Columns(Fields):
    """Which field each column of a table holds, in the order of the columns."""

    sheet: Line = ""
    column: list[Annotated[str, AfterValidator(_known_field)]] = Limits(
        default_factory=list, max_length=250
    )


class Roles(Fields):
    """Which role each label of tickets stands for, in the order of the labels."""

    label: list[str] = Limits(default_factory=list, max_length=500)
    role: list[Annotated[Line, StringConstraints(max_length=500)]] = Limits(
        default_factory=list, max_length=500
    )


class Apply(Roles):
    """The button that brings a file in: the roles above it, and what it was told to take away."""

    ending: Annotated[int, Limits(ge=0)] = 0


class Joiner(Fields):
    """What somebody says of themselves who joins without a ticket."""

    name: Annotated[Name, StringConstraints(max_length=200)]
    organization: Annotated[Line, StringConstraints(max_length=200)] = ""


class Join(Joiner):
    """The same of somebody who is not signed in."""

    email: Address
