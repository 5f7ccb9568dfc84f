"""Rules of recurrence, held against the expansion of dateutil for rules small enough for it."""

import datetime as real
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import dateutil.rrule  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventnet.absence.recurrence import DAYS, Budget, Rule

FIRST = st.dates(date(2023, 1, 1), date(2026, 12, 31))


def numbers(least: int, most: int) -> st.SearchStrategy[str]:
    """Return lists of some numbers, as a rule writes them, without 0."""
    some = st.integers(least, most).filter(bool)
    lists = st.lists(some, min_size=1, max_size=3, unique=True)
    return lists.map(lambda found: ",".join(map(str, found)))


def weekdays(*, nth: bool) -> st.SearchStrategy[str]:
    """Return weekdays, all of them or all by their place."""
    day = st.sampled_from(DAYS)
    if nth:
        day = st.builds(lambda n, d: f"{n}{d}", st.sampled_from([-2, -1, 1, 2, 3]), day)
    return st.lists(day, min_size=1, max_size=3, unique=True).map(",".join)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Return a rule."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 5))}"]
    nth = frequency in {"MONTHLY", "YEARLY"} and draw(st.sampled_from([True, False]))
    by = {
        "BYMONTH": numbers(1, 12),
        "BYMONTHDAY": numbers(-31, 31),
        "BYDAY": weekdays(nth=nth),
    }
    if frequency == "YEARLY":
        by["BYYEARDAY"] = numbers(-366, 366)
    if frequency == "WEEKLY":
        by.pop("BYMONTHDAY")
    names = draw(st.lists(st.sampled_from(sorted(by)), max_size=2, unique=True))
    parts += [f"{name}={draw(by[name])}" for name in names]
    # Of the first week the library numbers only the days from the first on, not the whole week.
    if names and frequency != "WEEKLY" and draw(st.sampled_from([True, False])):
        parts.append(f"BYSETPOS={draw(numbers(-3, 3))}")
    if draw(st.sampled_from([True, False])):
        parts.append(f"COUNT={draw(st.integers(1, 40))}")
    if draw(st.sampled_from([True, False])):
        parts.append(f"WKST={draw(st.sampled_from(DAYS))}")
    return ";".join(parts)


@pytest.fixture(scope="module", autouse=True)
def end_of_time() -> Iterator[None]:
    """Let the library look ahead for some years: for what never comes true it looks to the end."""
    with pytest.MonkeyPatch.context() as patch:
        near = SimpleNamespace(**{**vars(real), "MAXYEAR": 2031})
        patch.setattr(dateutil.rrule, "datetime", near)
        yield


@settings(max_examples=300, deadline=None)
@given(rules(), FIRST, st.integers(0, 900), st.integers(0, 60))
def test_a_rule_has_the_days_that_the_library_finds(
    text: str, first: date, ahead: int, days: int
) -> None:
    since = first + timedelta(days=ahead)
    until = since + timedelta(days=days)
    begins = datetime.combine(first, datetime.min.time())
    rule = dateutil.rrule.rrulestr(text, dtstart=begins)
    expected = [
        found.date()
        for found in rule.between(
            datetime.combine(since, datetime.min.time()),
            datetime.combine(until, datetime.min.time()),
            inc=True,
        )
    ]
    found = Rule.read(text, first).days(first, since, until, Budget())
    assert list(found) == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, [date(2023, 1, 9), date(2023, 1, 16)]), (-1, [date(2023, 1, 3), date(2023, 1, 10)])],
)
def test_a_place_in_a_week_counts_the_days_before_the_first(
    place: int, expected: list[date]
) -> None:
    tuesday = date(2023, 1, 3)
    rule = Rule.read(f"FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS={place}", tuesday)
    assert list(rule.days(tuesday, tuesday, date(2023, 1, 16), Budget())) == expected


def test_what_is_long_over_is_not_walked_through() -> None:
    budget = Budget(40)
    rule = Rule.read("FREQ=MONTHLY;BYDAY=2TU", date(1, 1, 1))
    day = date(2027, 5, 11)
    assert list(rule.days(date(1, 1, 1), day, day, budget)) == [day]


def test_a_rule_that_never_comes_true_ends() -> None:
    rule = Rule.read("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", date(1900, 1, 1))
    assert list(rule.days(date(1900, 1, 1), date(2027, 1, 1), date(2027, 12, 31), Budget())) == []
