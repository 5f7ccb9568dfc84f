from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from eventnet.events.times import moment, start_of_day

LISBON, APIA, CAIRO = (ZoneInfo(name) for name in ("Europe/Lisbon", "Pacific/Apia", "Africa/Cairo"))


def test_a_local_time_is_a_moment() -> None:
    assert moment(datetime.fromisoformat("2027-05-11T09:00"), LISBON) == datetime(
        2027, 5, 11, 8, 0, tzinfo=UTC
    )


def test_a_local_time_that_the_clocks_jump_over_is_no_moment() -> None:
    assert moment(datetime.fromisoformat("2027-03-28T01:30"), LISBON) is None
    assert moment(datetime.fromisoformat("2011-12-30T12:00"), APIA) is None


def test_a_local_time_that_happens_twice_is_its_first_moment() -> None:
    assert moment(datetime.fromisoformat("2027-10-31T01:30"), LISBON) == datetime(
        2027, 10, 31, 0, 30, tzinfo=UTC
    )


def test_a_day_begins_at_its_midnight() -> None:
    assert start_of_day(date(2027, 5, 11), LISBON) == datetime(2027, 5, 10, 23, 0, tzinfo=UTC)


def test_a_day_whose_midnight_is_jumped_over_begins_at_its_first_minute() -> None:
    assert start_of_day(date(2027, 4, 30), CAIRO) == datetime(2027, 4, 29, 22, 0, tzinfo=UTC)
    assert datetime(2027, 4, 29, 22, 0, tzinfo=UTC).astimezone(CAIRO).hour == 1


def test_a_skipped_day_begins_when_the_next_one_does() -> None:
    assert start_of_day(date(2011, 12, 30), APIA) == start_of_day(date(2011, 12, 31), APIA)
    assert start_of_day(date(2011, 12, 29), APIA) == datetime(2011, 12, 29, 10, 0, tzinfo=UTC)
