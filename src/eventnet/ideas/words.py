"""How what becomes of an idea is called, and for what it is meant."""

from eventnet.i18n import gettext as _
from eventnet.ideas.models import About, Status


def statuses() -> list[tuple[str, str]]:
    """Return what may become of an idea: value and name, in the order in which it may go."""
    return [(one.value, status_in_words(one)) for one in Status]


def status_in_words(status: Status) -> str:
    """Name a status."""
    return {
        Status.OPEN: _("Open"),
        Status.PLANNED: _("Planned"),
        Status.UNDER_WAY: _("Under way"),
        Status.DONE: _("Done"),
        Status.DECLINED: _("Declined"),
    }[status]


def abouts() -> list[tuple[str, str]]:
    """Return for what an idea may be meant: value and name."""
    return [(one.value, about_in_words(one)) for one in About]


def about_in_words(about: About) -> str:
    """Name for what an idea is meant."""
    return {
        About.COMMUNITY: _("The community"),
        About.EVENT: _("The next event"),
    }[about]


def sorts() -> list[tuple[str, str]]:
    """Return the orders of the list other than by votes: value and name."""
    return [("newest", _("Newest first")), ("status", _("By status"))]
