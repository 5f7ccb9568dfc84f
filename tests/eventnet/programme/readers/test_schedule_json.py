"""What is read of a schedule.json, and why an entry is left out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from eventnet.programme.readers.entries import Entry
from tests.eventnet.programme.talks import NINE, entry, read, schedule


def only(*entries: Any, **conference: Any) -> Entry:
    """Read a file and return its one entry."""
    reading = read(schedule(*entries, **conference))
    assert reading.refused == []
    [found] = reading.entries
    return found


def why(bad: Any, **conference: Any) -> str:
    """Return why an entry is left out, beside one that is good."""
    reading = read(schedule(entry("Good"), bad, **conference))
    assert [one.title for one in reading.entries] == ["Good"]
    [refused] = reading.refused
    return f"{refused.called}: {refused.words}"


def test_everything_that_pretalx_tells_is_read() -> None:
    found = only(
        entry(
            "Pumps &  pipes",
            guid="f00d",
            room="Old hall",
            abstract="Short.",
            description="Long.",
            persons=[{"public_name": "Ada"}, {"name": "Bo"}, {"id": 7}, "x", {"name": "Ada"}],
        )
    )
    assert found == Entry(
        key="f00d",
        title="Pumps & pipes",
        room="Old hall",
        abstract="Short.\n\nLong.",
        speakers=("Ada", "Bo"),
        starts_at=NINE,
        ends_at=NINE + timedelta(minutes=20),
    )


def test_the_room_is_the_heading_and_the_key_an_id_where_nothing_else_is_told() -> None:
    found = only(entry(guid=None, id=42))
    assert (found.room, found.key) == ("Hall", "42")


def test_a_time_without_an_offset_is_in_the_zone_that_the_conference_names() -> None:
    found = only(entry(date="2027-05-11T10:00:00"), time_zone_name="Europe/Berlin")
    assert found.starts_at == NINE


def test_frab_s_hours_after_midnight_belong_to_the_day_before() -> None:
    late = {"guid": "party", "title": "Party", "start": "01:30", "duration": "01:00"}
    day = {"date": "2027-05-11", "day_start": "2027-05-11T08:00:00+01:00", "rooms": {"Bar": [late]}}
    found = only(days=[day], time_zone_name="Europe/Lisbon")
    assert found.starts_at == datetime(2027, 5, 12, 0, 30, tzinfo=UTC)


def test_a_duration_may_have_days_and_runs_on_while_clocks_change() -> None:
    assert only(entry(duration="0:01:30")).ends_at == NINE + timedelta(minutes=90)
    assert only(entry(duration="01:30")).ends_at == NINE + timedelta(minutes=90)


def test_a_session_that_is_held_twice_is_two_and_one_that_is_listed_twice_is_one() -> None:
    reading = read(schedule(entry(after=60), entry(), entry()))
    assert [(one.key, one.starts_at) for one in reading.entries] == [
        ("Pumps", NINE),
        ("Pumps#2", NINE + timedelta(hours=1)),
    ]


def test_a_number_after_a_name_makes_no_name_that_the_file_has() -> None:
    reading = read(
        schedule(
            entry("A", guid="x"),
            entry("B", guid="x", after=60),
            entry("C", guid="x", after=120),
            entry("D", guid="x#2", after=180),
            entry("E", guid="x#2", after=240),
            entry("F", guid="x#3", duration="banana"),  # what stands by that name is spared
        )
    )
    assert [(one.title, one.key) for one in reading.entries] == [
        ("A", "x"),
        ("B", "x#4"),
        ("C", "x#5"),
        ("D", "x#2"),
        ("E", "x#2#2"),
    ]


def test_a_name_that_is_too_long_for_a_number_is_left_out_by_name() -> None:
    long, fits = "x" * 299, "y" * 298
    reading = read(
        schedule(
            entry("A", guid=long),
            entry("B", guid=long, after=60),
            entry("C", guid=fits),
            entry("D", guid=fits, after=60),
        )
    )
    assert [(one.title, one.key) for one in reading.entries] == [
        ("A", long),
        ("C", fits),
        ("D", f"{fits}#2"),
    ]
    [refused] = reading.refused
    assert (refused.called, refused.key) == ("B", long)
    assert "Give each an id of its own" in refused.words


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (entry("Bad", date="2027-05-11T10:00:00"), "Bad: Its times have no time zone."),
        (entry("Bad", date="2027-02-30T10:00:00Z"), "Bad: Its date “2027-02-30T10:00:00Z” is"),
        (entry("Bad", date="0001-01-01T00:00:00+14:00"), "Bad: Its date “0001"),
        (entry("Bad", date=[1]), "Bad: It has no time at which it begins."),
        (entry("Bad", date=None), "Bad: It has no time at which it begins."),
        (entry("Bad", date=None, start="25:00"), "Bad: Its date “2027-05-11” is none"),
        (entry("Bad", date="2026-05-11T10:00:00Z"), "Bad: It is on 11 May 2026, and the event"),
        (entry("Bad", duration="banana"), "Bad: Its duration is “banana”"),
        (entry("Bad", duration=None), "Bad: Its duration is “”"),
        (entry("Bad", duration="00:00"), "Bad: It ends before it begins, or takes no time."),
        (entry("Bad", duration="99:00:00"), "Bad: It takes longer than a day."),
        (entry("Bad", guid=None), "Bad: It has no guid, id or UID"),
        (entry("Bad", guid={"a": 1}), "Bad: It has no guid, id or UID"),
        (entry("\u200b", guid="x"), "It has no title."),
        (entry("Bad", title=None), "Entry 2: It has no title."),
        (entry("Bad", title=True), "Entry 2: It has no title."),
        (entry("B" * 301), "Its title, room or id is longer than 300"),
        (entry("Bad", persons=[{"name": f"P{n}"} for n in range(51)]), "Bad: It has more than 50"),
        (None, "Entry 2: It has no guid, id or UID"),
        ("words", "Entry 2: It has no guid, id or UID"),
    ],
)
def test_a_bad_entry_is_left_out_by_name_with_its_reason(bad: Any, words: str) -> None:
    assert words in why(bad)


def test_what_no_database_takes_is_left_out_of_texts() -> None:
    found = only(entry("Pu\ud800mps\u202e", guid="k", abstract="a\x00b" + "c" * 20_000))
    assert found.title == "Pumps"
    assert found.abstract.startswith("a bccc")
    assert len(found.abstract) == 10_000
