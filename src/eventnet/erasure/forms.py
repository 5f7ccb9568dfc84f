"""What comes in when somebody deletes their account."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _


def _ticked(value: str) -> str:
    if value != "yes":
        raise ValueError(_("Tick this to delete your account, or go back to keep it."))
    return value


class Farewell(Fields):
    """That somebody has read what goes, and means it."""

    sure: Annotated[Line, AfterValidator(_ticked), Field(validate_default=True)] = ""
