"""The organizer's files: what the ticket shops export, and the exhibitors' list from the office."""

import csv
import io
from random import Random

from eventnet.demo.names import COUNTRIES
from eventnet.demo.organizations import Organization
from eventnet.demo.people import Person
from eventnet.demo.programme import stands

PRETIX_COLUMNS = (
    "Event slug", "Order code", "Position ID", "Status", "Email", "Phone number", "Order date",
    "Order time", "Product", "Variation", "Price", "Tax rate", "Tax rule", "Tax value",
    "Attendee name", "Attendee name: Given name", "Attendee name: Family name", "Attendee email",
    "Company", "Address", "ZIP code", "City", "Country", "State", "Voucher", "Pseudonymization ID",
    "Ticket secret", "Seat ID", "Seat name", "Seat zone", "Seat row", "Seat number", "Blocked",
    "Valid from", "Valid until", "Order comment", "Follow-up date", "What is your job title?",
    "Which topics bring you here?", "Company", "Invoice address name",
    "Invoice address name: Given name", "Invoice address name: Family name",
    "Invoice address street", "Invoice address ZIP code", "Invoice address city",
    "Invoice address country", "Invoice address state", "VAT ID", "Sales channel", "Order locale",
    "E-mail address verified", "External customer ID", "Payment providers",
)  # fmt: skip
EVENTBRITE_COLUMNS = (
    "Order #", "Order Date", "First Name", "Last Name", "Email", "Quantity", "Price Tier",
    "Ticket Type", "Attendee #", "Group", "Order Type", "Currency", "Total Paid", "Fees Paid",
    "Eventbrite Fees", "Eventbrite Payment Processing", "Attendee Status", "Buyer Last Name",
    "Buyer First Name", "Buyer Email", "Home Country", "Job Title", "Company",
)  # fmt: skip
EXHIBITOR_COLUMNS = (
    "Exhibitor", "Stand", "Contact person", "Contact e-mail", "Function", "Country",
    "What they show", "Web",
)  # fmt: skip
PRODUCTS = {
    "attendee": ("Conference", "290.00"),
    "buyer": ("City official", "120.00"),
    "exhibitor": ("Exhibitor staff", "0.00"),
    "investor": ("Investor", "450.00"),
    "speaker": ("Speaker and host", "0.00"),
}
LOCALES = {"PT": "pt", "BR": "pt-br", "DE": "de", "FR": "fr", "ES": "es", "IT": "it"}
CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ3789"


def _code(random: Random, length: int) -> str:
    return "".join(random.choices(CODE, k=length))


