"""What a file would change, as an organizer reads it before pressing the button."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from eventnet.arrivals.comparison import ENTERS, LEAVES, STAYS, Decision, Kind
from eventnet.arrivals.models import TicketStatus
from eventnet.arrivals.readers import Field, Refusal, labels
from eventnet.arrivals.references import shown_reference, ticket_name
from eventnet.arrivals.told import Told
from eventnet.i18n import gettext as _

FIELDS: tuple[tuple[str, Field | Literal["role"]], ...] = (
    ("status", "status"),
    ("email", "email"),
    ("name", "name"),
    ("organization", "organization"),
    ("headline", "headline"),
    ("kind", "ticket"),
    ("role", "role"),
    ("stand", "stand"),
    ("website", "website"),
    ("topics", "topics"),
    ("buyer_email", "buyer_email"),
)


@dataclass(frozen=True)
class Change:
    """One field, before and after."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Loss:
    """What goes with somebody who leaves: so many wishes, and these meetings ahead."""

    wishes: int = 0
    meetings: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """What a row does. `wishes` and `meetings` are what goes with whoever leaves."""

    number: int
    kind: Kind
    reference: str
    name: str
    email: str
    role: str
    changes: tuple[Change, ...] = ()
    leaves: str = ""
    """The address that loses its place."""
    wishes: int = 0
    meetings: int = 0
    wanted: str = ""
    """The address that the file says, where the account keeps its own."""
    is_barred: bool = False
    """Whether an organizer removed whom it names."""
    is_idle: bool = False
    """Whether it is shown though nothing is done."""
    attendance_id: str = ""
    """Whom it was about, once it is done; like the next one instead of a name and an address."""
    left_id: str = ""
    """Who lost their place."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that does not come in."""

    number: int
    field: str
    words: str


@dataclass(frozen=True)
class Preview:
    """The whole difference. Rows that change nothing are only counted."""

    counts: dict[str, int]
    lines: tuple[Line, ...]
    refusals: tuple[RefusedRow, ...]
    new_roles: tuple[str, ...]
    labels: tuple[str, ...] = ()
    """What the file calls its kinds of tickets."""
    meetings: int = 0
    """How many meetings end with those who leave."""
    spared: tuple[Line, ...] = ()
    """What would take somebody's place away, and is left out."""

    def of(self, *kinds: Kind) -> list[Line]:
        """Return the lines of some kinds, in the order of the rows."""
        return [line for line in self.lines if line.kind in kinds]

    def count(self, *kinds: Kind) -> int:
        """Return how many rows are of some kinds."""
        return sum(self.counts.get(kind, 0) for kind in kinds)

    @property
    def entering(self) -> int:
        """How many people come in with a ticket, or come back."""
        return self.count(*ENTERS)

    @property
    def changing(self) -> int:
        """How many tickets change and stay their holder's."""
        return len([line for line in self.of(*STAYS, Kind.BARRED) if not line.is_idle])

    @property
    def leaving(self) -> int:
        """How many people lose their place."""
        return len([line for line in self.lines if line.leaves or line.left_id])

    @property
    def ending(self) -> int:
        """How many tickets end or go to somebody else, which an organizer has to confirm."""
        return self.count(*LEAVES)

    @property
    def changes_anything(self) -> bool:
        """Whether pressing the button would do anything."""
        return any(not line.is_idle for line in self.lines)

    def nameless(self, people: Mapping[int, str], leavers: Mapping[int, str]) -> "Preview":
        """Return what stays of it once it is done: which rows did what, and nobody's words.

        Whom a row was about is told by their attendance, so that it goes when they go.
        """
        lines = tuple(
            replace(
                line,
                name="",
                email="",
                leaves="",
                wanted="",
                changes=tuple(Change(change.field, "", "") for change in line.changes),
                attendance_id=people.get(line.number, ""),
                left_id=leavers.get(line.number, ""),
            )
            for line in self.lines
        )
        return replace(self, lines=lines, spared=(), labels=())

    def without(self, attendances: Collection[str], names: Collection[str]) -> "Preview":
        """Return it without these people: their rows stay, and tell nobody."""
        folded = [name.casefold() for name in names]

        def nobody(line: Line) -> Line:
            if not {line.attendance_id, line.left_id} & set(attendances):
                return line
            return replace(line, reference="", attendance_id="", left_id="")

        def untold(refused: RefusedRow) -> RefusedRow:
            if not any(name in refused.words.casefold() for name in folded):
                return refused
            return replace(refused, words=_("It named somebody who deleted their account."))

        return replace(
            self,
            lines=tuple(map(nobody, self.lines)),
            refusals=tuple(map(untold, self.refusals)),
        )

    def stored(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)

    @classmethod
    def of_stored(cls, stored: dict[str, Any]) -> "Preview":
        """Return it from its stored form."""
        return cls(
            counts=stored["counts"],
            lines=tuple(map(_of_stored, stored["lines"])),
            refusals=tuple(RefusedRow(**refused) for refused in stored["refusals"]),
            new_roles=tuple(stored["new_roles"]),
            labels=tuple(stored["labels"]),
            meetings=stored["meetings"],
            spared=tuple(map(_of_stored, stored["spared"])),
        )


