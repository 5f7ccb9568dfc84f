"""A setting as it would be: changes made to data, and to no row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from eventnet.events.models import Slot
from eventnet.matching.setting import Setting
from eventnet.meetings.participants import Participant
from eventnet.whatif.changes import Changes

Document = dict[str, Any]

FURTHER = "further:"
"""What the name of a slot begins with that there is only in a scenario."""


def changed(setting: Setting, changes: Changes, here: ZoneInfo) -> Setting:
    """Return the setting with changes, in which nothing is kept of what was planned before.

    So what is compared is what each set-up can give, and not how near it is to the present plan.
    """
    return replace(
        setting,
        people={key: _changed_person(one, changes) for key, one in setting.people.items()},
        grid=_changed_grid(setting.grid, changes, here),
        allowed=setting.allowed if changes.pairs is None else set(changes.pairs),
        keeps=False,
    )


def _changed_person(person: Participant, changes: Changes) -> Participant:
    """Return somebody with other limits; one of their own still holds."""
    role = person.role_id
    floor = changes.floors.get(role, person.floor)
    limits = [person.most, changes.most]
    if role in changes.caps:
        limits = [person.own_most, changes.caps[role], changes.most]
    most = min((limit for limit in limits if limit is not None), default=None)
    return replace(person, floor=floor, most=most)


def _changed_grid(grid: Sequence[Slot], changes: Changes, here: ZoneInfo) -> list[Slot]:
    found: list[Slot] = []
    for day, of_day in groupby(grid, lambda slot: slot.starts_at.astimezone(here).date()):
        slots = [_copy(slot, tables=changes.tables_in(slot.tables, day)) for slot in of_day]
        if changes.slots is not None and changes.slots_on in {None, day}:
            slots = _lengthened(slots, changes.slots)
        found += slots
    return found


def _lengthened(slots: list[Slot], number: int) -> list[Slot]:
    """Return a day with so many slots more at its end, or fewer."""
    if number <= 0:
        return slots[: max(0, len(slots) + number)]
    last = slots[-1]
    step = timedelta(minutes=last.minutes)
    if len(slots) > 1:  # the pause from slot to slot goes on, but not a break for lunch
        step = max(step, min(last.starts_at - slots[-2].starts_at, 2 * step))
    return slots + [
        _copy(last, id=f"{FURTHER}{at}:{last.id}", starts_at=last.starts_at + at * step)
        for at in range(1, number + 1)
    ]


def _copy(slot: Slot, **other: Any) -> Slot:
    """Return a slot of which the database knows nothing."""
    same = {name: getattr(slot, name) for name in ("id", "event_id", "starts_at", "minutes")}
    return Slot(**{**same, "tables": slot.tables, **other})


def away_later(document: Document) -> Document:
    """Let those who are away in the last slot of a day be away in its further ones too.

    Nobody has said yet when they would be there.
    """
    further: dict[str, list[str]] = {}
    for slot in document["slots"]:
        if slot["id"].startswith(FURTHER):
            further.setdefault(slot["id"].split(":", 2)[2], []).append(slot["id"])
    people = [
        {
            **one,
            "unavailable": sorted(
                {
                    *one["unavailable"],
                    *(new for at in one["unavailable"] for new in further.get(at, ())),
                }
            ),
        }
        for one in document["people"]
    ]
    return {**document, "people": people}
