"""Changes made to a setting: to data, and to no row."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventnet.events.models import Slot
from eventnet.matching.setting import Setting
from eventnet.meetings.participants import Participant
from eventnet.whatif.changes import Changes
from eventnet.whatif.changing import away_later, changed

LISBON = ZoneInfo("Europe/Lisbon")
TUESDAY, WEDNESDAY = date(2027, 5, 11), date(2027, 5, 12)


def somebody(name: str, role: str = "visitor", **more: Any) -> Participant:
    given = {"asked": False, "most": None, "floor": 2, "stand": None} | more
    return Participant(attendance_id=name, membership_id=name, role_id=role, role=role, **given)


def grid() -> list[Slot]:
    """Return two days of three slots of 20 minutes, each beginning on the half-hour, 5 tables."""
    begin = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    return [
        Slot(
            id=f"{day}{number}",
            event_id="e",
            starts_at=begin + timedelta(days=day, minutes=30 * number),
            minutes=20,
            tables=5,
        )
        for day in range(2)
        for number in range(3)
    ]


def setting(*people: Participant) -> Setting:
    return Setting(
        people={one.attendance_id: one for one in people},
        grid=grid(),
        allowed={("investor", "visitor"), ("visitor", "visitor")},
        worth=[],
    )


def as_if(people: tuple[Participant, ...] = (), **changes: Any) -> Setting:
    return changed(setting(*people), Changes.model_validate(changes), LISBON)


def tables(found: Setting) -> list[int]:
    return [slot.tables for slot in found.grid]


def test_no_change_leaves_all_but_what_was_planned() -> None:
    before = setting(somebody("ann", most=3, own_most=4))
    after = changed(before, Changes(), LISBON)
    assert (after.people, after.allowed) == (before.people, before.allowed)
    assert [(slot.id, slot.starts_at, slot.tables) for slot in after.grid] == [
        (slot.id, slot.starts_at, slot.tables) for slot in before.grid
    ]
    assert (before.keeps, after.keeps) == (True, False)


def test_tables_are_more_fewer_or_a_number_on_a_day_or_all() -> None:
    assert tables(as_if(tables="+2")) == [7] * 6
    assert tables(as_if(tables="-9")) == [0] * 6
    assert tables(as_if(tables="3", tables_on=WEDNESDAY)) == [5, 5, 5, 3, 3, 3]


def test_slots_of_the_setting_itself_stay_as_they_were() -> None:
    before = setting()
    changed(before, Changes(tables="+2", slots=1), LISBON)
    assert tables(before) == [5] * 6


def test_further_slots_follow_the_last_of_a_day_in_its_step() -> None:
    found = as_if(slots=2, slots_on=TUESDAY).grid
    assert [slot.id for slot in found] == [
        "00", "01", "02", "further:1:02", "further:2:02", "10", "11", "12",
    ]  # fmt: skip
    assert [slot.starts_at.strftime("%d %H:%M") for slot in found[2:5]] == [
        "11 09:00", "11 09:30", "11 10:00",
    ]  # fmt: skip


def test_break_before_the_last_slot_is_not_kept_up() -> None:
    slots = grid()[:3]
    slots[2].starts_at += timedelta(hours=3)
    found = changed(Setting({}, slots, set(), []), Changes(slots=1), LISBON).grid
    assert found[-1].starts_at - found[-2].starts_at == timedelta(minutes=40)


def test_slots_are_taken_from_the_end_of_each_day() -> None:
    assert [slot.id for slot in as_if(slots=-2).grid] == ["00", "10"]
    assert [slot.id for slot in as_if(slots=-9, slots_on=TUESDAY).grid] == ["10", "11", "12"]


def test_days_are_those_of_the_place() -> None:
    late = [
        Slot(id=name, event_id="e", starts_at=starts, minutes=20, tables=1)
        for name, starts in (
            ("a", datetime(2027, 5, 11, 22, tzinfo=UTC)),
            ("b", datetime(2027, 5, 11, 23, tzinfo=UTC)),
        )
    ]
    found = changed(Setting({}, late, set(), []), Changes(tables="9", tables_on=WEDNESDAY), LISBON)
    assert tables(found) == [1, 9]  # 23:00 in London is midnight in Lisbon's summer, too


def test_limits_are_the_least_that_role_person_and_scenario_set() -> None:
    people = (
        somebody("free"),
        somebody("modest", most=2, own_most=2),
        somebody("capped", most=4),
        somebody("other", "investor", most=4),
    )
    found = as_if(people, caps={"visitor": 8}, most=6).people
    assert {key: one.most for key, one in found.items()} == {
        "free": 6,
        "modest": 2,
        "capped": 6,
        "other": 4,
    }


def test_floors_are_by_role() -> None:
    found = as_if((somebody("ann"), somebody("bo", "investor")), floors={"visitor": 5}).people
    assert {key: one.floor for key, one in found.items()} == {"ann": 5, "bo": 2}


def test_pairs_of_roles_are_those_that_are_given() -> None:
    assert as_if(pairs=[("a", "b")]).allowed == {("a", "b")}


def test_who_is_away_in_the_last_slot_is_away_in_the_further_ones() -> None:
    document: dict[str, Any] = {
        "slots": [{"id": name} for name in ("00", "02", "further:1:02", "further:2:02")],
        "people": [
            {"id": "late", "unavailable": ["02"]},
            {"id": "early", "unavailable": ["00"]},
        ],
    }
    assert [one["unavailable"] for one in away_later(document)["people"]] == [
        ["02", "further:1:02", "further:2:02"],
        ["00"],
    ]
    assert document["people"][0] == {"id": "late", "unavailable": ["02"]}
