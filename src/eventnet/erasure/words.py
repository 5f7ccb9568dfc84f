"""Sentences about what keeps an account from being deleted, each with its way out."""

from eventnet.erasure.standing import Duty, Hindrance
from eventnet.i18n import gettext as _


def in_words(found: Hindrance) -> str:
    """Say what nobody else would do, and who could take it over."""
    if found.duty is Duty.OPERATOR:
        return _(
            "You are the only one who runs this site. Let “eventnet init ADDRESS”, on its "
            "machine, make somebody else an operator first."
        )
    if found.duty is Duty.STEWARD:
        return _(
            "You are the only steward of %(community)s. Ask those who run this site to appoint "
            "another first.",
            community=found.name,
        )
    return _(
        "You are the only organizer of %(event)s, which is not over. Add another first, under "
        "“Team” on its organizers' pages.",
        event=found.name,
    )
