"""What comes in about communities."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.accounts.forms import Address
from eventnet.forms import Fields, Line, Name, Text
from eventnet.slugs import checked_slug

SHORTEST_SLUG = 2


def _slug(value: str) -> str:
    return checked_slug(value, least=SHORTEST_SLUG) if value else value


class NewCommunity(Fields):
    """A community to make; an address that is left empty is made from the name."""

    name: Name
    slug: Annotated[Line, Field(max_length=60), AfterValidator(_slug)] = ""
    about: Annotated[Text, Field(max_length=2000)] = ""


class NewSteward(Fields):
    """Who becomes a steward."""

    email: Address
