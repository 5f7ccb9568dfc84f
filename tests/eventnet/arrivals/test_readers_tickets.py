import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventnet.arrivals.readers import (
    Mapping,
    Refusal,
    TicketRow,
    guess,
    read_table,
    read_tickets,
    recognise,
)
from tests.ending import comes_to_an_end

# The columns of pretix's export of order positions, as its exporter writes them.
PRETIX_LINE = (
    "Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,"
    "Variation,Price,Tax rate,Tax rule,Tax value,Attendee name,Attendee name: Given name,"
    "Attendee name: Family name,Attendee email,Company,Address,ZIP code,City,Country,State,Voucher,"
    "Pseudonymization ID,Ticket secret,Seat ID,Seat name,Seat zone,Seat row,Seat number,Blocked,"
    "Valid from,Valid until,Order comment,Follow-up date,Job title,Topics – Water,Topics – Heat,"
    "Company,Invoice address name,Invoice address name: Given name,"
    "Invoice address name: Family name,Invoice address street,Invoice address ZIP code,"
    "Invoice address city,Invoice address country,Invoice address state,VAT ID,Sales channel,"
    "Order locale,E-mail address verified,External customer ID,Payment providers"
)
EVENTBRITE_LINE = (
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,"
    "Group,Order Type,Currency,Total Paid,Fees Paid,Eventbrite Fees,Eventbrite Payment Processing,"
    "Attendee Status,Buyer Last Name,Buyer First Name,Buyer Email,Home Country,Job Title,Company"
)
PRETIX = PRETIX_LINE.split(",")
EVENTBRITE = EVENTBRITE_LINE.split(",")


def read(
    header: Sequence[str], *rows: Sequence[str], mapping: Mapping | None = None
) -> tuple[list[TicketRow], list[Refusal]]:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    table = read_table(text.getvalue().encode(), "list.csv")
    chosen = mapping or recognise(table.header) or guess(table.header)
    return read_tickets(table, chosen)


def pretix(code: str, position: str = "1", **cells: str) -> list[str]:
    """Return a pretix row; a cell is named by its header in lower case with underscores."""
    row = [""] * len(PRETIX)
    row[1], row[2] = code, position
    values = {"status": "paid", "email": "buyer@example.org", **cells}
    invoice_company = values.pop("invoice_company", "")
    row[PRETIX.index("Company", 20)] = invoice_company
    names = {name.lower().replace(" ", "_"): name for name in PRETIX}
    for key, value in values.items():
        row[PRETIX.index(names[key])] = value
    return row


def eventbrite(attendee: str, **cells: str) -> list[str]:
    values = {"attendee_status": "Attending", "order_#": "1", **cells}
    names = {name.lower().replace(" ", "_"): name for name in EVENTBRITE}
    row = [""] * len(EVENTBRITE)
    row[EVENTBRITE.index("Attendee #")] = attendee
    for key, value in values.items():
        row[EVENTBRITE.index(names[key])] = value
    return row


def ana(code: str = "A1B2C", position: str = "1", **cells: str) -> list[str]:
    named = {"attendee_name": "Ana Silva", "attendee_email": "ana@example.org"}
    return pretix(code, position, **{**named, **cells})


def test_a_pretix_row_is_read_whole() -> None:
    row = ana(
        product="Conference",
        variation="Early bird",
        company="Águas do Sul",
        country="PT",
        job_title="Head of networks",
        order_locale="pt",
        invoice_company="Who pays",
    )
    row[PRETIX.index("Topics – Heat")] = "Yes"
    row[PRETIX.index("Topics – Water")] = "No"
    tickets, refusals = read(PRETIX, row)
    assert refusals == []
    assert tickets == [
        TicketRow(
            number=2,
            source="pretix",
            reference="A1B2C-1",
            status="valid",
            email="ana@example.org",
            buyer_email="buyer@example.org",
            name="Ana Silva",
            organization="Águas do Sul",
            headline="Head of networks",
            ticket="Conference – Early bird",
            country="PT",
            stand="",
            website="",
            topics=("Heat",),
            language="pt",
        )
    ]


