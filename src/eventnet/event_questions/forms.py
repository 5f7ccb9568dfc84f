"""What comes in: a question as organizers write it, and answers as attendees give them."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator
from starlette.datastructures import FormData

from eventnet.event_questions.models import (
    LONGEST_HINT,
    LONGEST_LABEL,
    OF_CHOICES,
    EventQuestion,
    QuestionKind,
    SeenBy,
)
from eventnet.forms import Called, Fields, Form, Line, Text, clean_line, clean_text
from eventnet.i18n import gettext as _

MOST_OPTIONS = 20
LONGEST = {QuestionKind.LINE: 300, QuestionKind.TEXT: 3000}
Said = dict[str, list[str]]
"""What is answered, by question; nothing is an empty list."""


class QuestionFields(Fields):
    """A question, its options one a line."""

    label: Annotated[Called, Field(max_length=LONGEST_LABEL)]
    hint: Annotated[Line, Field(max_length=LONGEST_HINT)] = ""
    kind: QuestionKind = QuestionKind.LINE
    options: Annotated[Text, Field(max_length=2500)] = ""
    required: bool = False
    seen_by: SeenBy = SeenBy.EVERYONE
    version: str = ""
    agreed: Annotated[str, Field(max_length=40)] = ""

    @field_validator("options")
    @classmethod
    def _two_or_more(cls, text: str, info: ValidationInfo) -> str:
        listed = option_list(text)
        if info.data.get("kind") in OF_CHOICES and len(listed) < 2:
            raise ValueError(_("Please write at least two answers to choose from, one a line."))
        if len(listed) > MOST_OPTIONS:
            raise ValueError(_("Please keep to %(most)d answers.", most=MOST_OPTIONS))
        if any(len(one) > 100 for one in listed):
            raise ValueError(_("An answer has at most 100 characters."))
        return text


def option_list(text: str) -> list[str]:
    """Return the lines of a text, each once."""
    lines = (str(clean_line(line)) for line in text.split("\n"))
    return list(dict.fromkeys(line for line in lines if line))


def field_of(question: EventQuestion) -> str:
    """Return what the field of a question is called."""
    return f"q-{question.id}"


def form_of(questions: Sequence[EventQuestion], said: Said) -> Form[Fields]:
    """Return the form that shows what was answered."""
    return Form({field_of(one): said.get(one.id, []) for one in questions})


def offered(question: EventQuestion, said: Sequence[str]) -> list[str]:
    """Return what somebody can choose who has `said` this: also what is offered to others no more.

    Else whoever chose it would lose it by saving another answer.
    """
    return question.options + [one for one in said if one not in question.options]


def read_answers(
    questions: Sequence[EventQuestion], sent: FormData, before: Said
) -> tuple[Form[Fields], Said]:
    """Read what is answered by somebody who answered `before`; what is wrong is in the form."""
    said: Said = {}
    errors: dict[str, str] = {}
    for one in questions:
        name = field_of(one)
        given = [value for value in sent.getlist(name) if isinstance(value, str)]
        said[one.id] = _clean(one, given)
        wrong = _wrong(one, said[one.id], before.get(one.id, []))
        if wrong:
            errors[name] = wrong
    return Form({field_of(one): said[one.id] for one in questions}, errors), said


def _clean(question: EventQuestion, given: Sequence[str]) -> list[str]:
    tidy = clean_text if question.kind is QuestionKind.TEXT else clean_line
    found = dict.fromkeys(str(tidy(value)) for value in given)
    found.pop("", None)
    return list(found) if question.kind is QuestionKind.SEVERAL else list(found)[-1:]


def _wrong(question: EventQuestion, said: Sequence[str], before: Sequence[str]) -> str:
    if question.required and not said:
        return _("The organizers ask everybody to answer this.")
    if question.kind in OF_CHOICES and not set(said) <= set(offered(question, before)):
        return _("Please choose one of the options.")
    if question.kind is QuestionKind.YES_NO and not set(said) <= {"yes", "no"}:
        return _("Please choose one of the options.")
    most = LONGEST.get(question.kind)
    if most is not None and any(len(one) > most for one in said):
        return _("Please use at most %(most)d characters.", most=most)
    return ""
