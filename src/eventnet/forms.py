"""What comes in: a form is read into a Pydantic model, or shown again with what was typed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationError,
)
from starlette.datastructures import FormData, ImmutableMultiDict

from eventnet import clock
from eventnet.i18n import gettext as _
from eventnet.unseen import can_be_seen

Model = TypeVar("Model", bound=BaseModel)

FARTHEST = timedelta(days=90)
"""No last day of anything lies farther ahead."""

# Control characters and the marks that turn text around: never part of what people mean.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean_line(value: object) -> object:
    """Bring one line of text into its normal form: NFC, no control characters, single spaces."""
    if not isinstance(value, str):
        return value
    return " ".join(_UNWANTED.sub(" ", unicodedata.normalize("NFC", value)).split())


def clean_text(value: object) -> object:
    """Bring text of several lines into its normal form, keeping its lines."""
    if not isinstance(value, str):
        return value
    text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub(" ", text).strip()


def none_if_empty(value: object) -> object:
    """Read an empty field as nothing chosen."""
    return None if isinstance(value, str) and not value.strip() else value


def _seen(value: str) -> str:
    if not can_be_seen(value):
        raise ValueError(_("Please fill this in."))
    return value


def _written(value: str) -> str:
    if not can_be_seen(value):
        raise ValueError(_("There is nothing in it yet. Please write something."))
    return value


def _ahead(value: date) -> date:
    today = clock.now().date()
    if value < today:
        raise ValueError(_("Please choose today or a later day."))
    if value > today + FARTHEST:
        raise ValueError(_("Please choose a day within the next %(num)d days.", num=FARTHEST.days))
    return value


Line = Annotated[str, BeforeValidator(clean_line)]
"""One line of text, cleaned. Give it its own `Field(max_length=…)`."""
Text = Annotated[str, BeforeValidator(clean_text)]
"""Text of several lines, cleaned."""
Said = Annotated[Text, AfterValidator(_seen)]
"""Text that says something. Give it its own `Field(max_length=…)`."""
Written = Annotated[Text, AfterValidator(_written)]
"""What somebody writes to others: text that says something."""
Called = Annotated[Line, StringConstraints(min_length=1), AfterValidator(_seen)]
"""What something is called: one line that can be seen. Give it its own `Field(max_length=…)`."""
Name = Annotated[Called, StringConstraints(max_length=300)]
"""What somebody or something is called, in 300 characters at most."""
Ahead = Annotated[date, AfterValidator(_ahead)]
"""The last day of something: from today on, and no farther than `FARTHEST`."""
Once = Annotated[str, StringConstraints(pattern=r"^([2-9a-z]{14})?$")]
"""An id that the form was drawn with, by which the same form sent twice does one thing."""


class Fields(BaseModel):
    """The base of what a form may say: an explicit list; anything else in it changes nothing."""

    model_config = ConfigDict(extra="ignore", str_max_length=100_000)


@dataclass(frozen=True)
class Both:
    """What two put into a field at once, in words."""

    mine: str
    theirs: str
    by: str
    """What the other is called."""


class Form(Generic[Model]):
    """A form on its way in: the values as typed, what is wrong with them, and the data if nothing.

    Templates read `value`, `values`, `error` and `errors`, and say with `labelled` what the page
    calls a field; so `wrong` can name them, in the order in which they stand there.
    """

    def __init__(
        self,
        values: Mapping[str, Sequence[str]] | None = None,
        errors: dict[str, str] | None = None,
        data: Model | None = None,
    ) -> None:
        self._values = values or {}
        self.errors = errors or {}
        self._data = data
        self._labels: dict[str, str] = {}
        self.both: dict[str, Both] = {}
        """By field: what two put there at once; the form asks which of them holds."""

    @classmethod
    def read(
        cls, model: type[Model], source: FormData | ImmutableMultiDict[str, Any]
    ) -> "Form[Model]":
        """Check what was sent. Fields of the model that are lists take every value of their name.

        A field that was not sent takes the default of the model; an empty one is an empty string.
        """
        typed: dict[str, list[str]] = {}
        given: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            sent = source.getlist(field.alias or name)
            typed[name] = [value for value in sent if isinstance(value, str)]
            if _is_list(field.annotation):
                given[field.alias or name] = sent
            elif sent:
                given[field.alias or name] = sent[-1]
        try:
            return cls(typed, {}, model.model_validate(given))
        except ValidationError as invalid:
            errors: dict[str, str] = {}
            for error in invalid.errors(include_url=False):
                name = str(error["loc"][0]) if error["loc"] else ""
                errors.setdefault(name, _words(error["type"], error.get("ctx", {}), error["msg"]))
            return cls(typed, errors)

    @classmethod
    def of(cls, model: BaseModel) -> "Form[Model]":
        """Return a form that shows `model` to be changed."""
        values: dict[str, list[str]] = {}
        for name, value in model.model_dump(mode="json").items():
            if isinstance(value, list):
                values[name] = [str(item) for item in value]
            elif value is not None:
                values[name] = ["on" if value is True else "" if value is False else str(value)]
        return cls(values)

    @property
    def data(self) -> Model:
        """The checked data; ask `valid` first."""
        if self._data is None:
            raise ValueError("this form is not valid, so it has no data")
        return self._data

    @property
    def valid(self) -> bool:
        """Whether everything was in order."""
        return self._data is not None and not self.errors

    def refuse(self, field: str, sentence: str) -> None:
        """Add what only the action could find out; `field` may be empty for the whole form."""
        self.errors[field] = sentence

    def value(self, name: str) -> str:
        """Return what was typed into the field, or an empty string."""
        values = self._values.get(name, ())
        return values[-1] if values else ""

    def values(self, name: str) -> list[str]:
        """Return everything that was chosen in the field."""
        return list(self._values.get(name, ()))

    def error(self, name: str) -> str | None:
        """Return what is wrong with the field, in words, or None."""
        return self.errors.get(name)

    def labelled(self, name: str, label: str) -> str:
        """Remember what the page calls a field, and say it."""
        self._labels[name] = label
        return label

    def wrong(self) -> list[tuple[str, str]]:
        """Return what is wrong as (field, sentence), each sentence naming its field.

        A field comes where it stands on the page; what the page has no field for comes first, and
        says by itself what it is about.
        """
        whole = [(name, words) for name, words in self.errors.items() if name not in self._labels]
        return whole + [
            (name, _("%(field)s – %(words)s", field=label, words=self.errors[name]))
            for name, label in self._labels.items()
            if name in self.errors
        ]


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", annotation) in (list, set, tuple, frozenset)


def _words(kind: str, context: Mapping[str, Any], message: str) -> str:
    """Say in a sentence what Pydantic found; sentences of our own validators pass as they are."""
    if kind == "value_error":
        return str(context.get("error", message))
    # A limit on a cleaned line is one on a "Value"; one on a choice of several, on a "List".
    line = context.get("field_type") == "Value"
    if kind in {"missing", "string_too_short"} or (kind == "too_short" and line):
        return _("Please fill this in.")
    if kind == "string_too_long" or (kind == "too_long" and line):
        return _("Please use at most %(most)d characters.", most=context["max_length"])
    if kind == "too_long":
        return _("Please choose at most %(most)d.", most=context["max_length"])
    if kind in {"enum", "literal_error"}:
        return _("Please choose one of the options.")
    if kind.startswith(("int_", "float_", "decimal_")):
        return _("Please give a number.")
    if kind in {"greater_than_equal", "greater_than"}:
        return _("Please give a number of %(least)s or more.", least=next(iter(context.values())))
    if kind in {"less_than_equal", "less_than"}:
        return _("Please give a number of %(most)s or less.", most=next(iter(context.values())))
    if kind.startswith(("date_", "datetime_")):
        return _("Please give a date, such as 2027-05-11.")
    if kind.startswith("time_"):
        return _("Please give a time, such as 09:30.")
    return _("This cannot be used: %(why)s", why=message)
