"""What a ticket shop's words for the state of a ticket mean to us."""

from typing import Literal

from eventnet.arrivals.readers.text import plain

Status = Literal["valid", "pending", "cancelled"]

WORDS: dict[Status, str] = {
    "valid": "paid, p, bezahlt, payé, pagado, pago, attending, checked in, nimmt teil, "
    "eingecheckt, valid, confirmed, complete, completed, registered, active, approved, yes, ok, "
    "gültig, bestätigt",
    "pending": "pending, n, ausstehend, en attente, pendiente, pendente, approval pending, "
    "pending approval, unpaid, reserved, waiting list, waitlist, waitlisted, on hold",
    "cancelled": "canceled, cancelled, c, storniert, annulé, cancelado, expired, e, abgelaufen, "
    "expiré, refunded, r, erstattet, not attending, nimmt nicht teil, deleted, transferred, "
    "withdrawn, declined, void, no",
}
KNOWN: dict[str, Status] = {
    plain(word): status for status, words in WORDS.items() for word in words.split(",")
}


def ticket_status(word: str) -> Status | None:
    """Return the status that ``word`` means; an empty cell is a valid ticket; None if unknown.

    pretix: pending, paid, expired, canceled, or their letters n, p, e, c; a cancelled position of
    a paid order reads "canceled" too, and fees kept may follow in brackets. Eventbrite: Attending,
    Checked In, Not Attending, Deleted, Transferred, Refunded.
    """
    said = plain(word.partition("(")[0])
    return KNOWN.get(said) if said else "valid"
