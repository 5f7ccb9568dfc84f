"""When a digest is due: by the reader's own clock, once a morning."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from eventnet.digests.models import Rhythm
from eventnet.digests.rhythm import MOST_PERIODS, PERIOD, is_due, latest_morning, new_since

LISBON, AUCKLAND = ZoneInfo("Europe/Lisbon"), ZoneInfo("Pacific/Auckland")
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MONDAY = datetime(2027, 9, 6, 8, 0, tzinfo=LISBON)
DAILY, WEEKLY = Rhythm.DAILY, Rhythm.WEEKLY


@pytest.mark.parametrize(
    ("rhythm", "now", "morning"),
    [
        (DAILY, MONDAY, MONDAY),
        (DAILY, MONDAY - timedelta(minutes=1), MONDAY - timedelta(days=1)),
        (WEEKLY, MONDAY, MONDAY),
        (WEEKLY, MONDAY - timedelta(minutes=1), MONDAY - timedelta(days=7)),
        (WEEKLY, MONDAY + timedelta(days=6), MONDAY),
    ],
)
def test_morning_is_the_latest_that_has_come(
    rhythm: Rhythm, now: datetime, morning: datetime
) -> None:
    assert latest_morning(rhythm, LISBON, now) == morning


def test_it_is_eight_by_the_clock_on_the_wall_also_when_that_is_changed() -> None:
    for day in (27, 28, 29):  # the night before the 28th has an hour less
        noon = datetime(2027, 3, day, 12, 0, tzinfo=LISBON)
        assert latest_morning(DAILY, LISBON, noon).astimezone(LISBON).hour == 8


def test_each_has_their_own_morning() -> None:
    told = MONDAY - timedelta(days=3)
    early = datetime(2027, 9, 5, 20, 0, tzinfo=UTC)
    assert early.astimezone(AUCKLAND).hour == 8
    assert is_due(WEEKLY, told, AUCKLAND, LONG_AGO, early)
    assert not is_due(WEEKLY, told, LISBON, LONG_AGO, early)
    assert is_due(WEEKLY, told, LISBON, LONG_AGO, MONDAY)


def test_whoever_was_told_waits_for_the_next_morning() -> None:
    for rhythm in (DAILY, WEEKLY):
        assert not is_due(rhythm, MONDAY, LISBON, LONG_AGO, MONDAY + timedelta(hours=11))
        later = MONDAY + PERIOD[rhythm]
        assert is_due(rhythm, MONDAY, LISBON, LONG_AGO, later)
    assert not is_due(Rhythm.NEVER, None, LISBON, LONG_AGO, MONDAY)


def test_what_the_clockwork_missed_comes_late_but_by_day() -> None:
    told = MONDAY - timedelta(days=7)
    tuesday = MONDAY + timedelta(days=1)
    assert is_due(WEEKLY, told, LISBON, LONG_AGO, tuesday)
    assert not is_due(WEEKLY, told, LISBON, LONG_AGO, tuesday - timedelta(hours=3))
    assert not is_due(WEEKLY, told, LISBON, LONG_AGO, tuesday + timedelta(hours=12))


def test_the_first_comes_on_its_day_and_to_nobody_who_came_after() -> None:
    assert is_due(WEEKLY, None, LISBON, LONG_AGO, MONDAY + timedelta(hours=1))
    assert not is_due(WEEKLY, None, LISBON, LONG_AGO, MONDAY + timedelta(days=1))
    assert not is_due(WEEKLY, None, LISBON, MONDAY + timedelta(minutes=1), MONDAY)


def test_what_is_new_is_so_since_the_last_time_and_not_from_long_ago() -> None:
    assert new_since(WEEKLY, LONG_AGO, None, MONDAY) == MONDAY - timedelta(days=7)
    assert new_since(WEEKLY, MONDAY - timedelta(days=2), None, MONDAY) == MONDAY - timedelta(2)
    told = MONDAY - timedelta(days=5)
    assert new_since(DAILY, LONG_AGO, MONDAY - timedelta(days=1), MONDAY) == MONDAY - timedelta(1)
    assert new_since(WEEKLY, LONG_AGO, told, MONDAY) == told
    assert new_since(DAILY, LONG_AGO, LONG_AGO, MONDAY) == MONDAY - timedelta(days=MOST_PERIODS)