def as_csv(columns: tuple[str, ...], rows: list[list[str]]) -> bytes:
    """Return a table as the bytes of a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


class Order:
    """A pretix order; `add` puts a ticket into it."""

    def __init__(self, random: Random, buyer: Person | None, office: Organization) -> None:
        self.random = random
        self.code = _code(random, 5)
        self.email = buyer.email if buyer else f"office@{office.domain}"
        self.given, self.family = (buyer.given, buyer.family) if buyer else ("", "Accounts office")
        self.company = office.name
        self.placed = f"2027-{random.randint(1, 4):02}-{random.randint(1, 28):02}"
        self.at = f"{random.randint(7, 22):02}:{random.randint(0, 59):02}:00"
        self.rows: list[list[str]] = []

    def add(
        self, person: Person, *, email: str = "", status: str = "paid", named: bool = True
    ) -> None:
        """Add the ticket of ``person``, with what the buyer typed about them."""
        product, price = PRODUCTS[person.role]
        row = self._line(product, price, status, email)
        if named:
            _set(row, "Attendee name", person.name)
            _set(row, "Attendee name: Given name", person.given)
            _set(row, "Attendee name: Family name", person.family)
            _set(row, "Company", person.organization.name)
            _set(row, "Country", person.country)
            if self.random.random() < 0.9:
                _set(row, "What is your job title?", person.job)
            if self.random.random() < 0.5:
                topics = dict.fromkeys([person.subject.name, *person.interests[:2]])
                _set(row, "Which topics bring you here?", ", ".join(topics))
        _set(row, "Order locale", LOCALES.get(person.country, "en"))
        _set(row, "Invoice address country", person.country)

    def add_dinner(self) -> None:
        """Add a place at the dinner, which names nobody."""
        self._line("Dinner on the boat", "45.00", "paid", "")

    def _line(self, product: str, price: str, status: str, email: str) -> list[str]:
        random = self.random
        row = [""] * len(PRETIX_COLUMNS)
        cells = {
            "Event slug": "estuary-2027",
            "Order code": self.code,
            "Position ID": str(len(self.rows) + 1),
            "Status": status,
            "Email": self.email,
            "Order date": self.placed,
            "Order time": self.at,
            "Product": product,
            "Variation": random.choice(("Early bird", "Regular"))
            if product == "Conference"
            else "",
            "Price": price,
            "Tax rate": "23.00",
            "Tax rule": "IVA",
            "Tax value": f"{float(price) * 23 / 123:.2f}",
            "Attendee email": email,
            "Pseudonymization ID": _code(random, 10),
            "Ticket secret": _code(random, 20).lower(),
            "Invoice address name": f"{self.given} {self.family}".strip(),
            "Invoice address name: Given name": self.given,
            "Invoice address name: Family name": self.family,
            "Sales channel": "web",
            "E-mail address verified": random.choice(("Yes", "No")),
            "Payment providers": "" if price == "0.00" else random.choice(("Stripe", "PayPal")),
        }
        for name, value in cells.items():
            _set(row, name, value)
        row[len(row) - 1 - PRETIX_COLUMNS[::-1].index("Company")] = self.company
        self.rows.append(row)
        return row


def _set(row: list[str], name: str, value: str) -> None:
    row[PRETIX_COLUMNS.index(name)] = value


def pretix(random: Random, people: list[Person], strays: list[Person]) -> bytes:
    """Return the export of order positions: people, and the strays that every export has.

    Of nine ``strays`` none comes in as a guest: six tickets are cancelled or expired, two have a
    wrong address, and one row is a dinner.
    """
    orders: list[Order] = []
    colleagues: dict[Organization, list[Person]] = {}
    for person in people:
        colleagues.setdefault(person.organization, []).append(person)
    # Who has typed and chosen nothing may be somebody whom no mail has reached yet.
    silent = [one for one in people if one.depth == "ticket" and not one.consent]
    unpaid = {one.email for one in silent[:3]}
    unclaimed: list[str] = []
    for office, members in colleagues.items():
        waiting = list(members)
        while waiting:
            together = random.choice((1, 1, 1, 1, 2, 3, 4))
            group, waiting = waiting[:together], waiting[together:]
            buyer = random.choice((group[0], None)) if len(group) > 1 else group[0]
            order = Order(random, buyer, office)
            orders.append(order)
            for person in group:
                status = "pending" if person.email in unpaid else "paid"
                address = person.email
                if len(group) == 1:
                    # The shop asks for the buyer's address; the attendee's may be left empty.
                    address = "" if random.random() < 0.12 else address
                elif person in silent and status == "paid" and len(unclaimed) < 4:
                    unclaimed.append(person.email)
                    address = ""
                named = bool(address) or len(group) > 1 or random.random() < 0.6
                order.add(person, email=address, status=status, named=named)
    for number, stray in enumerate(strays):
        order = Order(random, stray, stray.organization)
        orders.append(order)
        if number < 4:
            order.add(stray, email=stray.email, status="canceled")
        elif number < 6:
            order.add(stray, email=stray.email, status="expired")
        elif number == 6:
            order.add(stray, email=stray.email.replace(".example", ""))
        elif number == 7:
            order.add(stray, email=people[0].email)
        else:
            order.add(stray, email=stray.email, status="canceled")
            order.add_dinner()
    orders.sort(key=lambda order: (order.placed, order.at))
    return as_csv(PRETIX_COLUMNS, [row for order in orders for row in order.rows])


def eventbrite(random: Random, people: list[Person], strays: list[Person]) -> bytes:
    """Return the attendee report of the partner network; some were invited by a colleague."""
    rows: list[list[str]] = []
    buyer, order = people[0], ""
    for number, person in enumerate([*people, *strays]):
        bought_by_another = number % 4 == 3 and person in people
        if not bought_by_another:
            buyer, order = person, str(random.randint(10**10, 10**11))
        ticket = "Investor" if person.role == "investor" else "Partner network delegate"
        cells = {
            "Order #": order,
            "Order Date": f"{random.randint(1, 4)}/{random.randint(1, 28)}/27 "
            f"{random.randint(7, 22)}:{random.randint(0, 59):02}",
            "First Name": person.given,
            "Last Name": person.family,
            "Email": person.email,
            "Quantity": "1",
            "Ticket Type": ticket,
            "Attendee #": str(random.randint(10**10, 10**11)),
            "Order Type": "Free Order",
            "Currency": "EUR",
            "Total Paid": "0.00",
            "Fees Paid": "0.00",
            "Eventbrite Fees": "0.00",
            "Eventbrite Payment Processing": "0.00",
            "Attendee Status": "Attending" if person in people else "Not Attending",
            "Buyer Last Name": buyer.family,
            "Buyer First Name": buyer.given,
            "Buyer Email": buyer.email,
            "Home Country": COUNTRIES[person.country],
            "Job Title": person.job,
            "Company": person.organization.name,
        }
        rows.append([cells.get(name, "") for name in EVENTBRITE_COLUMNS])
    return as_csv(EVENTBRITE_COLUMNS, rows)


def exhibitors(people: list[Person]) -> list[list[str]]:
    """Return the rows of the exhibitors' list, a title above its header."""
    stand = {one["organization"]: one["name"] for one in stands()}
    rows = [
        [
            person.organization.name,
            stand[person.organization.name],
            person.name,
            person.email,
            person.job,
            COUNTRIES[person.country],
            person.organization.shows,
            f"https://{person.organization.domain}",
        ]
        for person in people
    ]
    return [["Estuary 2027: who stands where"], [], list(EXHIBITOR_COLUMNS), *sorted(rows)]
