"""What comes in is checked against an explicit list, and what was typed is kept."""

from datetime import date
from typing import Annotated

import pytest
from pydantic import Field, field_validator
from starlette.datastructures import FormData

from eventnet.forms import Fields, Form, Line, Name, Text


class Booking(Fields):
    name: Name
    note: Annotated[Text, Field(max_length=10)] = ""
    seats: int = Field(default=1, ge=1, le=9)
    days: list[str] = Field(default=[], max_length=2)
    when: date | None = None
    colour: Line = ""

    @field_validator("colour")
    @classmethod
    def _no_grey(cls, value: str) -> str:
        if value == "grey":
            raise ValueError("Not grey on grey, please.")
        return value


def read(*items: tuple[str, str]) -> Form[Booking]:
    return Form.read(Booking, FormData(list(items)))


def test_form_in_order_gives_its_data() -> None:
    form = read(("name", " Ada   Example\n"), ("note", "a\r\nb"), ("days", "mon"), ("days", "tue"))
    assert form.valid
    assert form.data == Booking(name="Ada Example", note="a\nb", days=["mon", "tue"])


@pytest.mark.parametrize("name", ["ش\u200cی", "👩\u200d🌾", "李", "?", "\u05e9\u05e8\u05d4"])
def test_form_takes_names_of_every_script(name: str) -> None:
    assert read(("name", name)).data.name == name


def test_form_ignores_what_it_does_not_ask_for() -> None:
    form = read(("name", "Ada"), ("role", "operator"), ("event_id", "other"))
    assert form.data.model_dump().keys() == Booking.model_fields.keys()
    assert form.value("role") == ""


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "Please fill this in."),
        ("name", "\u202e \x07", "Please fill this in."),
        ("name", "\u200b\u200d \ufeff", "Please fill this in."),
        ("name", "\u2800\u3164", "Please fill this in."),
        ("name", "\u0301", "Please fill this in."),
        ("name", "x" * 301, "Please use at most 300 characters."),
        ("note", "x" * 11, "Please use at most 10 characters."),
        ("seats", "many", "Please give a number."),
        ("seats", "0", "Please give a number of 1 or more."),
        ("seats", "10", "Please give a number of 9 or less."),
        ("when", "tomorrow", "Please give a date, such as 2027-05-11."),
        ("colour", "grey", "Not grey on grey, please."),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(
    field: str, typed: str, words: str
) -> None:
    form = read(*{"name": "Ada", field: typed}.items())
    assert not form.valid
    assert form.error(field) == words
    assert form.value(field) == typed
    with pytest.raises(ValueError, match="not valid"):
        _ = form.data


def test_form_refuses_too_many_choices() -> None:
    form = read(("name", "Ada"), *[("days", day) for day in ("mon", "tue", "wed")])
    assert form.errors == {"days": "Please choose at most 2."}
    assert form.values("days") == ["mon", "tue", "wed"]


def test_form_shows_a_model_to_be_changed() -> None:
    form: Form[Booking] = Form.of(Booking(name="Ada", days=["mon"], when=date(2027, 5, 11)))
    assert (form.value("name"), form.values("days"), form.value("when")) == (
        "Ada",
        ["mon"],
        "2027-05-11",
    )


def test_form_is_refused_by_the_action_afterwards() -> None:
    form = read(("name", "Ada"))
    form.refuse("name", "Taken.")
    assert not form.valid
    assert form.error("name") == "Taken."
