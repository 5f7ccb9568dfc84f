"""What can be done with one meeting of a draft: every slot it could move to, and at what cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventnet import clock
from eventnet.drafts.planning import Board, Change
from eventnet.drafts.words import look_words
from eventnet.events.queries import Day, LocalSlot
from eventnet.i18n import gettext as _

SWAP = "swap:"
OUT = "out"


@dataclass(frozen=True)
class Option:
    """One thing to do with a meeting: its value in the form, what it is, and what it comes to."""

    value: str
    label: str
    words: Sequence[str]
    is_possible: bool


def change_of(board: Board, pair: str, do: str) -> Change | None:
    """Return the change that a form asks for; None if it makes no sense in this draft."""
    if do == OUT:
        return {pair: None}
    if do.startswith(SWAP):
        other = do.removeprefix(SWAP)
        fits = other in board.meetings and board.meetings[other].slot != board.meetings[pair].slot
        return board.swap(pair, other) if fits else None
    return {pair: do} if do in board.slots and do != board.meetings[pair].slot else None


def options_of(
    board: Board, pair: str, days: Sequence[Day], names: Mapping[str, str]
) -> list[tuple[date, list[Option]]]:
    """Return the slots ahead, day by day, with what a move there comes to.

    Where just one meeting of one of the two is in the way, the two meetings may swap.
    """
    mine, known, found = board.meetings[pair].slot, set(board.slots), []
    for day in days:
        options: list[Option] = []
        for slot in day.slots:
            if slot.id in known and slot.id != mine and slot.starts > clock.now():
                options += _in_slot(board, pair, slot, names)
        if options:
            found.append((day.date, options))
    return found


def _in_slot(board: Board, pair: str, slot: LocalSlot, names: Mapping[str, str]) -> list[Option]:
    look = board.look({pair: slot.id})
    when = _time(slot)
    found = [Option(slot.id, when, look_words(look, names), look.is_possible)]
    other = board.in_the_way(pair, slot.id)
    if other is not None and not look.is_possible:
        swapped = board.look(board.swap(pair, other.pair))
        if swapped.is_possible:
            label = _(
                "%(time)s, and %(one)s and %(other)s take the time of these two",
                time=when,
                **two(names, other.a, other.b),
            )
            found = [Option(SWAP + other.pair, label, look_words(swapped, names), True)]
    return found


def option_of(
    board: Board, pair: str, do: str, slots: Mapping[str, LocalSlot], names: Mapping[str, str]
) -> Option | None:
    """Return the one option that an address names, such as after a meeting was dragged."""
    change = change_of(board, pair, do)
    if change is None:
        return None
    look = board.look(change)
    if do == OUT:
        label = _("Take the meeting out")
    elif do.startswith(SWAP):
        other = board.meetings[do.removeprefix(SWAP)]
        label = _("Swap with %(one)s and %(other)s", **two(names, other.a, other.b))
    else:
        label = _("Move to %(time)s", time=_time(slots[do])) if do in slots else _("Move")
    return Option(do, label, look_words(look, names), look.is_possible)


def two(names: Mapping[str, str], *ids: str) -> dict[str, str]:
    """Return the names of two people for a sentence, in their order."""
    one, other = sorted(names.get(key, "?") for key in ids)
    return {"one": one, "other": other}


def _time(slot: LocalSlot) -> str:
    return f"{slot.starts:%H:%M}–{slot.ends:%H:%M}"
