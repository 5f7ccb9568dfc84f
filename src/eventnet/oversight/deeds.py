"""Every deed that the trail of an event may hold: of which kind it is, and how it is told."""

from eventnet.i18n import gettext as _
from eventnet.oversight import deeds_of_people, deeds_of_the_event
from eventnet.oversight.deed import About, Deed, Kind
from eventnet.oversight.phrases import Detail

__all__ = [
    "DEEDS",
    "About",
    "Deed",
    "Kind",
    "deed_words",
    "deeds_of",
    "deeds_told_with",
    "kind_names",
]

DEEDS = deeds_of_people.DEEDS | deeds_of_the_event.DEEDS


def deed_words(deed: str, detail: Detail) -> str:
    """Tell a deed; one of another release by its name."""
    known = DEEDS.get(deed)
    return known.words(detail) if known else _("did: %(deed)s", deed=deed)


def kind_names() -> dict[Kind, str]:
    """Return what the kinds are called."""
    return {
        Kind.PEOPLE: _("People"),
        Kind.TICKETS: _("Tickets and invitations"),
        Kind.SETTING_UP: _("The event itself"),
        Kind.ROOM: _("Slots, tables, room, roles"),
        Kind.MATCHING: _("Matching"),
        Kind.DAY: _("The day"),
        Kind.TEAM: _("Team"),
        Kind.LOOKS: _("Looks and exports"),
    }


def deeds_of(kind: Kind) -> list[str]:
    """Return the deeds of a kind."""
    return [name for name, deed in DEEDS.items() if deed.kind is kind]


def deeds_told_with(word: str) -> list[str]:
    """Return the deeds in whose words, or in whose kind, this one stands."""
    names, found = kind_names(), word.casefold()
    return [
        name
        for name, deed in DEEDS.items()
        if found in f"{deed.words({})} {names[deed.kind]}".casefold()
    ]
