"""What comes in about discussions."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from eventnet.discussions.markdown import MOST_NESTED, is_too_deep
from eventnet.discussions.models import (
    LONGEST_POST,
    LONGEST_REASON,
    LONGEST_TITLE,
    Following,
    ReactionKind,
)
from eventnet.forms import Called, Fields, Line, Once, Written
from eventnet.i18n import gettext as _

LONGEST_NUMBER = 9
Key = Annotated[str, Field(max_length=40)]


def _not_long(text: str) -> str:
    if len(text) > LONGEST_POST:
        raise ValueError(
            _(
                "This is longer than %(most)s characters. Please write it in several posts.",
                most=f"{LONGEST_POST:,}",
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


Words = Annotated[Written, AfterValidator(_not_long), AfterValidator(_not_deep)]


class PostFields(Fields):
    """A post: its words, which other it quotes, and whom it is meant for above all."""

    words: Words = Field(default="", validate_default=True)
    quotes: Annotated[str, Field(max_length=LONGEST_NUMBER)] = ""
    meant_for: Key = ""
    meant_name: Annotated[Line, Field(max_length=200)] = ""
    """Whom it is meant for who is not among those listed."""
    once: Once = ""


class ThreadFields(PostFields):
    """A thread, and its first post."""

    title: Annotated[Called, StringConstraints(max_length=LONGEST_TITLE)]


class EditFields(Fields):
    """A post, put another way."""

    words: Words = Field(default="", validate_default=True)
    version: str = ""


class ReactFields(Fields):
    """What somebody says to a post with a click; empty takes it back."""

    kind: ReactionKind | Literal[""] = ""


class FollowFields(Fields):
    """What somebody wants to hear of a thread."""

    following: Following


class ReadFields(Fields):
    """How far somebody has read."""

    up_to: str = ""


class ReportFields(Fields):
    """Why somebody reports a post."""

    reason: Annotated[Written, StringConstraints(max_length=LONGEST_REASON)] = Field(
        default="", validate_default=True
    )


class JudgeFields(Fields):
    """What becomes of a post that was reported."""

    do: Literal["hide", "restore", "keep"]


class BlockFields(Fields):
    """Whether a member is blocked, and where to go on."""

    do: Literal["block", "unblock"]
    next: Annotated[str, Field(max_length=2000)] = ""


class SearchFields(Fields):
    """What is looked for, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    group: Key = ""
    before: Annotated[str, Field(max_length=18)] = ""


def number(text: str) -> int | None:
    """Return a number as a page sent it back; None if it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
