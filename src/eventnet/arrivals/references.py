"""What a ticket is called where people read it: never by the names that only we have for it."""

from eventnet.arrivals.readers import DERIVED
from eventnet.arrivals.told import LINK
from eventnet.i18n import gettext as _


def shown_reference(source: str, reference: str) -> str:
    """Return what the shop or the spreadsheet calls a ticket; nothing where it has no name for it.

    Of a reference that we made ourselves only the number of the order is known to anybody else.
    """
    return "" if source == LINK else reference.partition(DERIVED)[0]


def ticket_name(source: str, reference: str) -> str:
    """Name a ticket by where it is from, and by its number if it has one."""
    shown = shown_reference(source, reference)
    if not shown:
        return origin(source)
    return {
        "pretix": _("pretix %(number)s", number=shown),
        "eventbrite": _("Eventbrite %(number)s", number=shown),
        "sheet": _("spreadsheet %(number)s", number=shown),
    }.get(source, shown)


def origin(source: str) -> str:
    """Name where tickets come from."""
    return {
        "pretix": _("from pretix"),
        "eventbrite": _("from Eventbrite"),
        "sheet": _("from a spreadsheet"),
        LINK: _("by the link for joining"),
    }.get(source, source)
