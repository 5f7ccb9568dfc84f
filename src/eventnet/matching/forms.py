"""What an organizer may say to start and to publish a run."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from eventnet.forms import Fields, Line, none_if_empty
from eventnet.i18n import gettext as _
from eventnet.matching.models import RuleKind

Number = Annotated[int, Field(ge=1, le=999_999_999)]


class StartFields(Fields):
    """How long a run may take, and how near to the ceiling it may stop, in percent;
    0 stands for the usual; and what becomes of the schedule that people have.

    `around` is the number of a run: what was moved by hand in it stays where it was put.
    """

    seconds: Annotated[int, Field(ge=1, le=3600)] = 5
    have: Literal["keep", "scratch"] = "keep"
    enough: Literal["0", "1", "2", "5", "10"] = "0"
    around: Annotated[Number | None, BeforeValidator(none_if_empty)] = None


def choices_of_have() -> list[tuple[str, str, str]]:
    """Return the choices of what becomes of the schedule that people have."""
    return [
        (
            "keep",
            _("Keep it where that costs little"),
            _("A meeting moves or goes only if that gains clearly more than it upsets."),
        ),
        (
            "scratch",
            _("Start from scratch"),
            _("Every meeting that a run planned may move, for the best schedule there is."),
        ),
    ]


Typed = Annotated[Line, StringConstraints(max_length=320)]


class RuleFields(Fields):
    """Who shall meet, or shall not; each typed, or chosen where more than one person fits."""

    one: Typed = ""
    one_id: Typed = ""
    other: Typed = ""
    other_id: Typed = ""
    kind: RuleKind = RuleKind.PIN
    slot: Typed = ""
    reason: Annotated[Line, Field(max_length=300)] = ""


class PublishFields(Fields):
    """Against which state of the event's schedule, and of the draft, the difference was shown."""

    against: Annotated[int, Field(ge=0)]
    edition: Annotated[int, Field(ge=0)] | None = None


def limits(longest: float) -> list[tuple[str, str, str]]:
    """Return the choices of a time limit, as (value, label, what it means)."""
    return [
        (str(seconds), label, words)
        for seconds, label, words in (
            (
                5,
                _("Quick: up to 5 seconds"),
                _("Ends as soon as no schedule can be more than 0.1 % better."),
            ),
            (
                20,
                _("Careful: up to 20 seconds"),
                _("Ends as soon as no schedule can be more than 0.02 % better."),
            ),
            (
                60,
                _("Thorough: up to a minute"),
                _("Ends early only if nothing better can exist. Good for large events."),
            ),
        )
        if seconds <= longest or seconds == 5
    ]


def enough_options() -> list[tuple[str, str]]:
    """Return the choices of how near to the ceiling is near enough, as (value, label)."""
    return [
        ("0", _("As near as the time allows")),
        *((share, _("%(percent)s %% below the ceiling", percent=share)) for share in "125"),
        ("10", _("%(percent)s %% below the ceiling", percent="10")),
    ]
