"""What comes in at sign-in and on the page of one's account."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from eventnet.accounts.address import email_address
from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _
from eventnet.redirects import safe_path
from eventnet.time_zones import zone_names

Address = Annotated[Line, AfterValidator(email_address)]
"""An e-mail address, brought into the one form under which we know it."""


def _own_path(value: object) -> object:
    return safe_path(value, "/") if isinstance(value, str) else "/"


Path = Annotated[str, BeforeValidator(_own_path)]
"""A path of this site; anything else becomes the start page."""


class SignIn(Fields):
    """Who wants to sign in, and what they were about to see."""

    email: Address
    next: Path = "/"


class NewAddress(Fields):
    """The address that an account is to have."""

    email: Address


def _known_zone(value: str) -> str:
    if value and value not in zone_names():
        raise ValueError(_("Please choose one of the time zones."))
    return value


class Preferences(Fields):
    """What somebody chooses for themselves; an empty zone follows each event's."""

    time_zone: Annotated[Line, AfterValidator(_known_zone)] = ""
