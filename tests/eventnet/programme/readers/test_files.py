"""Files as a whole: what is no programme is refused in words."""

import json

import pytest

from eventnet.programme.readers import MAX_MEGABYTES
from eventnet.programme.readers.entries import MOST_ENTRIES, UnreadableProgramme
from tests.eventnet.programme.readers.test_calendar import GOOD, calendar
from tests.eventnet.programme.talks import entry, read, schedule

LARGE = b"{" + b" " * (10 * 1024 * 1024)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "This file is empty."),
        (b" \r\n", "This file is empty."),
        (LARGE, f"This file is larger than {MAX_MEGABYTES} MB."),
        (b"BEGIN:VCALENDAR\xff", "This file is no UTF-8 text: byte 16"),
        (schedule(entry()).decode().encode("utf-16"), "This file is no UTF-8 text: byte 1"),
        (b"<!doctype html>", "This is a page or XML."),
        (b"PK\x03\x04", "This is neither a schedule.json nor an iCalendar file"),
        (b"hello", "This is neither a schedule.json nor an iCalendar file"),
        (b'{"schedule": ', "This is no complete JSON: line 1, column 14"),
        (b"[" * 100_000, "brackets or digits without end"),
        (b'{"a": ' + b"9" * 5000 + b"}", "brackets or digits without end"),
        (b"[]", "This is JSON, but no programme"),
        (b'{"schedule": []}', "This is JSON, but no programme"),
        (b'{"schedule": {"conference": {"days": {}}}}', "This is JSON, but no programme"),
        (b'{"schedule": {"conference": {"days": [1, {"rooms": []}]}}}', "no session in this file"),
        (schedule(), "There is no session in this file."),
        (calendar(), "There is no session in this file."),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "There is no session in this file."),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nEND:VCALENDAR", "This calendar is damaged"),
        (schedule(entry("Bad", duration="x")), "None of the 1 sessions in this file can be"),
    ],
)
def test_a_file_that_is_no_programme_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableProgramme) as refused:
        read(data)
    assert words in refused.value.sentence


@pytest.mark.parametrize(
    "data",
    [
        calendar(*([GOOD] * 50_000)),
        schedule(*[entry(str(number)) for number in range(MOST_ENTRIES + 1)]),
    ],
    ids=["fifty thousand events", "a session too many"],
)
def test_more_sessions_than_any_event_has_are_refused_before_they_are_read(data: bytes) -> None:
    with pytest.raises(UnreadableProgramme, match=r"more than 3000 sessions|larger than 5 MB"):
        read(data)


def test_a_byte_order_mark_and_a_nul_do_no_harm() -> None:
    assert len(read(b"\xef\xbb\xbf" + schedule(entry())).entries) == 1
    assert [one.title for one in read(calendar(GOOD.replace("Pumps", "Pu\0mps"))).entries] == [
        "Pu mps"
    ]


def test_the_first_reason_is_named_where_nothing_is_good() -> None:
    with pytest.raises(UnreadableProgramme) as refused:
        read(schedule(entry("Bad one", duration="x"), entry("Bad two", date="y")))
    assert "“Bad one”: Its duration is “x”" in refused.value.sentence


def test_json_s_own_numbers_do_no_harm() -> None:
    odd = json.loads('{"guid": 1e400, "title": NaN, "date": -0, "duration": null}')
    reading = read(schedule(entry(), odd))
    assert [one.called for one in reading.refused] == ["Entry 2"]
