"""What comes in about the programme, from its organizers."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _


def _check_address(text: str) -> str:
    address = "https://" + text[9:] if text[:9].lower() == "webcal://" else text
    if not address.lower().startswith("https://") or " " in address:
        raise ValueError(_("The address begins with https:// and has no spaces."))
    return address


class AddressFields(Fields):
    """Where a programme stands."""

    address: Annotated[Line, Field(max_length=2000), AfterValidator(_check_address)]


class BringInFields(Fields):
    """Which difference an organizer saw."""

    seen: Annotated[Line, Field(max_length=64)]
