"""What of a calendar makes its owner busy, and that every file ends in bounded work."""

import pytest

from eventnet.absence.busy import busy_times
from eventnet.absence.calendar_file import NoCalendar, Page, TooMuch, Truncated
from tests.eventnet.absence.calendars import LISBON, WINDOW, busy, calendar, told

NINE = "DTSTART:20270511T080000Z\nDTEND:20270511T083000Z"
DAY = "DTSTART;VALUE=DATE:20270511\nDTEND;VALUE=DATE:20270512"
HALF = "11 09:00-11 09:30"
WHOLE = "11 00:00-12 00:00"


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (NINE, [HALF]),
        ("DTSTART:20270511T080000Z\nDURATION:PT30M", [HALF]),
        ("DTSTART:20270511T080000Z", []),
        ("DTSTART:20270511T090000\nDTEND:20270511T093000", [HALF]),
        ("DTSTART;TZID=Europe/Berlin:20270511T100000\nDTEND:20270511T083000Z", [HALF]),
        ('DTSTART;TZID="W. Europe Standard Time":20270511T100000\nDURATION:PT30M', [HALF]),
        (f"{NINE}\nTRANSP:TRANSPARENT", []),
        (f"{NINE}\nTRANSP:OPAQUE", [HALF]),
        (f"{NINE}\nSTATUS:CANCELLED", []),
        (f"{NINE}\nSTATUS:TENTATIVE", [HALF]),
        (f"{NINE}\nX-MICROSOFT-CDO-BUSYSTATUS:FREE", []),
        (f"{NINE}\nX-MICROSOFT-CDO-BUSYSTATUS:OOF", [HALF]),
        (DAY, []),
        (f"{DAY}\nTRANSP:OPAQUE", [WHOLE]),
        (f"{DAY}\nTRANSP:TRANSPARENT", []),
        (f"{DAY}\nX-MICROSOFT-CDO-BUSYSTATUS:BUSY", [WHOLE]),
        ("DTSTART;VALUE=DATE:20270511\nTRANSP:OPAQUE", [WHOLE]),
        ("DTSTART:00010101T000000Z\nDTEND:99991231T235959Z", ["11 00:00-13 00:00"]),
        ("DTSTART:20270510T000000Z\nDTEND:20270511T083000Z", ["11 00:00-11 09:30"]),
        ("DTSTART:20270512T223000Z\nDTEND:20280101T000000Z", ["12 23:30-13 00:00"]),
        ("DTSTART:20270511T083000Z\nDTEND:20270511T080000Z", []),
        ("DTSTART:20280511T080000Z\nDTEND:20280511T083000Z", []),
        (f"{NINE}\nUID:23456789abcdef@meet.example.org", []),
        (f"{NINE}\nUID:round-23456789abcdef@meet.example.org", []),
        (f"{NINE}\nUID:round-23456789abcdef@else.example.org", [HALF]),
        (f"{NINE}\nUID:23456789abcdef@else.example.org", [HALF]),
        (f"{NINE}\nSUMMARY:DTSTART:20270511T120000Z\n END:VEVENT", [HALF]),
        (f"{NINE}\nBEGIN:VALARM\nDURATION:PT9H\nEND:VALARM", [HALF]),
        ("DTST\n ART:20270511T080000Z\nDTEND:2027051\n\t1T083000Z", [HALF]),
        ("dtstart:20270511T080000Z\ndtend:20270511T083000Z", [HALF]),
    ],
)
def test_what_makes_busy(event: str, expected: list[str]) -> None:
    assert busy(event) == expected


def test_times_that_touch_are_one_and_others_are_apart() -> None:
    later = "DTSTART:20270511T083000Z\nDTEND:20270511T090000Z"
    apart = "DTSTART:20270511T100000Z\nDTEND:20270511T103000Z"
    assert busy(apart, later, NINE, NINE) == ["11 09:00-11 10:00", "11 11:00-11 11:30"]


