"""What publishing would change, person by person; who is looked for, with everything of theirs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session

from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import slots, zone
from eventnet.i18n import gettext as _
from eventnet.matching.changelist import names_of, where_of
from eventnet.matching.publishing import Preview
from eventnet.matching.round_seats import SeatFor
from eventnet.round_tables.queries import tables_of
from eventnet.round_tables.words import place_of

Kind = Literal["moved", "off", "new"]


@dataclass(frozen=True)
class PersonChanges:
    """What changes for one person, in words, in order of time."""

    attendance_id: str
    name: str
    moved: list[str]
    off: list[str]
    new: list[str]


@dataclass(frozen=True)
class Piece:
    """One meeting or seat of somebody that changes: with whom or what, when, and where."""

    kind: Kind
    what: str
    """The attendance of the other, or the name of a round table."""
    before: datetime | None
    after: datetime | None
    place: str

    @property
    def at(self) -> datetime | None:
        """When it is, or was to be."""
        return self.after or self.before


@dataclass(frozen=True)
class ByPerson:
    """Everybody for whom something changes; words are found for those who are shown."""

    names: Mapping[str, str]
    pieces: Mapping[str, Sequence[Piece]]

    def find(self, words: str, kind: str = "") -> list[str]:
        """Return whose name has these words, and for whom something of this kind changes."""
        wanted = words.casefold().split()
        found = [
            key
            for key, mine in self.pieces.items()
            if all(word in self.name(key).casefold() for word in wanted)
            and (not kind or any(piece.kind == kind for piece in mine))
        ]
        return sorted(found, key=lambda key: (self.name(key).casefold(), key))

    def shown(self, keys: Sequence[str]) -> list[PersonChanges]:
        """Return what changes for these, in words."""
        return [PersonChanges(key, self.name(key), *self._in_words(key)) for key in keys]

    def name(self, key: str) -> str:
        """Return what somebody is called."""
        return self.names.get(key, "?")

    def _in_words(self, key: str) -> tuple[list[str], list[str], list[str]]:
        said: dict[Kind, list[str]] = {"moved": [], "off": [], "new": []}
        for piece in sorted(self.pieces[key], key=_when):
            said[piece.kind].append(self._words(piece))
        return said["moved"], said["off"], said["new"]

    def _words(self, piece: Piece) -> str:
        words = self.names.get(piece.what, piece.what)
        if piece.before and piece.after and piece.before != piece.after:
            words = _(
                "%(who)s, from %(before)s to %(after)s",
                who=words,
                before=moment(piece.before),
                after=moment(piece.after),
            )
        elif piece.at:
            words = _("%(who)s, %(when)s", who=words, when=moment(piece.at))
        return f"{words}, {piece.place}" if piece.place else words


def _when(piece: Piece) -> str:
    return piece.at.isoformat() if piece.at else ""


def by_person(session: Session, event: Event, preview: Preview) -> ByPerson:
    """Sort a difference by whom it is about."""
    here = zone(event)
    starts = {slot.id: slot.starts_at.astimezone(here) for slot in slots(session, event.id)}
    pieces: dict[str, list[Piece]] = defaultdict(list)

    def add(kind: Kind, two: frozenset[str], before: str, after: str, place: str) -> None:
        for one in two:
            (other,) = two - {one}
            pieces[one].append(Piece(kind, other, starts.get(before), starts.get(after), place))

    difference = preview.difference
    for new in difference.added:
        add("new", new.two, "", new.slot_id, where_of(new))
    for old, new in difference.moved:
        add("moved", new.two, old.slot_id, new.slot_id, where_of(new))
    for old in difference.cancelled:
        add("off", old.two, old.slot_id, "", "")
    tables = {table.id: table for table, _slot in tables_of(session, event.id)}

    def sit(kind: Kind, seats: Sequence[SeatFor]) -> None:
        for guest, table_id in seats:
            if table := tables.get(table_id):
                title = _("“%(title)s”", title=table.title)
                at = starts.get(table.slot_id)
                pieces[guest].append(Piece(kind, title, None, at, place_of(table.number)))

    sit("new", preview.seats.added)
    sit("off", preview.seats.taken_back)
    return ByPerson(names_of(session, event.id), pieces)
