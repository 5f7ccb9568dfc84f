"""What comes in about ideas."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from eventnet.discussions.forms import Words
from eventnet.forms import Called, Fields, Line, Once, Text
from eventnet.i18n import gettext as _
from eventnet.ideas.models import LONGEST_REASON, LONGEST_TITLE, LONGEST_WHY, About, Status
from eventnet.unseen import can_be_seen

Key = Annotated[str, Field(max_length=40)]
Title = Annotated[Called, StringConstraints(max_length=LONGEST_TITLE)]


def _seen(text: str) -> str:
    if not can_be_seen(text):
        raise ValueError(_("Please say why, in a sentence."))
    return text


class IdeaFields(Fields):
    """An idea, as it is suggested."""

    title: Title
    words: Words = Field(default="", validate_default=True)
    about: About = About.COMMUNITY
    once: Once = ""
    looked: Annotated[str, Field(max_length=3)] = ""
    """Whether those like it were shown."""


class TitleFields(Fields):
    """What an idea is called so far, while it is typed."""

    title: Annotated[Line, Field(max_length=200)] = ""


class CommentFields(Fields):
    """A comment on an idea."""

    words: Words = Field(default="", validate_default=True)
    once: Once = ""


class EditFields(Fields):
    """A comment, put another way."""

    words: Words = Field(default="", validate_default=True)
    version: str = ""


class IdeaEditFields(EditFields):
    """An idea, put another way."""

    title: Title
    about: About = About.COMMUNITY


class VoteFields(Fields):
    """Whether somebody votes for an idea, or takes their vote back; and where to go on."""

    do: Literal["vote", "take_back"]
    next: Annotated[str, Field(max_length=2000)] = ""


class StatusFields(Fields):
    """What the stewards make of an idea, and why."""

    status: Status
    why: Annotated[Text, StringConstraints(max_length=LONGEST_WHY)] = ""
    was: Status = Status.OPEN


class MergeFields(Fields):
    """Into which other an idea is merged."""

    into: Annotated[Key, Field(min_length=1)]


class ReportFields(Fields):
    """Why somebody reports a post."""

    reason: Annotated[Text, AfterValidator(_seen), StringConstraints(max_length=LONGEST_REASON)] = (
        Field(default="", validate_default=True)
    )


class JudgeFields(Fields):
    """What becomes of a post that was reported."""

    do: Literal["hide", "restore", "keep"]


class BlockFields(Fields):
    """Whether whoever wrote a post is blocked."""

    do: Literal["block", "unblock"]


class FindFields(Fields):
    """Which ideas are listed, and in which order, as the address says it."""

    q: Annotated[Line, Field(max_length=200)] = ""
    status: Status | Literal[""] = ""
    about: About | Literal[""] = ""
    sort: Literal["", "newest", "status"] = ""
