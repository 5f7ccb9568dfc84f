"""A row of the table read field by field, before it is known whose address is whose."""

from dataclasses import dataclass

from eventnet.accounts.address import InvalidAddress, email_address
from eventnet.arrivals.readers.mapping import Field, Mapping, labels
from eventnet.arrivals.readers.statuses import Status, ticket_status
from eventnet.arrivals.readers.table import Row
from eventnet.arrivals.readers.text import plain, tidy
from eventnet.i18n import gettext as _

LONGEST: dict[Field, int] = {
    "name": 200,
    "given_name": 200,
    "family_name": 200,
    "organization": 200,
    "headline": 300,
    "ticket": 200,
    "reference": 100,
    "country": 100,
    "stand": 100,
    "website": 500,
    "topics": 2000,
}
# What Eventbrite writes where a buyer has not yet said who comes.
NOT_YET_SAID = frozenset({"info requested", "information requested"})
YES = frozenset({"yes", "y", "x", "1", "true", "ja", "oui", "si", "sim", "tak", "да", "ναι"})


class RefusedRow(Exception):
    """A row cannot come in; names the field and says why."""

    def __init__(self, field: Field | None, words: str) -> None:
        super().__init__(words)
        self.field = field


@dataclass(frozen=True)
class Entry:
    """What one row says. ``address_problem`` says why a filled ``email`` cell gave no address."""

    number: int
    status: Status
    reference: str
    order: str
    name: str
    email: str | None
    address_problem: str | None
    buyer_name: str
    buyer_email: str | None
    buyer_organization: str
    organization: str
    headline: str
    ticket: str
    country: str
    stand: str
    website: str
    topics: tuple[str, ...]
    language: str


def read_entry(row: Row, header: tuple[str, ...], mapping: Mapping) -> Entry:
    """Read a row, or raise `RefusedRow`."""
    if len(row.cells) > len(header):
        raise RefusedRow(
            None,
            _(
                "The row has %(cells)d cells where the header has %(names)d; "
                "look for a separator that stands in a text without quotation marks.",
                cells=len(row.cells),
                names=len(header),
            ),
        )

    def cell(field: Field, between: str = " ") -> str:
        text = between.join(part for place in mapping.of(field) if (part := tidy(row.cells[place])))
        if len(text) > LONGEST.get(field, 1000):
            raise RefusedRow(
                field,
                _(
                    "%(field)s has %(length)d characters; at most %(longest)d fit.",
                    field=labels()[field],
                    length=len(text),
                    longest=LONGEST.get(field, 1000),
                ),
            )
        return "" if plain(text) in NOT_YET_SAID else text

    said = cell("status")
    status = ticket_status(said)
    if status is None:
        raise RefusedRow(
            "status",
            _(
                "We don't know the status “%(said)s”. Write valid, pending or cancelled, "
                "or leave the column out.",
                said=said,
            ),
        )
    given, family = cell("given_name"), cell("family_name")
    email, problem = _address(row, mapping)
    return Entry(
        number=row.number,
        status=status,
        reference=cell("reference", "-"),
        order=cell("order"),
        name=cell("name") or f"{given} {family}".strip(),
        email=email,
        address_problem=problem,
        buyer_name=cell("buyer_name")
        or f"{cell('buyer_given_name')} {cell('buyer_family_name')}".strip(),
        buyer_email=_buyer_address(cell("buyer_email")),
        buyer_organization=cell("buyer_organization"),
        organization=cell("organization"),
        headline=cell("headline"),
        ticket=cell("ticket", " – "),
        country=cell("country"),
        stand=cell("stand"),
        website=cell("website"),
        topics=_topics(row, header, mapping),
        language=cell("language"),
    )


def _address(row: Row, mapping: Mapping) -> tuple[str | None, str | None]:
    # Read as it is in the file: tidying would mend a line end that has to be refused.
    written = "".join(row.cells[place] for place in mapping.of("email"))
    if not tidy(written) or plain(written) in NOT_YET_SAID:
        return None, None
    try:
        return email_address(written), None
    except InvalidAddress as problem:
        return None, str(problem)


def _buyer_address(written: str) -> str | None:
    try:
        return email_address(written)
    except InvalidAddress:
        return None


def _topics(row: Row, header: tuple[str, ...], mapping: Mapping) -> tuple[str, ...]:
    """Return topics from lists in a cell, and from a column for each choice ("Topics – Water")."""
    found: dict[str, str] = {}
    for place in mapping.of("topics"):
        written = row.cells[place]
        choice = header[place].partition(" – ")[2]
        if choice:
            listed = [choice] if plain(written) in YES else []
        else:
            for separator in ";|\n":
                written = written.replace(separator, ",")
            listed = written.split(",")
        for topic in map(tidy, listed):
            if topic and len(topic) <= 80:
                found.setdefault(plain(topic), topic)
    return tuple(found.values())