def test_an_eventbrite_row_is_read_whole() -> None:
    row = eventbrite(
        "77",
        first_name="Ana",
        last_name="Silva",
        email="ana@example.org",
        ticket_type="Investor",
        buyer_email="buyer@example.org",
        home_country="Portugal",
        job_title="Partner",
        company="Maré Capital",
    )
    tickets, refusals = read(EVENTBRITE, row)
    assert refusals == []
    assert tickets == [
        TicketRow(
            number=2,
            source="eventbrite",
            reference="77",
            status="valid",
            email="ana@example.org",
            buyer_email="buyer@example.org",
            name="Ana Silva",
            organization="Maré Capital",
            headline="Partner",
            ticket="Investor",
            country="Portugal",
            stand="",
            website="",
            topics=(),
            language="",
        )
    ]


@pytest.mark.parametrize(
    ("cells", "address"),
    [
        # One ticket bought, and nothing or the same name asked of the attendee: the buyer comes.
        ({"invoice_address_name": "Bo Lind"}, "buyer@example.org"),
        (
            {"invoice_address_name": "Bo Lind", "attendee_name": "LIND, Bo"},
            "buyer@example.org",
        ),
        # Another name, or no name of the buyer to compare with: somebody else comes.
        ({"invoice_address_name": "Bo Lind", "attendee_name": "Ana Silva"}, None),
        ({"attendee_name": "Ana Silva"}, None),
        # The attendee's own address counts, also where it is the buyer's.
        ({"attendee_name": "Ana Silva", "attendee_email": "ana@example.org"}, "ana@example.org"),
        (
            {"attendee_name": "Ana Silva", "attendee_email": "Buyer@example.org"},
            "buyer@example.org",
        ),
    ],
)
def test_the_buyer_of_one_ticket_is_the_attendee_only_if_that_is_sure(
    cells: dict[str, str], address: str | None
) -> None:
    tickets, refusals = read(PRETIX, pretix("A", **cells))
    assert refusals == []
    assert [ticket.email for ticket in tickets] == [address]


def test_the_buyer_of_several_tickets_is_not_taken_for_an_attendee() -> None:
    buyer = {"invoice_address_name": "Bo Lind"}
    tickets, refusals = read(
        PRETIX,
        pretix("A", "1", attendee_name="Bo Lind", **buyer),
        pretix("A", "2", attendee_name="Ana Silva", **buyer),
        pretix("A", "3", **buyer),
    )
    assert [(ticket.name, ticket.email) for ticket in tickets] == [
        ("Bo Lind", None),
        ("Ana Silva", None),
    ]
    words = "The row has neither a name nor an address of an attendee, only the buyer's."
    assert refusals == [Refusal(4, "name", words)]


def test_tickets_in_another_order_of_the_buyer_count_too() -> None:
    buyer = {"invoice_address_name": "Bo Lind", "attendee_name": "Bo Lind"}
    tickets, _ = read(PRETIX, pretix("A", **buyer), pretix("B", status="canceled", **buyer))
    assert [ticket.email for ticket in tickets] == [None, None]


def test_a_second_position_had_a_first_even_where_the_export_left_it_out() -> None:
    tickets, _ = read(
        PRETIX, pretix("A", "2", attendee_name="Bo Lind", invoice_address_name="Bo Lind")
    )
    assert [ticket.email for ticket in tickets] == [None]


