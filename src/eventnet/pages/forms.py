"""What comes in about shared pages."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from eventnet.discussions.markdown import MOST_NESTED, is_too_deep
from eventnet.forms import Called, Fields, Line, Once, Text
from eventnet.i18n import gettext as _
from eventnet.pages.markdown import links_of
from eventnet.pages.models import LONGEST_NOTE, LONGEST_PAGE, LONGEST_TITLE, MOST_LINKS
from eventnet.pages.titles import MARKS
from eventnet.unseen import can_be_seen

LONGEST_NUMBER = 9


def _not_blank(text: str) -> str:
    if not can_be_seen(text):
        raise ValueError(_("There is nothing on the page yet. Please write something."))
    return text


def _not_long(text: str) -> str:
    if len(text) > LONGEST_PAGE:
        raise ValueError(
            _(
                "This is longer than %(most)s characters. Please write it on several pages, and "
                "link them.",
                most=f"{LONGEST_PAGE:,}",
            )
        )
    return text


def _not_deep(text: str) -> str:
    if is_too_deep(text):
        raise ValueError(
            _(
                "Quotes and lists stand in each other more than %(most)d deep. Please make them "
                "flatter.",
                most=MOST_NESTED,
            )
        )
    return text


def _not_a_net(text: str) -> str:
    if len(links_of(text)) > MOST_LINKS:
        raise ValueError(
            _("This links to more than %(most)d pages. Please link to fewer.", most=MOST_LINKS)
        )
    return text


def _without_marks(title: str) -> str:
    if any(mark in title for mark in MARKS):
        raise ValueError(
            _("A title has no square brackets and no |, since links are written with them.")
        )
    return title


Words = Annotated[
    Text,
    AfterValidator(_not_blank),
    AfterValidator(_not_long),
    AfterValidator(_not_deep),
    AfterValidator(_not_a_net),
]
Title = Annotated[
    Called, StringConstraints(max_length=LONGEST_TITLE), AfterValidator(_without_marks)
]


class PageFields(Fields):
    """A page as somebody wrote it, and what they changed."""

    title: Title = Field(default="", validate_default=True)
    words: Words = Field(default="", validate_default=True)
    note: Annotated[Line, StringConstraints(max_length=LONGEST_NOTE)] = ""
    version: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
    once: Once = ""
    do: Literal["save", "look"] = "save"


class RestoreFields(Fields):
    """With which form a version is brought back, and over which one."""

    version: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
    once: Once = ""


class LockFields(Fields):
    """Whether a page is locked."""

    do: Literal["lock", "unlock"]


class JudgeFields(Fields):
    """What becomes of a page."""

    do: Literal["remove", "restore", "keep"]


class WithdrawFields(Fields):
    """Whether one's own page is removed, or put back."""

    do: Literal["remove", "restore"]


class NewFields(Fields):
    """What a page is to be called that somebody begins, as the address says it."""

    title: Annotated[Line, Field(max_length=LONGEST_TITLE)] = ""


class ChangesFields(Fields):
    """Between which versions to compare, as the address says it."""

    a: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
    b: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
