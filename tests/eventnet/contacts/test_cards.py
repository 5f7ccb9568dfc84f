"""Contact cards are files that phones take, and nothing in them becomes a line of its own."""

from eventnet.contacts.cards import cards
from eventnet.contacts.queries import Details


def lines(*people: Details) -> list[str]:
    """Return the lines of a file of cards, unfolded."""
    return (
        cards([(one, "Met at Estuary; 2027") for one in people], "a.example")
        .decode()
        .replace("\r\n ", "")
        .splitlines()
    )


def test_card_has_what_is_shared_and_no_more() -> None:
    full = Details(
        "id1",
        name="Ada Full",
        headline="Pumps, mostly",
        organization="Water; Works",
        email="ada@people.example",
        phone="+351 21",
        links=["https://a.example/x;y,z", "https://b.example"],
    )
    assert lines(full) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:id1@a.example",
        "FN:Ada Full",
        "N:;Ada Full;;;",
        "ORG:Water\\, Works",
        "TITLE:Pumps\\, mostly",
        "EMAIL:ada@people.example",
        "TEL:+351 21",
        "URL:https://a.example/x;y,z",
        "URL:https://b.example",
        "NOTE:Met at Estuary\\; 2027",
        "END:VCARD",
    ]
    bare = lines(Details("id2", name="Bea"))
    assert [line.partition(":")[0] for line in bare] == [
        "BEGIN",
        "VERSION",
        "UID",
        "FN",
        "N",
        "NOTE",
        "END",
    ]
    assert lines(full, Details("id2", name="Bea")) == lines(full) + bare


def test_no_text_begins_a_line_of_its_own() -> None:
    evil = "x\r\nTEL:+1\nEMAIL:a@b"
    person = Details(
        "id", name=evil, headline=evil, organization=evil, email=evil, phone=evil, links=[evil]
    )
    names = [line.partition(":")[0] for line in lines(person)]
    assert (names.count("TEL"), names.count("EMAIL"), len(names)) == (1, 1, 12)


def test_long_names_are_folded_and_come_back_whole() -> None:
    name = "Ærøskøbing " * 20
    assert f"FN:{name.strip()}" in lines(Details("id", name=name))