def test_the_buyers_address_typed_for_everyone_stays_with_the_buyer() -> None:
    shared = {"email": "bo@example.org", "buyer_email": "bo@example.org"}
    buyer = {"buyer_first_name": "Bo", "buyer_last_name": "Lind"}
    tickets, refusals = read(
        EVENTBRITE,
        eventbrite("1", first_name="Ana", last_name="Silva", **shared, **buyer),
        eventbrite("2", first_name="Bo", last_name="Lind", **shared, **buyer),
        eventbrite("3", first_name="Info Requested", last_name="Info Requested", **shared, **buyer),
    )
    assert [(ticket.name, ticket.email) for ticket in tickets] == [
        ("Ana Silva", None),
        ("Bo Lind", "bo@example.org"),
    ]
    assert [refusal.number for refusal in refusals] == [4]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("paid", "valid"),
        ("p", "valid"),
        ("pending", "pending"),
        ("n", "pending"),
        ("canceled", "cancelled"),
        ("Canceled (paid fee)", "cancelled"),
        ("c", "cancelled"),
        ("expired", "cancelled"),
        ("e", "cancelled"),
    ],
)
def test_statuses_of_pretix(word: str, status: str) -> None:
    tickets, _ = read(PRETIX, ana(status=word))
    assert [ticket.status for ticket in tickets] == [status]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Attending", "valid"),
        ("Checked In", "valid"),
        ("Not Attending", "cancelled"),
        ("Deleted", "cancelled"),
        ("Transferred", "cancelled"),
        ("Refunded", "cancelled"),
        ("", "valid"),
    ],
)
def test_statuses_of_eventbrite(word: str, status: str) -> None:
    row = eventbrite("1", first_name="Ana", email="ana@example.org", attendee_status=word)
    tickets, _ = read(EVENTBRITE, row)
    assert [ticket.status for ticket in tickets] == [status]


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        ({"attendee_email": "ana@"}, "email", "“ana@” is no e-mail address"),
        ({"attendee_email": "ana@example.org\nBcc: x@example.org"}, "email", "line end inside"),
        ({"attendee_name": ""}, "name", "The row of ana@example.org has no name."),
        ({"attendee_name": "A" * 201}, "name", "Name has 201 characters; at most 200 fit."),
        ({"company": "A" * 70_000}, "organization", "Organisation has 70000 characters"),
        ({"status": "perhaps"}, "status", "We don't know the status “perhaps”."),
    ],
)
def test_a_wrong_cell_refuses_its_row_alone(cells: dict[str, str], field: str, words: str) -> None:
    bo = pretix("B", attendee_name="Bo", attendee_email="bo@example.org")
    tickets, refusals = read(PRETIX, ana(**cells), bo)
    assert [ticket.name for ticket in tickets] == ["Bo"]
    assert [(refusal.number, refusal.field) for refusal in refusals] == [(2, field)]
    assert words in refusals[0].words


def test_a_row_with_more_cells_than_the_header_is_refused() -> None:
    tickets, refusals = read(["Name", "Email"], ["Ana", "ana@example.org", "Lisbon"])
    assert tickets == []
    assert refusals[0].words.startswith("The row has 3 cells where the header has 2")


def test_a_cancellation_arrives_however_little_else_is_right() -> None:
    tickets, refusals = read(
        PRETIX, ana(status="canceled", attendee_name="", attendee_email="ana@")
    )
    assert refusals == []
    assert [(one.reference, one.status, one.email) for one in tickets] == [
        ("A1B2C-1", "cancelled", None)
    ]


def test_the_later_row_of_a_ticket_counts() -> None:
    tickets, refusals = read(PRETIX, ana(), ana(attendee_name="Ana Costa"))
    assert [(ticket.number, ticket.name) for ticket in tickets] == [(3, "Ana Costa")]
    words = "Row 3 has the same ticket, A1B2C-1, and counts."
    assert refusals == [Refusal(2, "reference", words)]


