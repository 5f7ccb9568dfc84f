"""What the pages that set an event up call their fields, for sentences about them."""

from collections.abc import Callable

from eventnet.events.models import Phase
from eventnet.i18n import gettext as _

OF_RULES = {"phase_by_hand": "phase"}
"""What the form calls a field, where that is another name than that of the column."""


def details() -> dict[str, str]:
    """Name the fields of what the event says about itself."""
    return {
        "name": _("Name"),
        "tagline": _("In one sentence"),
        "about": _("About"),
        "venue": _("Venue"),
        "city": _("City"),
        "time_zone": _("Time zone"),
        "starts_on": _("First day"),
        "ends_on": _("Last day"),
    }


def rules() -> dict[str, str]:
    """Name the fields of phases and deadlines."""
    return {
        "phase_by_hand": _("Where the event stands"),
        "opens_at": _("Opens at"),
        "wishes_until": _("Wishes are taken until"),
        "yes_hours": _("Hours to say yes"),
        "ask_unchosen": _("Match people who have not chosen how, and ask them"),
    }


def look() -> dict[str, str]:
    """Name the fields of the look."""
    return {"accent": _("Colour"), "logo": _("Logo")}


def phase(value: Phase | None) -> str:
    """Name a phase that was chosen by hand, or none."""
    return {
        None: _("As its dates say"),
        Phase.PREPARING: _("Preparing"),
        Phase.OPEN: _("Open"),
        Phase.RUNNING: _("Running"),
        Phase.OVER: _("Over"),
    }[value]


def logo(now: str | None) -> Callable[[str | None], str]:
    """Return how a logo is told beside the one that there is now: as a picture it has no words."""

    def told(name: str | None) -> str:
        if name is None:
            return _("No logo")
        return _("The logo as it is now") if name == now else _("Yours: please choose it again")

    return told