def test_a_component_of_busy_times_counts_but_for_those_that_are_free() -> None:
    data = (
        b"BEGIN:VCALENDAR\nBEGIN:VFREEBUSY\nDTSTART:20270101T000000Z\nDTEND:20271231T000000Z\n"
        b"FREEBUSY;FBTYPE=BUSY-TENTATIVE:20270511T080000Z/PT30M,20270511T100000Z/20270511T103000Z\n"
        b"FREEBUSY;FBTYPE=FREE:20270511T120000Z/PT30M\nFREEBUSY:20270511T140000Z/PT30M\n"
        b"END:VFREEBUSY\nEND:VCALENDAR\n"
    )
    assert told(data) == [HALF, "11 11:00-11 11:30", "11 15:00-11 15:30"]


WEEKLY = "UID:1\nDTSTART;TZID=Europe/Lisbon:20200107T090000\nDURATION:PT30M\nRRULE:FREQ=WEEKLY"
"""Each Tuesday at nine, on a clock that changes twice a year."""


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([WEEKLY], [HALF]),
        ([f"{WEEKLY};BYDAY=TU,WE"], [HALF, "12 09:00-12 09:30"]),
        ([f"{WEEKLY};UNTIL=20270510T000000Z"], []),
        ([f"{WEEKLY};UNTIL=20270511T080000Z"], [HALF]),
        ([f"{WEEKLY};COUNT=3"], []),
        ([f"{WEEKLY};COUNT=384"], [HALF]),
        ([f"{WEEKLY};COUNT=383"], []),
        ([f"{WEEKLY}\nEXDATE;TZID=Europe/Lisbon:20270511T090000"], []),
        ([f"{WEEKLY}\nEXDATE:20270511T080000Z,20270518T080000Z"], []),
        ([f"{WEEKLY}\nEXDATE;VALUE=DATE:20270511"], []),
        ([f"{WEEKLY}\nRDATE:20270512T100000Z"], [HALF, "12 11:00-12 11:30"]),
        ([WEEKLY, f"UID:1\nRECURRENCE-ID:20270511T080000Z\nSTATUS:CANCELLED\n{NINE}"], []),
        (
            [
                "UID:1\nRECURRENCE-ID:20270511T080000Z\nDTSTART:20270511T110000Z\nDURATION:PT30M",
                WEEKLY,
            ],
            ["11 12:00-11 12:30"],
        ),
        ([WEEKLY, f"UID:2\nRECURRENCE-ID:20270511T080000Z\nSTATUS:CANCELLED\n{NINE}"], [HALF]),
        (
            ["DTSTART:20270301T080000Z\nDTEND:20270615T080000Z\nRRULE:FREQ=YEARLY"],
            ["11 00:00-13 00:00"],
        ),
    ],
)
def test_what_recurs_is_followed_within_the_event(events: list[str], expected: list[str]) -> None:
    assert busy(*events) == expected


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=HOURLY", "FREQ=YEARLY;BYWEEKNO=20", "FREQ=DAILY;INTERVAL=0", "x",
     "FREQ=DAILY;BYHOUR=9,10", "FREQ=MONTHLY;BYDAY=9X", "FREQ=DAILY;COUNT=9999999999"],
)  # fmt: skip
def test_rules_that_cannot_be_followed_are_counted(rule: str) -> None:
    found = busy_times(calendar(f"{NINE}\nRRULE:{rule}", NINE), WINDOW)
    assert (len(found.times), found.left_out) == (1, 1)


@pytest.mark.parametrize(
    "event", ["DTSTART:sooT", "DTEND:20270511T083000Z\nTRANSP:OPAQUE",
              "DTSTART;TZID=Mine:20270511T080000", "DTSTART:20270500T080000Z",
              "DTSTART:20270511T080000Z\nDURATION:P99999999999D"]
)  # fmt: skip
def test_times_that_cannot_be_read_are_counted(event: str) -> None:
    found = busy_times(calendar(event, NINE), WINDOW)
    assert (len(found.times), found.left_out) == (1, 1)


