"""What tickets are called."""

import pytest

from eventnet.arrivals.references import shown_reference, ticket_name


@pytest.mark.parametrize(
    ("source", "reference", "shown", "name"),
    [
        ("pretix", "A1-1", "A1-1", "pretix A1-1"),
        ("eventbrite", "7", "7", "Eventbrite 7"),
        ("eventbrite", "17~ada@example.org", "17", "Eventbrite 17"),
        ("sheet", "12", "12", "spreadsheet 12"),
        ("sheet", "~ada@example.org", "", "from a spreadsheet"),
        ("sheet", "~ada silva / tidal", "", "from a spreadsheet"),
        ("link", "0f3a" * 16, "", "by the link for joining"),
    ],
)
def test_a_ticket_is_called_what_a_person_would_recognise(
    source: str, reference: str, shown: str, name: str
) -> None:
    assert (shown_reference(source, reference), ticket_name(source, reference)) == (shown, name)
