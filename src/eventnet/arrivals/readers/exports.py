"""The exports that we know by their headers: pretix and Eventbrite."""

from collections.abc import Sequence

from eventnet.arrivals.readers.guessing import guess_field
from eventnet.arrivals.readers.mapping import ANSWERS, SEVERAL, Field, Mapping, Source
from eventnet.arrivals.readers.text import plain

# The headers of the order data export of pretix ("Order positions"), its first column of a name
# being the attendee's and a second one of the same name the invoice's.
PRETIX: tuple[tuple[str, Field], ...] = (
    ("Order code", "reference"),
    ("Position ID", "reference"),
    ("Status", "status"),
    ("Email", "buyer_email"),
    ("Product", "ticket"),
    ("Variation", "ticket"),
    ("Attendee name", "name"),
    ("Attendee name: Given name", "given_name"),
    ("Attendee name: Family name", "family_name"),
    ("Attendee email", "email"),
    ("Company", "organization"),
    ("Country", "country"),
    ("Company", "buyer_organization"),
    ("Invoice address name", "buyer_name"),
    ("Order locale", "language"),
)
# Both generations of Eventbrite's attendee report.
EVENTBRITE: tuple[tuple[str, Field], ...] = (
    ("Attendee #", "reference"),
    ("Attendee no.", "reference"),
    ("Attendee ID", "reference"),
    ("Order #", "order"),
    ("Order no.", "order"),
    ("Order ID", "order"),
    ("Attendee Status", "status"),
    ("First Name", "given_name"),
    ("Last Name", "family_name"),
    ("Attendee first name", "given_name"),
    ("Attendee last name", "family_name"),
    ("Name", "name"),
    ("Email", "email"),
    ("Attendee email", "email"),
    ("Buyer First Name", "buyer_given_name"),
    ("Buyer Last Name", "buyer_family_name"),
    ("Buyer Email", "buyer_email"),
    ("Ticket Type", "ticket"),
    ("Company", "organization"),
    ("Job Title", "headline"),
    ("Website", "website"),
    ("Home Country", "country"),
    ("Work Country", "country"),
)


def recognise(header: Sequence[str]) -> Mapping | None:
    """Return the mapping of a known export, or None for any other spreadsheet."""
    names = {plain(name) for name in header}
    if {"order code", "position id", "status", "email"} <= names:
        return _exact("pretix", header, PRETIX)
    orders = {"order", "order no", "order id"}
    if "attendee status" in names and "email" in names | {"attendee email"} and orders & names:
        return _exact("eventbrite", header, EVENTBRITE)
    return None


def _exact(source: Source, header: Sequence[str], layout: tuple[tuple[str, Field], ...]) -> Mapping:
    columns: list[Field | None] = [None] * len(header)
    for name, field in layout:
        if field in columns and field not in SEVERAL:
            continue
        for place, title in enumerate(header):
            if columns[place] is None and title.casefold() == name.casefold():
                columns[place] = field
                break
    for place, title in enumerate(header):
        asked = guess_field(title) if columns[place] is None else None
        if asked in ANSWERS and (asked in SEVERAL or asked not in columns):
            columns[place] = asked
    return Mapping(source, tuple(columns))
