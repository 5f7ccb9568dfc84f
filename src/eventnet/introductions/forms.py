"""What comes in on the pages of introductions."""

from typing import Annotated

from pydantic import AfterValidator, Field

from eventnet.forms import Fields, Line, Text
from eventnet.i18n import gettext as _
from eventnet.introductions.models import LONGEST
from eventnet.unseen import can_be_seen


def _said(text: str) -> str:
    if not can_be_seen(text):
        raise ValueError(_("Say in a sentence what it is about."))
    return text


def _chosen(value: str) -> str:
    if not value:
        raise ValueError(_("Choose whom to ask."))
    return value


class ChoiceFields(Fields):
    """What somebody lets others ask."""

    introduces: bool = False
    reachable: bool = False


class AskFields(Fields):
    """Whom to ask, and what it is about."""

    first: Annotated[Line, Field(max_length=60), AfterValidator(_chosen)] = Field(
        default="", validate_default=True
    )
    message: Annotated[Text, Field(max_length=LONGEST), AfterValidator(_said)] = Field(
        default="", validate_default=True
    )


class PassFields(Fields):
    """To whom it is passed on, as the page said, and own words."""

    on: Annotated[Line, Field(max_length=60)] = ""
    words: Annotated[Text, Field(max_length=LONGEST)] = ""


class YesFields(Fields):
    """Whether one's address is given too."""

    gives_address: bool = False
