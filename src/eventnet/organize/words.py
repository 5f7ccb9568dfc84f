"""How the console names what somebody chose, and how a ticket stands."""

from eventnet.arrivals.models import TicketStatus
from eventnet.events.models import Consent
from eventnet.i18n import gettext as _


def consent_in_words(consent: Consent | None) -> str:
    """Name how somebody wants planned meetings to come about."""
    if consent is None:
        return _("not chosen yet")
    return {
        Consent.BOOK: _("book me"),
        Consent.ASK: _("ask me"),
        Consent.OWN: _("only my own"),
    }[consent]


def status_in_words(status: TicketStatus) -> str:
    """Name how a ticket stands."""
    return {
        TicketStatus.VALID: _("valid"),
        TicketStatus.PENDING: _("not paid yet"),
        TicketStatus.CANCELLED: _("cancelled"),
    }[status]
