"""What is read of an iCalendar file, and why an event is left out."""

from datetime import timedelta

import pytest

from eventnet.programme.readers.entries import Entry
from tests.eventnet.programme.talks import NINE, read

GOOD = "UID:1\nSUMMARY:Pumps\nDTSTART:20270511T080000Z\nDTEND:20270511T082000Z"


def calendar(*events: str, head: str = "") -> bytes:
    """Return a calendar of these events."""
    body = "\n".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{body}\nEND:VCALENDAR\n"
    return text.replace("\n\n", "\n").replace("\n", "\r\n").encode()


def test_everything_that_is_told_is_read() -> None:
    event = (
        "UID:7@x\nSUMMARY:Pumps\\, pipes\nLOCATION:Hall\nDESCRIPTION:One\\nTwo\n"
        "DTSTART;TZID=Europe/Berlin:20270511T100000\nDURATION:PT20M"
    )
    [found] = read(calendar(event)).entries
    assert found == Entry(
        key="7@x",
        title="Pumps, pipes",
        room="Hall",
        abstract="One\nTwo",
        starts_at=NINE,
        ends_at=NINE + timedelta(minutes=20),
    )


def test_floating_times_are_in_the_zone_that_the_calendar_names() -> None:
    floating = "UID:1\nSUMMARY:A\nDTSTART:20270511T090000\nDTEND:20270511T100000"
    [found] = read(calendar(floating, head="X-WR-TIMEZONE:Europe/Lisbon")).entries
    assert found.starts_at == NINE


def test_what_is_called_off_is_not_in_it() -> None:
    reading = read(calendar(GOOD, GOOD.replace("UID:1", "UID:2") + "\nSTATUS:CANCELLED"))
    assert [one.key for one in reading.entries] == ["1"]
    assert reading.refused == []


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("DTSTART:20270511T080000\nDTEND:20270511T090000", "Its times have no time zone."),
        (
            "DTSTART;TZID=Mars/Base:20270511T080000\nDTEND;TZID=Mars/Base:20270511T090000",
            "“Mars/Base”",
        ),
        ("DTSTART:20270511T080000Z", "It does not say when it ends"),
        ("DTSTART;VALUE=DATE:20270511", "It takes whole days."),
        ("DTSTART:20270511T080000Z\nDTEND:20270511T090000Z\nRRULE:FREQ=DAILY", "It recurs."),
        ("DTSTART:20270511T080000Z\nDTEND:20270511T090000Z\nRRULE:FREQ=BOGUS", "It recurs."),
        (
            "DTSTART:20270511T080000Z\nDTEND:20270511T090000Z\nRECURRENCE-ID:20270511T0",
            "It recurs.",
        ),
        ("DTSTART:banana\nDTEND:20270511T090000Z", "or one that cannot be read"),
        ("DTSTART:20270511T080000Z\nDTEND:banana", "or one that cannot be read"),
        ("DTSTART:20270511T080000Z\nDURATION:P999999999D", "It does not say when it ends"),
        ("DTSTART:20270511T080000Z\nDTSTART:20270512T080000Z\nDURATION:PT1H", "cannot be read"),
        ("DURATION:PT1H", "It has no time at which it begins"),
        ("", "It has no time at which it begins"),
        ("DTSTART:20270511T080000Z\nDTEND:20270511T070000Z", "It ends before it begins"),
    ],
)
def test_a_bad_event_is_left_out_by_name_with_its_reason(bad: str, words: str) -> None:
    reading = read(calendar(GOOD, f"UID:2\nSUMMARY:Bad\n{bad}".strip()))
    assert [one.title for one in reading.entries] == ["Pumps"]
    [refused] = reading.refused
    assert (refused.called, refused.key) == ("Bad", "2")
    assert words in refused.words
