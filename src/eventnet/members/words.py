"""What happened between two people, in words."""

from datetime import UTC

from eventnet.dates import day
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.members.encounters import Between, Encounter
from eventnet.members.places import place
from eventnet.ties.strength import Strength


def when(one: Encounter) -> str:
    """Say on which day they met, by the calendar of the event; of a talk by that of Greenwich."""
    there = zone(one.event) if one.event else UTC
    return day(one.at.astimezone(there).date(), "long")


def strength_in_words(value: Strength) -> str:
    """Say how well two know each other."""
    return {
        Strength.FAINT: _("A faint tie"),
        Strength.SOME: _("You know each other"),
        Strength.STRONG: _("A strong tie"),
    }[value]


def how_often(there: Between) -> str:
    """Say how often two met, or that they exchanged contact details."""
    count = len(there.encounters)
    if count:
        return ngettext("Met once", "Met %(num)d times", count)
    return _("Exchanged contact details")


def note_for_card(there: Between) -> str:
    """Return what goes into an address book beside the details: where they met, what was kept."""
    met = [
        _("Met at %(event)s, %(when)s", event=place(one), when=when(one))
        + (f": {one.memory}" if one.memory else "")
        for one in there.encounters
    ]
    return "\n".join([*met, *(one.said.words for one in there.agreements)])
