from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.errors import Conflict, Refused
from eventnet.events import grid
from eventnet.events.actions import NoSuchTime
from eventnet.events.grid import Added, Pattern, add_slots, grid_from_pattern
from eventnet.events.models import Slot
from tests.factories import an_event, save

DAY = date(2027, 5, 11)
LISBON = ZoneInfo("Europe/Lisbon")


def a_pattern(**changes: object) -> Pattern:
    fields = {
        "days": [DAY],
        "first": time(9),
        "until": time(10),
        "minutes": 20,
        "gap": 5,
        "tables": 3,
        **changes,
    }
    return Pattern(**fields)  # type: ignore[arg-type]


def on_the_wall(pattern: Pattern, zone: ZoneInfo) -> list[str]:
    return [f"{start.astimezone(zone):%d %H:%M}" for start in grid_from_pattern(pattern, zone)]


def test_a_day_is_filled_from_the_first_start_to_the_last_end() -> None:
    assert on_the_wall(a_pattern(), LISBON) == ["11 09:00", "11 09:25"]
    assert on_the_wall(a_pattern(until=time(10, 10)), LISBON) == [
        "11 09:00",
        "11 09:25",
        "11 09:50",
    ]


def test_days_come_in_order_and_once() -> None:
    days = [date(2027, 5, 12), DAY, DAY]
    found = on_the_wall(a_pattern(days=days, minutes=60, gap=0), LISBON)
    assert found == ["11 09:00", "12 09:00"]


def test_no_slot_reaches_into_a_break_and_the_next_begins_after_it() -> None:
    breaks = [(time(9, 30), time(10, 15)), (time(11), time(11, 10))]
    found = on_the_wall(a_pattern(until=time(11, 45), gap=0, breaks=breaks), LISBON)
    assert found == ["11 09:00", "11 10:15", "11 10:35", "11 11:10"]


def test_an_evening_may_last_until_midnight() -> None:
    found = on_the_wall(a_pattern(first=time(23), until=time(0), minutes=30, gap=0), LISBON)
    assert found == ["11 23:00", "11 23:30"]


def test_where_the_clocks_jump_there_are_fewer_slots() -> None:
    night = a_pattern(days=[date(2027, 3, 28)], first=time(0), until=time(4), minutes=60, gap=0)
    assert on_the_wall(night, LISBON) == ["28 00:00", "28 02:00", "28 03:00"]


def test_where_the_clocks_go_back_there_are_more_slots() -> None:
    night = a_pattern(days=[date(2027, 10, 31)], first=time(0), until=time(3), minutes=60, gap=0)
    assert on_the_wall(night, LISBON) == ["31 00:00", "31 01:00", "31 01:00", "31 02:00"]
    moments = grid_from_pattern(night, LISBON)
    assert [after - before for before, after in pairwise(moments)] == [timedelta(hours=1)] * 3


def test_days_across_the_change_keep_their_hours_on_the_wall() -> None:
    days = [date(2027, 3, 27), date(2027, 3, 28)]
    found = grid_from_pattern(a_pattern(days=days, minutes=60, gap=0), LISBON)
    assert found == [
        datetime(2027, 3, 27, 9, tzinfo=UTC),
        datetime(2027, 3, 28, 8, tzinfo=UTC),
    ]


def test_a_time_that_the_clocks_jump_over_is_refused() -> None:
    with pytest.raises(NoSuchTime, match="no 01:30") as refused:
        grid_from_pattern(a_pattern(days=[date(2027, 3, 28)], first=time(1, 30)), LISBON)
    assert refused.value.field == "first"


def test_a_day_that_apia_skipped_is_refused() -> None:
    apia = ZoneInfo("Pacific/Apia")
    with pytest.raises(NoSuchTime):
        grid_from_pattern(a_pattern(days=[date(2011, 12, 30)]), apia)
    around = a_pattern(days=[date(2011, 12, 29), date(2011, 12, 31)], minutes=60, gap=0)
    found = grid_from_pattern(around, apia)
    assert found[1] - found[0] == timedelta(days=1)  # two days apart on the wall


def of(session: Session, event_id: str) -> list[tuple[str, int, int]]:
    rows = session.exec(
        select(Slot).where(Slot.event_id == event_id, Slot.removed_at == None)  # noqa: E711
    )
    return sorted((f"{slot.starts_at:%H:%M}", slot.minutes, slot.tables) for slot in rows)


def test_adding_twice_adds_once(session: Session) -> None:
    event = an_event(session, slots=0)
    assert add_slots(session, event.id, a_pattern(), None) == Added(2, 0)
    again = a_pattern(until=time(10, 10), tables=9)
    assert add_slots(session, event.id, again, None) == Added(1, 2)
    assert of(session, event.id) == [("08:00", 20, 3), ("08:25", 20, 3), ("08:50", 20, 9)]


def test_a_slot_that_was_taken_out_comes_back(session: Session) -> None:
    event = an_event(session, slots=0)
    add_slots(session, event.id, a_pattern(), None)
    gone = session.exec(select(Slot).where(Slot.event_id == event.id)).all()
    for slot in gone:
        slot.removed_at = clock.now()
    save(session, *gone)
    key = min(gone, key=lambda slot: slot.starts_at).id
    assert add_slots(session, event.id, a_pattern(minutes=25, gap=0, tables=1), None) == Added(2, 0)
    back = session.get(Slot, key)
    assert back is not None
    assert (back.removed_at, back.minutes, back.tables) == (None, 25, 1)


def test_slots_never_overlap(session: Session) -> None:
    event = an_event(session, slots=0)
    add_slots(session, event.id, a_pattern(), None)
    with pytest.raises(Conflict, match=r"Tue 11 May, 09:10 would overlap .* Tue 11 May, 09:00"):
        add_slots(session, event.id, a_pattern(first=time(9, 10)), None)
    with pytest.raises(Conflict, match="overlap"):  # the same start, but longer
        add_slots(session, event.id, a_pattern(minutes=30), None)
    assert len(of(session, event.id)) == 2


def test_a_pattern_without_room_is_refused(session: Session) -> None:
    event = an_event(session, slots=0)
    with pytest.raises(Refused, match="No slot fits"):
        add_slots(session, event.id, a_pattern(until=time(9, 10)), None)


def test_an_event_has_so_many_slots_and_no_more(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "MOST_SLOTS", 3)
    event = an_event(session, slots=0)
    add_slots(session, event.id, a_pattern(), None)
    with pytest.raises(Refused, match="4 slots, and an event has at most 3"):
        add_slots(session, event.id, a_pattern(days=[date(2027, 5, 12)]), None)
