"""What comes in as an answer to one of the questions that people are asked."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from eventnet.events.models import Consent
from eventnet.forms import Fields, Line, Name, Text, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.people.forms import Topics, split_topics
from eventnet.people.models import Audience
from eventnet.people.topics import LONGEST, MOST, topic_key


class Answer(Fields):
    """An answer to a question, with the version of the profile that its page showed."""

    version: str = ""


class ConfirmAnswer(Answer):
    """Who somebody is, as their ticket says it or otherwise; how they may be planned and seen."""

    name: Name
    headline: Annotated[Line, Field(max_length=300)] = ""
    organization: Annotated[Line, Field(max_length=300)] = ""
    consent: Annotated[Consent | None, BeforeValidator(none_if_empty)] = None
    visibility: Annotated[Audience | None, BeforeValidator(none_if_empty)] = None


def _words(tapped: Sequence[str], typed: str) -> list[str]:
    both = [*tapped, *split_topics(typed)]
    return list({topic_key(word): word for word in reversed(both) if word}.values())[::-1]


def _some_but_not_too_many(typed: str, others: ValidationInfo) -> str:
    """Refuse no word at all, and more than a profile takes."""
    words = _words(others.data.get("tapped", ()), typed)
    if not words and "tapped" in others.data:
        raise ValueError(_("Please tap a word or type one, or skip this."))
    if len(words) > MOST:
        raise ValueError(_("Please keep to %(most)d: you have %(n)d.", most=MOST, n=len(words)))
    return typed


class WordsAnswer(Answer):
    """What somebody offers, looks for or is interested in: words tapped, and words typed."""

    tapped: list[Annotated[Line, Field(max_length=LONGEST)]] = Field(default_factory=list)
    typed: Annotated[Topics, AfterValidator(_some_but_not_too_many)] = Field(
        "", validate_default=True
    )

    def words(self) -> list[str]:
        """Return every word once: those tapped as they stood there, then those typed."""
        return _words(self.tapped, self.typed)


class ConsentAnswer(Answer):
    """How planned meetings may come about."""

    consent: Consent


class HeadlineAnswer(Answer):
    """What somebody does, in a line."""

    headline: Annotated[Line, Field(min_length=1, max_length=300)]


class OrganizationAnswer(Answer):
    """For whom somebody does it."""

    organization: Annotated[Line, Field(min_length=1, max_length=300)]


class BioAnswer(Answer):
    """A few sentences about somebody."""

    bio: Annotated[Text, Field(min_length=1, max_length=5000)]


class VisibilityAnswer(Answer):
    """Who may see somebody here."""

    visibility: Audience


class PhotoAnswer(Answer):
    """A photo, which comes as a file."""


ANSWERS: dict[str, type[Answer]] = {
    "confirm": ConfirmAnswer,
    "offers": WordsAnswer,
    "seeks": WordsAnswer,
    "interests": WordsAnswer,
    "consent": ConsentAnswer,
    "visibility": VisibilityAnswer,
    "headline": HeadlineAnswer,
    "bio": BioAnswer,
    "organization": OrganizationAnswer,
    "photo": PhotoAnswer,
}
"""What answers each question of people/questions.py."""
