"""Scenarios in words: what they change, how to make it so, and what came of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from eventnet import dates
from eventnet.events.models import Role
from eventnet.events.roles import Pair
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.whatif.changes import Changes


@dataclass(frozen=True)
class Change:
    """One change in words, and the name of the page on which it could be made."""

    words: str
    page: str


def changes_in_words(
    changes: Changes, roles: Mapping[str, Role], allowed: set[Pair]
) -> list[Change]:
    """Return the changes, one by one; a role that is gone is passed over."""
    found = []
    if changes.tables is not None:
        found.append(Change(_on(_tables(changes.tables), changes.tables_on), "grid"))
    if changes.slots is not None:
        found.append(Change(_on(_slots(changes.slots), changes.slots_on), "grid"))
    if changes.most is not None:
        words = _("Nobody has more than %(most)d meetings", most=changes.most)
        found.append(Change(words, "roles"))
    for role in roles.values():
        if role.id in changes.floors:
            words = _("%(role)s: at least %(num)d", role=role.name, num=changes.floors[role.id])
            found.append(Change(words, "roles"))
        if role.id in changes.caps:
            words = _("%(role)s: at most %(num)d", role=role.name, num=changes.caps[role.id])
            found.append(Change(words, "roles"))
    if changes.pairs is not None:
        found += [Change(words, "roles") for words in _pairs(changes.pairs, roles, allowed)]
    if changes.ask_unchosen is not None:
        words = (
            _("Those who have not chosen are asked")
            if changes.ask_unchosen
            else _("Those who have not chosen are not planned")
        )
        found.append(Change(words, "phase"))
    return found


def _on(words: str, day: date | None) -> str:
    return words if day is None else _("%(what)s on %(day)s", what=words, day=dates.day(day))


def _tables(given: str) -> str:
    number = abs(int(given))
    if given[0] == "+":
        return ngettext(
            "%(num)d table more in each slot", "%(num)d tables more in each slot", number
        )
    if given[0] == "-":
        return ngettext(
            "%(num)d table fewer in each slot", "%(num)d tables fewer in each slot", number
        )
    return ngettext("%(num)d table in each slot", "%(num)d tables in each slot", number)


def _slots(number: int) -> str:
    if number > 0:
        return ngettext(
            "%(num)d slot more at the end of the day",
            "%(num)d slots more at the end of the day",
            number,
        )
    return ngettext(
        "%(num)d slot fewer at the end of the day",
        "%(num)d slots fewer at the end of the day",
        -number,
    )


def _pairs(pairs: Sequence[Pair], roles: Mapping[str, Role], allowed: set[Pair]) -> list[str]:
    def named(pair: Pair) -> dict[str, str]:
        return {"one": roles[pair[0]].name, "other": roles[pair[1]].name}

    known = set(pairs)
    new = [pair for pair in sorted(known - allowed) if {*pair} <= roles.keys()]
    gone = [pair for pair in sorted(allowed - known) if {*pair} <= roles.keys()]
    return [_("%(one)s and %(other)s may meet", **named(pair)) for pair in new] + [
        _("%(one)s and %(other)s do not meet", **named(pair)) for pair in gone
    ]


def missing(figures: Mapping[str, Any]) -> str:
    """Say how many meetings are missing to the floors, and whether more time could help."""
    words = ngettext(
        "%(num)d meeting is missing to the floors", "%(num)d meetings are missing to the floors",
        figures["shortfall"],
    )  # fmt: skip
    if figures["shortfall"] <= figures["shortfall_bound"]:
        return _("%(missing)s, and no schedule misses fewer.", missing=words)
    return _("%(missing)s; a full run looks longer, and may find some of them.", missing=words)


def against(figures: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """Say in a sentence what a scenario gives beside what there is now.

    Neither is the very best schedule, so a difference of less than a hundredth is none.
    """
    met, met_before = figures["wishes"]["met"], before["wishes"]["met"]
    meetings = _told(figures["meetings"], before["meetings"])
    told = [
        words
        for words in (
            _signed(meetings, _meetings_more, _meetings_fewer),
            _signed(_told(met, met_before), _wishes_more, _wishes_fewer),
            _signed(figures["below"] - before["below"], _below_more, _below_fewer),
        )
        if words
    ]
    if not told:
        return _("About as many meetings and wishes met as now.")
    return _("Beside as it is now: %(what)s.", what=", ".join(told))


def _told(number: int, before: int) -> int:
    """Return a difference, or 0 where it is less than a hundredth."""
    return number - before if abs(number - before) * 100 >= before else 0


def _signed(number: int, more: Callable[[int], str], fewer: Callable[[int], str]) -> str:
    return more(number) if number > 0 else fewer(-number) if number < 0 else ""


def _meetings_more(number: int) -> str:
    return ngettext("%(num)d meeting more", "%(num)d meetings more", number)


def _meetings_fewer(number: int) -> str:
    return ngettext("%(num)d meeting fewer", "%(num)d meetings fewer", number)


def _wishes_more(number: int) -> str:
    return ngettext("%(num)d wish more is met", "%(num)d wishes more are met", number)


def _wishes_fewer(number: int) -> str:
    return ngettext("%(num)d wish fewer is met", "%(num)d wishes fewer are met", number)


def _below_more(number: int) -> str:
    return ngettext(
        "%(num)d person more is below the floor", "%(num)d people more are below the floor", number
    )


def _below_fewer(number: int) -> str:
    return ngettext(
        "%(num)d person fewer is below the floor",
        "%(num)d people fewer are below the floor",
        number,
    )
