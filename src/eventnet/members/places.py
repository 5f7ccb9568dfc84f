"""Where two met: at an event, or in a talk that a round brought about."""

from eventnet.i18n import gettext as _
from eventnet.members.encounters import Encounter


def place(one: Encounter) -> str:
    """Name the event, or what else it was."""
    return one.event.name if one.event else _("a round")
