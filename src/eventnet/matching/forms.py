"""What an organizer may say to start and to publish a run."""

from typing import Annotated, Literal

from pydantic import Field

from eventnet.forms import Fields
from eventnet.i18n import gettext as _


class StartFields(Fields):
    """How long a run may take, and what becomes of the schedule that people have."""

    seconds: Annotated[int, Field(ge=1, le=3600)] = 5
    have: Literal["keep", "scratch"] = "keep"


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


class PublishFields(Fields):
    """Against which state of the event's schedule the difference was shown."""

    against: Annotated[int, Field(ge=0)]


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
