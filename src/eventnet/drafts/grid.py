"""A draft as a grid: the slots of a day, and who meets in each; or the days of one person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eventnet.drafts.planning import Board, Meeting
from eventnet.events.queries import Day, LocalSlot
from eventnet.paging import Pager, pager

MOST_CARDS = 120
"""Of a day with more meetings one slot is shown at a time."""
PAGE = 60


@dataclass(frozen=True)
class Card:
    """A meeting of a draft as its grid shows it."""

    a_id: str
    b_id: str
    names: tuple[str, str]
    moved: bool


@dataclass(frozen=True)
class Column:
    """A slot with its meetings, and how many tables are free; None where it has no limit."""

    slot: LocalSlot
    count: int
    tables_left: int | None
    cards: Sequence[Card]


@dataclass(frozen=True)
class Cell:
    """What somebody does in a slot: a meeting, a seat at a round table, or nothing."""

    slot: LocalSlot
    card: Card | None
    seat: bool
    can: bool


@dataclass(frozen=True)
class Grid:
    """The part of a draft that is looked at: `columns`, of one slot where the day has too many."""

    day: date | None
    days: Sequence[date]
    columns: Sequence[Column]
    slots: Sequence[LocalSlot]
    """All slots of the day, where only one of them is shown."""
    pager: Pager | None


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    day: str
    slot: str
    page: str
    path: str


def grid_of(
    board: Board,
    days: Sequence[Day],
    names: Mapping[str, str],
    moved: Collection[str],
    asked: Asked,
) -> Grid:
    """Return the day that was asked for, or the first one that the draft plans."""
    planned = [
        (day.date, [slot for slot in day.slots if slot.id in set(board.slots)]) for day in days
    ]
    planned = [(when, slots) for when, slots in planned if slots]
    if not planned:
        return Grid(None, [], [], [], None)
    when, slots = next((one for one in planned if one[0].isoformat() == asked.day), planned[0])
    dates = [one for one, _slots in planned]
    if sum(len(board.in_slot[slot.id]) for slot in slots) <= MOST_CARDS:
        columns = [
            _column(board, slot, cards(board.in_slot[slot.id], names, moved)) for slot in slots
        ]
        return Grid(when, dates, columns, [], None)
    slot = next((one for one in slots if one.id == asked.slot), slots[0])
    pages = pager(
        len(board.in_slot[slot.id]),
        asked.page,
        size=PAGE,
        path=asked.path,
        query={"day": when.isoformat(), "slot": slot.id},
    )
    shown = cards(board.in_slot[slot.id], names, moved)[pages.offset : pages.offset + PAGE]
    return Grid(when, dates, [_column(board, slot, shown)], slots, pages)


def _column(board: Board, slot: LocalSlot, shown: Sequence[Card]) -> Column:
    return Column(slot, len(board.in_slot[slot.id]), board.tables_left(slot.id), shown)


def cards(
    meetings: Sequence[Meeting], names: Mapping[str, str], moved: Collection[str]
) -> list[Card]:
    """Return meetings as cards, by name."""
    return sorted(
        (card(one, names, moved) for one in meetings),
        key=lambda one: [name.casefold() for name in one.names],
    )


def card(meeting: Meeting, names: Mapping[str, str], moved: Collection[str]) -> Card:
    """Return one meeting as a card."""
    one, other = sorted((names.get(key, "?"), key) for key in (meeting.a, meeting.b))
    return Card(one[1], other[1], (one[0], other[0]), meeting.pair in moved)


def day_of(
    board: Board,
    person: str,
    slots: Sequence[LocalSlot],
    names: Mapping[str, str],
    moved: Collection[str],
) -> list[Cell]:
    """Return what somebody does in each of these slots."""
    found = []
    for slot in slots:
        meeting = board.of_person[person].get(slot.id) if person in board.of_person else None
        own = meeting is not None and meeting.pair in board.meetings
        shown = card(meeting, names, moved) if meeting is not None and own else None
        seat = meeting is not None and not own
        found.append(Cell(slot, shown, seat, board.can(person, slot.id)))
    return found
