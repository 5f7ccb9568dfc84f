"""How often a digest comes, in words."""

from eventnet.digests.models import Rhythm
from eventnet.i18n import gettext as _


def rhythms() -> list[tuple[str, str, str]]:
    """Return what one may choose: value, name, and what it means."""
    return [
        (
            Rhythm.DAILY.value,
            _("Every day"),
            _("In the morning, if there is something new."),
        ),
        (
            Rhythm.WEEKLY.value,
            _("Every week"),
            _("On Monday morning, if there is something new."),
        ),
        (Rhythm.NEVER.value, _("Never"), _("You see what is new when you look in.")),
    ]
