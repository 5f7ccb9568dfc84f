"""What comes in about contacts."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.contacts.actions import Choice
from eventnet.contacts.codes import LENGTH, typed
from eventnet.contacts.models import LONGEST_PHONE, ContactCard
from eventnet.forms import Fields, Line
from eventnet.i18n import gettext as _
from eventnet.ids import ALPHABET

PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{3,}")


def _check_phone(text: str) -> str:
    if text and not PHONE.fullmatch(text):
        raise ValueError(_("A phone number has digits and spaces, such as +351 21 000 00 00."))
    return text


def _check_code(text: str) -> str:
    code = typed(text)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        raise ValueError(
            _(
                "A code has %(n)d letters and digits, such as k7m4 w2xp; none has the digits 0 "
                "and 1 or the letters i, l and o.",
                n=LENGTH,
            )
        )
    return code


class ShareFields(Fields):
    """What somebody shares."""

    share_email: bool = False
    share_organization: bool = False
    share_links: bool = False
    phone: Annotated[Line, Field(max_length=LONGEST_PHONE), AfterValidator(_check_phone)] = ""

    def choice(self) -> Choice:
        """Return it as the choice that it is."""
        return Choice(self.share_email, self.share_organization, self.share_links, self.phone)


class CodeFields(Fields):
    """A code that somebody types."""

    code: Annotated[Line, Field(max_length=40), AfterValidator(_check_code)]


class SearchFields(Fields):
    """What is looked for among contacts, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""


def chosen(card: ContactCard | None) -> dict[str, list[str]]:
    """Return a card as the values of a form; without one nothing is chosen."""
    if card is None:
        return {}
    ticks = {
        "share_email": card.shares_email,
        "share_organization": card.shares_organization,
        "share_links": card.shares_links,
    }
    return {name: ["yes"] for name, is_on in ticks.items() if is_on} | {"phone": [card.phone]}