def test_a_second_ticket_of_one_address_is_refused_with_both_rows_named() -> None:
    tickets, refusals = read(PRETIX, ana("A"), ana("B", attendee_email="ANA@example.org"))
    assert [ticket.reference for ticket in tickets] == ["A-1"]
    assert [(refusal.number, refusal.field) for refusal in refusals] == [(3, "email")]
    assert "is also in row 2. One address" in refusals[0].words


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("pending", "paid", ["B-1"]),
        ("canceled", "paid", ["A-1", "B-1"]),
        ("paid", "canceled", ["A-1", "B-1"]),
        ("paid", "pending", ["A-1"]),
    ],
)
def test_of_two_tickets_the_valid_one_counts_and_a_cancelled_one_bars_nobody(
    first: str, second: str, kept: list[str]
) -> None:
    tickets, _ = read(PRETIX, ana("A", status=first), ana("B", status=second))
    assert [ticket.reference for ticket in tickets] == kept


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Name,E-mail,Company", ["name", "email", "organization"]),
        ("Vorname;Nachname;E-Mail-Adresse;Firma;Funktion", [
            "given_name", "family_name", "email", "organization", "headline"]),
        ("Prénom;Nom;Courriel;Société;Pays", [
            "given_name", "family_name", "email", "organization", "country"]),
        ("Nombre;Apellidos;Correo electrónico;Empresa", [
            "given_name", "family_name", "email", "organization"]),
        ("Nome;Apelido;E-mail;Organização;Cargo", [
            "given_name", "family_name", "email", "organization", "headline"]),
        ("氏名,メールアドレス,会社名", ["name", "email", "organization"]),
        ("Participant,Who pays?,Your work e-mail,Buyer e-mail", [
            "name", None, "email", "buyer_email"]),
        ("Email,Email 2,Name", ["email", None, "name"]),
        ("Exhibitor,Stand no.,Contact,Mail,What topics do you cover?", [
            "organization", "stand", "name", "email", "topics"]),
    ],
)  # fmt: skip
def test_columns_of_a_plain_spreadsheet_are_guessed(header: str, fields: list[str | None]) -> None:
    table = read_table(f"{header}\n".encode(), "list.csv")
    assert recognise(table.header) is None
    assert guess(table.header).columns == tuple(fields)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (("email", None), "Choose the column that holds the attendee's name."),
        (("name", None), "Choose the column that holds the attendee's e-mail address."),
        (("name", "name", "email"), "Name is chosen for 2 columns; choose one."),
        (("name", "email", "topics", "topics"), None),
        (("family_name", "buyer_email"), None),
    ],
)
def test_a_mapping_says_what_it_lacks(columns: tuple[str | None, ...], words: str | None) -> None:
    assert Mapping("sheet", columns).problem() == words  # type: ignore[arg-type]


def test_a_spreadsheet_without_ticket_numbers_is_known_by_its_people() -> None:
    tickets, refusals = read(
        ["Name", "Email", "Company", "Topics"],
        ["Ana Silva", "Ana@example.org", "Acme", "Water; heat, Water"],
        ["Bo Lind", "", "Acme", ""],
        ["Ana S.", "ana@example.org", "", ""],
        ["BO LIND", "", "acme", ""],
        ["Bo Lind", "", "Other", ""],
    )
    assert [(ticket.reference, ticket.email) for ticket in tickets] == [
        ("~ana@example.org", "ana@example.org"),
        ("~bo lind / acme", None),
        ("~bo lind / other", None),
    ]
    assert tickets[0].topics == ("Water", "heat")
    assert refusals == [
        Refusal(4, "email", "ana@example.org is already in row 2."),
        Refusal(5, "name", "BO LIND is already in row 3."),
    ]


def test_20_000_rows_are_read() -> None:
    rows = [
        ana(f"C{number}", attendee_email=f"a{number}@example.org", attendee_name=f"Ana {number}")
        for number in range(20_000)
    ]
    with comes_to_an_end():
        tickets, refusals = read(PRETIX, *rows)
    assert (len(tickets), refusals) == (20_000, [])


WORDS = st.sampled_from(
    ["", "Ana", "Bo Lind", "ana@example.org", "bo@example.org", "paid", "canceled", "n", "A", "1"]
)


@given(st.lists(st.lists(WORDS, min_size=7, max_size=7), max_size=8))
def test_every_row_comes_back_once(rows: list[list[str]]) -> None:
    header = ["Order code", "Position ID", "Status", "Email", "Attendee name", "Attendee email"]
    rows = [row for row in rows if any(row)]
    tickets, refusals = read([*header, "Invoice address name"], *rows)
    numbers = sorted([one.number for one in tickets] + [one.number for one in refusals])
    assert numbers == list(range(2, len(rows) + 2))
    live = [one.email for one in tickets if one.email and one.status != "cancelled"]
    assert len(live) == len(set(live))
    references = [one.reference for one in tickets]
    assert len(references) == len(set(references))
