"""Dates in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventnet import clock
from eventnet.dates import length, until

NOW = datetime(2027, 5, 11, 22, 30, tzinfo=UTC)


def test_until_when_names_the_day_where_it_is_not_today_there() -> None:
    with clock.at(NOW):
        later = NOW + timedelta(minutes=45)
        assert until(later) == "23:15"
        assert until(later.astimezone(ZoneInfo("Asia/Tokyo"))) == "08:15"
        assert until(NOW + timedelta(hours=2)) == "Wed 12 May, 00:30"
        assert until(NOW + timedelta(days=7)) == "Tue 18 May, 22:30"
        assert until(NOW + timedelta(hours=1.5)) == "the end of today"
        assert until(NOW + timedelta(hours=25.5)) == "the end of Wed 12 May"


def test_length_is_told_in_its_largest_unit() -> None:
    said = {minutes: length(timedelta(minutes=minutes)) for minutes in (1, 60, 100, 1441, 3000)}
    assert said == {
        1: "1 minute",
        60: "60 minutes",
        100: "2 hours",
        1441: "24 hours",
        3000: "2 days",
    }
