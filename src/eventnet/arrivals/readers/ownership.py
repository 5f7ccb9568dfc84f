"""Whose address is it: the attendee's own, or only the buyer's?

Tickets are often bought by one person for others. Writing to the buyer about somebody else's
meetings, or making the buyer the attendee, is the mistake to avoid; so the buyer's address is an
attendee's only
- where the row has no other, the buyer bought one ticket in the whole file, and the attendee has
  the buyer's name or none was asked for; or
- where it was given as the attendee's, and no second ticket of another name claims it too.

A pretix position numbered above 1 had others beside it, even where the export left them out.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from eventnet.arrivals.readers.entries import Entry
from eventnet.arrivals.readers.mapping import Source
from eventnet.arrivals.readers.text import plain


@dataclass(frozen=True)
class Purchases:
    """What the whole file says about its buyers: rows bought, and rows that claim their address."""

    source: Source
    bought: Counter[str]
    claimed: Counter[str]


def purchases(entries: Iterable[Entry], source: Source) -> Purchases:
    """Count over all rows, the cancelled ones too: they were somebody's as well."""
    bought: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    for entry in entries:
        if entry.buyer_email:
            bought[entry.buyer_email] += 1
            claimed[entry.buyer_email] += entry.email == entry.buyer_email
    return Purchases(source, bought, claimed)


def settle_address(entry: Entry, file: Purchases) -> Entry:
    """Return the entry with the attendee's own address, or with None where it isn't known."""
    buyer = entry.buyer_email
    if buyer is None:
        return entry
    if entry.email == buyer:
        if file.claimed[buyer] > 1 and not _same_name(entry.name, entry.buyer_name):
            return replace(entry, email=None)
        return entry
    if entry.email is None and entry.address_problem is None and _bought_for_themself(entry, file):
        return replace(
            entry,
            email=buyer,
            name=entry.name or entry.buyer_name,
            organization=entry.organization or entry.buyer_organization,
        )
    return entry


def _bought_for_themself(entry: Entry, file: Purchases) -> bool:
    if entry.buyer_email is None or file.bought[entry.buyer_email] > 1:
        return False
    if file.source == "pretix" and not entry.reference.endswith("-1"):
        return False
    return not entry.name or _same_name(entry.name, entry.buyer_name)


def _same_name(one: str, other: str) -> bool:
    """Return whether the words are the same in any order: "Silva, Ana" is Ana Silva."""
    return bool(plain(one)) and sorted(plain(one).split()) == sorted(plain(other).split())
