"""What comes in about somebody's own calendar."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from eventnet.forms import Fields, clean_line
from eventnet.i18n import gettext as _


def _check(text: str) -> str:
    if not text:
        raise ValueError(_("Paste the address of your calendar here."))
    if "://" not in text and "@" in text:
        raise ValueError(
            _("This is a mail address. The one of a calendar begins with https:// or webcal://.")
        )
    scheme, _is, rest = text.partition("://")
    wrong = _("The address begins with https:// or webcal:// and has no spaces.")
    if scheme.lower() in {"webcal", "webcals"}:
        scheme = "https"
    if scheme.lower() not in {"https", "http"} or " " in rest or not rest.isascii():
        raise ValueError(wrong)
    address = f"{scheme.lower()}://{rest}"
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as error:
        raise ValueError(wrong) from error
    if not parts.hostname:
        raise ValueError(wrong)
    return address


class CalendarFields(Fields):
    """Where somebody's calendar stands."""

    address: Annotated[
        str,
        BeforeValidator(clean_line),
        Field(max_length=2000, validate_default=True),
        AfterValidator(_check),
    ] = ""