def _of_stored(line: dict[str, Any]) -> Line:
    changes = tuple(Change(**change) for change in line["changes"])
    return Line(**{**line, "kind": Kind(line["kind"]), "changes": changes})


def difference(
    decisions: Sequence[Decision],
    refusals: Sequence[Refusal],
    new_roles: Sequence[str],
    losses: Mapping[str, Loss],
    spared: Sequence[Decision] = (),
) -> Preview:
    """Put decisions into words; `losses` are by attendance."""
    counts = Counter(decision.kind.value for decision in decisions)
    counts["refused"] = len(refusals)
    if spared:
        counts["spared"] = len(spared)
    titles = labels()
    lines = [_line(one, losses) for one in decisions if one.kind is not Kind.UNCHANGED]
    return Preview(
        counts=dict(counts),
        lines=tuple(lines),
        refusals=tuple(
            RefusedRow(one.number, titles[one.field] if one.field else "", one.words)
            for one in sorted(refusals, key=lambda one: one.number)
        ),
        new_roles=tuple(new_roles),
        labels=tuple(dict.fromkeys(one.row.ticket for one in decisions if one.row.ticket)),
        meetings=len({id_ for one in decisions for id_ in _loss(one, losses).meetings}),
        spared=tuple(_line(one, losses) for one in spared),
    )


def _loss(decision: Decision, losses: Mapping[str, Loss]) -> Loss:
    return losses.get(decision.leaver or "", Loss())


def _line(decision: Decision, losses: Mapping[str, Loss]) -> Line:
    stored, now, loss = decision.stored, decision.now, _loss(decision, losses)
    return Line(
        number=decision.row.number,
        kind=decision.kind,
        reference=shown_reference(decision.row.source, decision.row.reference),
        name=now.name or (stored.told.name if stored else ""),
        email=now.email or "",
        role=now.role,
        changes=_changes(decision),
        leaves=(stored.told.email or "") if stored and decision.leaves else "",
        wishes=loss.wishes,
        meetings=len(loss.meetings),
        wanted=decision.row.email or "" if decision.kind is Kind.KEPT else "",
        is_barred=decision.barred,
        is_idle=not decision.writes,
    )


def _changes(decision: Decision) -> tuple[Change, ...]:
    before, now = decision.before, decision.now
    titles = dict[str, str]([*labels().items(), ("role", _("Role"))])
    if before is None:
        if decision.kind is Kind.CHANGED:  # somebody who is here already, now with a ticket
            name = ticket_name(decision.row.source, decision.row.reference)
            return (Change(_("Ticket"), "", name),)
        return ()
    return tuple(
        Change(titles[label], _shown(before, name), _shown(now, name))
        for name, label in FIELDS
        if getattr(before, name) != getattr(now, name)
    )


def _shown(told: Told, name: str) -> str:
    value = getattr(told, name)
    if isinstance(value, TicketStatus):
        return {
            TicketStatus.VALID: _("valid"),
            TicketStatus.PENDING: _("not paid yet"),
            TicketStatus.CANCELLED: _("cancelled"),
        }[value]
    return ", ".join(value) if isinstance(value, tuple) else value or ""
