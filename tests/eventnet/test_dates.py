"""Dates in words."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventnet import clock
from eventnet.dates import until

NOW = datetime(2027, 5, 11, 22, 30, tzinfo=UTC)


def test_until_when_names_the_day_where_it_is_not_today_there() -> None:
    with clock.at(NOW):
        later = NOW + timedelta(minutes=45)
        assert until(later) == "23:15"
        assert until(later.astimezone(ZoneInfo("Asia/Tokyo"))) == "08:15"
        assert until(NOW + timedelta(hours=2)) == "Wed 12 May, 00:30"
        assert until(NOW + timedelta(days=7)) == "Tue 18 May, 22:30"