@pytest.mark.parametrize("turn", ["utf-8", "utf-8-sig", "utf-16", "latin-1", "windows-1252"])
def test_any_encoding_tells_its_times(turn: str) -> None:
    data = calendar(f"SUMMARY:Café\n{NINE}").decode().encode(turn)
    assert told(data) == [HALF]


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"<!doctype html><p>Sign in", Page),
        (b"", NoCalendar),
        (b"\x00\xff\x12", NoCalendar),
        (b"PK\x03\x04", NoCalendar),
        (calendar(NINE)[:-20], Truncated),
        (calendar(NINE)[:60], Truncated),
    ],
)
def test_what_is_no_calendar_says_what_it_is(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        busy_times(data, WINDOW)


def test_a_calendar_without_events_says_that_nobody_is_busy() -> None:
    assert busy_times(calendar(), WINDOW).times == ()


def test_rules_that_count_through_ages_end() -> None:
    age = "DTSTART:00010101T080000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=999999999"
    found = busy_times(calendar(age, NINE), WINDOW)
    assert (len(found.times), found.left_out) == (1, 1)
    life = age.replace("0001", "1900")
    assert busy(life) == [HALF, "12 09:00-12 09:30"]
    with pytest.raises(TooMuch):
        busy_times(calendar(*[life] * 10), WINDOW)


@pytest.mark.parametrize("name", ["EXDATE", "RDATE"])
def test_lists_without_end_are_not_read(name: str) -> None:
    many = ",".join(["20200101T000000Z"] * 70_000)
    found = busy_times(calendar(f"{NINE}\n{name}:{many}\nRRULE:FREQ=DAILY", NINE), WINDOW)
    assert (len(found.times), found.left_out) == (1, 1)


def test_replaced_times_without_end_are_not_read() -> None:
    many = ",".join(["20270101T000000Z"] * 70_000)
    found = busy_times(calendar(f"UID:1\nRECURRENCE-ID:{many}\n{NINE}", NINE), WINDOW)
    assert (len(found.times), found.left_out) == (1, 1)


def test_replaced_times_are_work_for_each_event_that_they_replace() -> None:
    some = ",".join(["20270101T000000Z"] * 1000)
    replaced = f"UID:1\nRECURRENCE-ID:{some}\nSTATUS:CANCELLED"
    with pytest.raises(TooMuch):
        busy_times(calendar(replaced, *[f"UID:1\n{NINE}\nRRULE:FREQ=DAILY"] * 400), WINDOW)


@pytest.mark.parametrize("begins", ["20270511T080000Z", "99991231T000000Z"])
def test_what_recurs_and_ends_before_it_begins_takes_no_time(begins: str) -> None:
    never = f"DTSTART:{begins}\nDTEND:00010101T000000Z\nRDATE:20270511T120000Z\nRRULE:FREQ=DAILY"
    assert busy(never, NINE) == [HALF]


def test_quotes_without_end_are_no_value() -> None:
    assert busy(f'DTSTART;X="{"a" * 3_000_000}:20270511T080000Z\nDURATION:PT30M', NINE) == [HALF]
    assert busy(f"DTSTART;X={';' * 3_000_000}:20270511T080000Z\nDURATION:PT30M", NINE) == [HALF]


@pytest.mark.parametrize("rule", ["", "\nRRULE:FREQ=SECONDLY"])
def test_entries_without_end_are_not_read(rule: str) -> None:
    with pytest.raises(TooMuch):
        busy_times(calendar(*[NINE + rule] * 41_000), WINDOW)


def test_lines_without_end_are_not_read() -> None:
    with pytest.raises(TooMuch):
        busy_times(b"BEGIN:VCALENDAR\n" + b"a\n" * 1_600_000 + b"END:VCALENDAR\n", WINDOW)


def test_nobody_is_busy_in_thousands_of_times_apart() -> None:
    many = [
        f"DTSTART:20270511T{n // 60 % 24:02}{n % 60:02}00Z\nDURATION:PT1S" for n in range(24 * 60)
    ]
    assert len(busy_times(calendar(*many), WINDOW).times) == 24 * 60
    more = [one.replace("0511", "0512") for one in many]
    with pytest.raises(TooMuch):
        busy_times(calendar(*many, *more), WINDOW)


def test_a_long_life_is_read() -> None:
    other = "DTSTART:20240101T080000Z\nDTEND:20240101T083000Z\nSUMMARY:Something else"
    assert busy(*[other] * 50_000, NINE) == [HALF]


def test_times_without_a_clock_are_on_that_of_whose_calendar_it_is() -> None:
    assert WINDOW.own == LISBON
    assert busy("DTSTART:20270511T090000\nDURATION:PT30M") == [HALF]
