"""Former addresses, kept for their accounts for as long as a change can still be taken back.

Whoever was mailed at the old address may object for a week; were it somebody else's meanwhile, it
could not be given back. The words say until when, and nothing of whose it was.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import AddressChange
from eventnet.dates import day
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _

OBJECT_WITHIN = timedelta(days=7)
"""How long the old address can object, counted from when the change was asked for."""


class Reservation(NamedTuple):
    """For whom an address is kept, and until when."""

    account_id: str
    until: datetime


def reserved(session: Session) -> dict[str, Reservation]:
    """Return the addresses that no other account may have: one statement."""
    query = select(
        AddressChange.old_email, AddressChange.account_id, AddressChange.created_at
    ).where(
        col(AddressChange.confirmed_at).is_not(None),
        col(AddressChange.objected_at).is_(None),
        AddressChange.created_at > clock.now() - OBJECT_WITHIN,
    )
    return {
        email: Reservation(owner, asked_at + OBJECT_WITHIN)
        for email, owner, asked_at in session.exec(query.order_by(col(AddressChange.created_at)))
    }


def refuse_reserved(session: Session, emails: Collection[str], taker_id: str | None = None) -> None:
    """Refuse addresses that are kept for somebody else than the one who takes them.

    Ask once the address was found free, or was taken, in the same transaction: the change that
    freed it is seen then.
    """
    kept = reserved(session)
    for email in sorted(kept.keys() & set(emails)):
        if kept[email].account_id != taker_id:
            raise Conflict(in_words(email, kept[email].until))


def in_words(email: str, until: datetime) -> str:
    """Say until when an address is kept, and the way out."""
    return _(
        "%(email)s cannot be used for another account here until %(day)s is over. Use another "
        "address, or wait until then.",
        email=email,
        day=day(until.date(), "long"),
    )
