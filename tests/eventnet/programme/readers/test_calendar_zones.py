"""The time zones of an iCalendar file: those that are known by name, and never its own."""

from datetime import UTC, date, datetime

import pytest

from eventnet.programme.readers import read_programme
from eventnet.programme.readers.entries import Setting, UnreadableProgramme
from tests.eventnet.programme.readers.test_calendar import GOOD, calendar
from tests.eventnet.programme.talks import LISBON, NINE, read

ZONE = """\
BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:{offset}
TZOFFSETTO:{offset}
{rule}
END:STANDARD
END:VTIMEZONE"""


def zone(name: str, offset: str = "+0500", rule: str = "TZNAME:X") -> str:
    """Return a zone as a file describes it."""
    return ZONE.format(name=name, offset=offset, rule=rule)


def event(name: str, key: str = "2") -> str:
    """Return an event that begins at nine in Lisbon's summer, if `name` is Berlin's zone."""
    return (
        f"UID:{key}\nSUMMARY:Zoned\nDTSTART;TZID={name}:20270511T100000\n"
        f"DTEND;TZID={name}:20270511T110000"
    )


@pytest.mark.parametrize("name", ["Customized Time Zone", "Europe", "/x/Europe", "../UTC"])
def test_a_zone_of_the_file_alone_is_refused_by_its_name(name: str) -> None:
    reading = read(calendar(GOOD, event(name), head=zone(name)))
    assert [one.key for one in reading.entries] == ["1"]
    [refused] = reading.refused
    assert f"“{name}”" in refused.words


@pytest.mark.parametrize(
    "name",
    [
        "Europe/Berlin",
        "W. Europe Standard Time",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        '"Europe/Berlin"',
    ],
)
def test_a_known_name_means_what_is_known_whatever_the_file_says(name: str) -> None:
    [found] = read(calendar(event(name), head=zone(name.strip('"')))).entries
    assert found.starts_at == NINE


def test_files_with_one_name_for_two_zones_do_not_meet() -> None:
    for offset in ("+0500", "-0300"):
        reading = read(calendar(GOOD, event("Ours"), head=zone("Ours", offset)))
        assert len(reading.refused) == 1
    # Nor does a file that describes none inherit theirs.
    assert len(read(calendar(GOOD, event("Ours"))).refused) == 1


BOMB = zone("Bomb", rule="RRULE:FREQ=SECONDLY")


@pytest.mark.parametrize(
    "bomb",
    [
        BOMB,
        BOMB.lower(),
        BOMB.replace("VTIMEZONE", "VTIME\n ZONE"),
        BOMB.replace("BEGIN:VT", "B EGIN ;X=1: VT"),
        BOMB.replace("END:VT", "E\n\tND:VT"),
    ],
)
def test_a_rule_without_end_is_never_followed(bomb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(*_: object) -> None:
        raise AssertionError("a zone was built of the file")

    monkeypatch.setattr("icalendar.Timezone.to_tz", build)
    [entry] = read(calendar(GOOD, head=bomb)).entries
    assert entry.key == "1"


@pytest.mark.parametrize(
    "bomb",
    [
        BOMB.replace("VTIMEZONE", "VT\\IMEZONE"),
        BOMB.replace("VTIMEZONE", "VT\u0131MEZONE"),
        BOMB.replace("BEGIN:VT", 'BEGIN;X=":":VT'),
        BOMB.replace("BEGIN:VT", "BEG\u0131N:\u0131VT"),
        BOMB.removesuffix("END:VTIMEZONE"),
    ],
)
def test_a_zone_that_is_written_in_no_known_way_is_damage(bomb: str) -> None:
    with pytest.raises(UnreadableProgramme, match="damaged"):
        read(calendar(GOOD, head=bomb))


def test_a_time_in_utc_is_in_utc_whatever_zone_it_names() -> None:
    utc = event("Europe/Berlin").replace("T100000", "T080000Z")
    [found] = read(calendar(utc)).entries
    assert found.starts_at == NINE


def test_clocks_change_as_they_do_there() -> None:
    setting = Setting(date(2027, 3, 27), date(2027, 3, 29), LISBON)
    name = "Europe/Berlin"
    days = (
        event(name, key).replace("20270511", day)
        for key, day in (("1", "20270327"), ("2", "20270328"))
    )
    found = read_programme(calendar(*days, head=zone(name)), setting).entries
    assert [one.starts_at for one in found] == [
        datetime(2027, 3, 27, 9, tzinfo=UTC),
        datetime(2027, 3, 28, 8, tzinfo=UTC),
    ]
