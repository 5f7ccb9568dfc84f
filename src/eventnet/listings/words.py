"""How kinds of listings are called."""

from eventnet.i18n import gettext as _
from eventnet.listings.models import Kind


def kinds() -> list[tuple[str, str]]:
    """Return what a listing may be: value and name."""
    return [(one.value, kind_in_words(one)) for one in Kind]


def kind_in_words(kind: Kind) -> str:
    """Name a kind."""
    return {
        Kind.JOB_OFFERED: _("Job offered"),
        Kind.WORK_SOUGHT: _("Looking for work"),
        Kind.SERVICE_OFFERED: _("Service offered"),
        Kind.SERVICE_SOUGHT: _("Service sought"),
        Kind.OTHER: _("Other"),
    }[kind]
