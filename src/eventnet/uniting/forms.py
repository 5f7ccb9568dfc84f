"""What comes in about two accounts that are to become one."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.accounts.forms import NewAddress
from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _


class OtherAccount(NewAddress):
    """The address of the account that is to come in."""


def _sure(value: str) -> str:
    if value != "yes":
        raise ValueError(_("Please say that both accounts are yours: this cannot be undone."))
    return value


class Sure(Fields):
    """That both are theirs, and that it cannot be undone."""

    sure: Annotated[Line, AfterValidator(_sure), Field(validate_default=True)] = ""
