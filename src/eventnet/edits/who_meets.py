"""Who may meet whom, changed: pairs of roles that may meet from now on, or may not any more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from eventnet.edits.barring import (
    Barred,
    Rules,
    carry_out,
    hold_barred,
    hold_rules,
    put_back_requests,
    refuse_barred,
)
from eventnet.edits.kinds import Detail, Inverse, Unchanged
from eventnet.edits.models import Edit, EditKind
from eventnet.edits.restoring import put_back_meetings
from eventnet.edits.standing import lines, members_of
from eventnet.edits.touched import Touched
from eventnet.errors import Refused
from eventnet.events.models import Event
from eventnet.events.queries import roles
from eventnet.events.roles import Pair, every_pair, may_meet, put_pairs
from eventnet.i18n import gettext as _


@dataclass(frozen=True)
class Drawn:
    """The grid as a form showed it: its roles, and the pairs that were ticked."""

    role_ids: tuple[str, ...]
    pairs: frozenset[Pair]

    @property
    def word(self) -> str:
        """What stands for it in a form: the roles, and a bit for each pair that is ticked."""
        cells = _cells(self.role_ids)
        bits = sum(1 << number for number, pair in enumerate(cells) if pair in self.pairs)
        return f"{','.join(self.role_ids)}.{bits:x}"

    @classmethod
    def read(cls, word: str) -> "Drawn":
        """Return the grid that a form showed; of a word that is none, an empty one."""
        ids, _dot, bits = word.partition(".")
        role_ids = tuple(sorted(one for one in ids.split(",") if one))
        try:
            number = int(bits or "0", 16)
        except ValueError:
            return cls((), frozenset())
        cells = enumerate(_cells(role_ids))
        return cls(role_ids, frozenset(pair for at, pair in cells if number >> at & 1))

    def changed(self, chosen: Collection[Pair]) -> tuple[set[Pair], set[Pair]]:
        """Return which pairs of the grid were ticked, and which unticked."""
        mine = set(chosen) & set(_cells(self.role_ids))
        return mine - self.pairs, set(self.pairs) - mine


def _cells(role_ids: Collection[str]) -> list[Pair]:
    ids = sorted(role_ids)
    return [(one, other) for at, one in enumerate(ids) for other in ids[at:]]


def drawn(session: Session, event_id: str) -> Drawn:
    """Return the grid as it is now."""
    ids = sorted(role.id for role in roles(session, event_id))
    return Drawn(tuple(ids), frozenset(may_meet(session, event_id)))


@dataclass(frozen=True)
class WhoMeets:
    """The pairs that a form ticked and unticked; of the others it says nothing."""

    ticked: frozenset[Pair]
    unticked: frozenset[Pair]
    choice: str = ""
    kind = EditKind.WHO_MEETS

    def touched(self, session: Session, event: Event) -> Touched:
        """Return what this does to whom, held."""
        before = hold_rules(session, event.id)
        on, off = self._new(session, event, before)
        barred = self._barred(session, event, before)
        names = {role.id: role.name for role in roles(session, event.id)}
        return Touched(
            [*_sentences(names, on, off), *barred.sentences()],
            [words for _at, _id, words in lines(session, event, barred.standing)],
            members_of(session, barred.standing.felt_by | barred.seen_by),
            grave=bool(barred.standing.meetings),
            choices=barred.choices,
            told=members_of(session, barred.told(self.choice)),
        )

    def carry_out(self, session: Session, event: Event, cause_id: str, /) -> tuple[Detail, Inverse]:
        """Set who may meet, and call off what no longer may be, unless it is let stand."""
        before = hold_rules(session, event.id)
        on, off = self._new(session, event, before)
        barred = self._barred(session, event, before)
        names = {role.id: role.name for role in roles(session, event.id)}
        put_pairs(session, event.id, self._after(session, event, before))
        kept = carry_out(session, barred, self.choice, cause_id)
        gone = {one["id"] for one in kept["meetings"]}
        detail = {
            "off": _named(names, off),
            "on": _named(names, on),
            "meetings": len(gone),
            "stay": len(barred.standing.meetings) - len(gone),
            "requests": len(kept["requests"]),
            "people": len(barred.told(self.choice)),
        }
        slots = sorted({one.slot_id for one in barred.standing.meetings if one.id in gone})
        pairs = {"off": sorted(map(list, off)), "on": sorted(map(list, on))}
        return detail, {"slots": slots, **pairs, **kept}

    def _new(self, session: Session, event: Event, before: Rules) -> tuple[set[Pair], set[Pair]]:
        """Return which pairs newly may meet, and which no longer; refuse if there are none."""
        now, after = set(before.allowed), self._after(session, event, before)
        if not after:
            raise Refused(_("Then nobody could meet anybody. Please leave at least one pair."))
        if after == now:
            raise Unchanged()
        return after - now, now - after

    def _after(self, session: Session, event: Event, before: Rules) -> set[Pair]:
        possible = every_pair(roles(session, event.id))
        return ((set(before.allowed) - self.unticked) | self.ticked) & possible

    def _barred(self, session: Session, event: Event, before: Rules) -> Barred:
        after = replace(before, allowed=self._after(session, event, before))
        return hold_barred(session, event, before, after)


def two_of(one: str, other: str) -> str:
    """Name two roles, or two people of one role, at the beginning of a sentence."""
    if one == other:
        return _("Two who come as %(role)s", role=one)
    return _("%(one)s and %(other)s", one=one, other=other)


def _named(names: dict[str, str], pairs: Collection[Pair]) -> list[list[str]]:
    """Return the names of pairs of roles; they and their two in the order of the roles' list."""
    place = {role_id: at for at, role_id in enumerate(names)}
    in_order = sorted(sorted(place[one] for one in pair) for pair in pairs)
    listed = list(names.values())
    return [[listed[a], listed[b]] for a, b in in_order]


def _sentences(names: dict[str, str], on: Collection[Pair], off: Collection[Pair]) -> Iterator[str]:
    for one, other in _named(names, off):
        yield _("%(two)s may no longer meet.", two=two_of(one, other))
    for one, other in _named(names, on):
        yield _("%(two)s may meet from now on.", two=two_of(one, other))


def meet_as_before(session: Session, event: Event, edit: Edit) -> list[str]:
    """Let those meet again who might before, and no longer those who newly did."""
    before = hold_rules(session, event.id)
    on, off = ({(a, b) for a, b in edit.inverse[name]} for name in ("on", "off"))
    pairs = ((set(before.allowed) - on) | off) & every_pair(roles(session, event.id))
    refuse_barred(session, event, before, replace(before, allowed=pairs))
    put_pairs(session, event.id, pairs)
    lost = put_back_meetings(session, event.id, edit.inverse["meetings"], edit.id)
    put_back_requests(session, event.id, edit.inverse["requests"])
    return lost
