"""A file against what we know: what each row would do. Nothing is written here.

A ticket is the same ticket if its source and reference are. One address is one person, so a second
valid ticket for an address is refused in words, unless the first is given up in the same file.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from eventnet.arrivals.corrections import Correction
from eventnet.arrivals.models import TicketStatus
from eventnet.arrivals.readers import Refusal, TicketRow
from eventnet.arrivals.references import ticket_name
from eventnet.arrivals.told import Stored, Told, holders
from eventnet.i18n import gettext as _


class Kind(StrEnum):
    """What a row does."""

    NEW = "new"
    RESTORED = "restored"
    MOVED = "moved"
    CHANGED = "changed"
    READDRESSED = "readdressed"
    CANCELLED = "cancelled"
    KEPT = "kept"
    BARRED = "barred"
    WAITING = "waiting"
    AWAY = "away"
    UNCHANGED = "unchanged"


ENTERS = frozenset({Kind.NEW, Kind.RESTORED, Kind.MOVED})
LEAVES = frozenset({Kind.CANCELLED, Kind.MOVED})
STAYS = frozenset({Kind.CHANGED, Kind.READDRESSED, Kind.KEPT})


@dataclass(frozen=True)
class Here:
    """Who is at the event: attendances by address; and the addresses that organizers removed.

    And why the addresses that are kept for somebody else can be nobody's for now, in words.
    """

    attending: Mapping[str, str] = field(default_factory=dict)
    removed: Collection[str] = frozenset()
    reserved: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Claim:
    """A row that tells something of a ticket."""

    row: TicketRow
    stored: Stored | None
    now: Told
    correction: Correction | None = None
    """That the holder is the one we know, now with another address."""

    @property
    def before(self) -> Told | None:
        """What the ticket told before."""
        return self.stored.told if self.stored else None

    @property
    def is_held(self) -> bool:
        """Whether it goes on letting in whom it let in before."""
        before = self.before
        return before is not None and before.lets_in and before.email == self.now.email


@dataclass(frozen=True)
class Decision(Claim):
    """A row, the ticket that it is about, and what comes of it."""

    kind: Kind = Kind.UNCHANGED
    leaves: bool = False
    """Whether the ticket's earlier holder has no other ticket."""
    barred: bool = False
    """Whether an organizer removed whom it names, so that it lets nobody in."""

    @property
    def leaver(self) -> str | None:
        """The attendance that ends by it."""
        return self.stored.attendance_id if self.stored and self.leaves else None

    @property
    def writes(self) -> bool:
        """Whether the ticket tells something else than before."""
        return self.now != self.before


def compare(
    claims: Sequence[Claim], tickets: Sequence[Stored], here: Here
) -> tuple[list[Decision], list[Refusal]]:
    """Decide about each claim, given all tickets of the event and who is there."""
    accepted, refusals = _one_each(claims, tickets, here.reserved)
    told = {claim.stored.id for claim in accepted if claim.stored}
    kept = {claim.now.email for claim in accepted if claim.now.lets_in} | {
        ticket.told.email for ticket in tickets if ticket.told.lets_in and ticket.id not in told
    }
    here = replace(here, attending=remaining(here.attending, accepted))
    return [_decide(claim, here, kept) for claim in accepted], refusals


def remaining(attending: Mapping[str, str], claims: Sequence[Claim]) -> dict[str, str]:
    """Return who attends by address, once the addresses that change have changed."""
    gone = _vacated(claims)
    return {email: key for email, key in attending.items() if email not in gone}


def _vacated(claims: Sequence[Claim]) -> set[str]:
    """Return the addresses that accounts give up for another."""
    return {claim.correction.old for claim in claims if claim.correction and claim.correction.takes}


def _one_each(
    claims: Sequence[Claim], tickets: Sequence[Stored], reserved: Mapping[str, str]
) -> tuple[list[Claim], list[Refusal]]:
    """Refuse claims to an address that another ticket, or somebody else's account, has or may get.

    A refused row leaves its ticket as it was, so that it may have an address which another row
    counted on; hence again, until nothing more is refused.
    """
    refused: dict[str, Refusal] = {}
    held = holders(tickets)
    while True:
        left = [claim for claim in claims if claim.row.reference not in refused]
        told = {claim.stored.id for claim in left if claim.stored}
        taken = {
            email: ticket_name(ticket.source, ticket.reference)
            for email, ticket in held.items()
            if ticket.id not in told
        }
        vacated = _vacated(left)
        before = len(refused)
        for claim in sorted(left, key=lambda one: (not one.is_held, one.row.number)):
            if not claim.now.lets_in or claim.now.email is None:
                continue
            if claim.now.email in reserved:
                words = reserved[claim.now.email]
                refused[claim.row.reference] = Refusal(claim.row.number, "email", words)
            elif claim.now.email in taken:
                refused[claim.row.reference] = _twice(claim, taken[claim.now.email])
            elif claim.correction and claim.correction.is_blocked(vacated):
                refused[claim.row.reference] = _somebody_elses(claim)
            else:
                taken[claim.now.email] = ticket_name(claim.row.source, claim.row.reference)
        if len(refused) == before:
            return left, sorted(refused.values(), key=lambda one: one.number)


def _twice(claim: Claim, holder: str) -> Refusal:
    words = _(
        "%(email)s already comes with another ticket: %(holder)s. One address is one person: give "
        "the holder of this ticket an address of their own, or cancel the other ticket first.",
        email=claim.now.email,
        holder=holder,
    )
    return Refusal(claim.row.number, "email", words)


def _somebody_elses(claim: Claim) -> Refusal:
    words = _(
        "%(name)s had %(old)s so far, and %(email)s is the address of somebody else here. If both "
        "are the same person, cancel this ticket in the shop and give them one with %(email)s; "
        "otherwise give this ticket an address of its own.",
        name=claim.now.name,
        old=claim.before.email if claim.before else "",
        email=claim.now.email,
    )
    return Refusal(claim.row.number, "email", words)


def _decide(claim: Claim, here: Here, kept: set[str | None]) -> Decision:
    before, barred = claim.before, claim.now.lets_in and claim.now.email in here.removed
    kind = _kind(claim, here.attending)
    decided = Decision(**vars(claim), kind=kind, barred=barred)
    if kind in LEAVES and before is not None:
        if before.email not in kept:
            # Whose ticket goes to somebody who stays out loses it all the same.
            return replace(decided, leaves=True, kind=Kind.CANCELLED if barred else kind)
        if kind is Kind.CANCELLED:
            return replace(decided, kind=Kind.CHANGED)
    return replace(decided, kind=Kind.BARRED) if barred else decided


def _kind(claim: Claim, attending: Mapping[str, str]) -> Kind:
    now, before = claim.now, claim.before
    if claim.correction and claim.correction.keeps:
        return Kind.KEPT
    if claim.correction:
        return Kind.READDRESSED if claim.correction.takes else Kind.CHANGED
    if now == before:
        return Kind.UNCHANGED
    if before is not None and before.lets_in:
        if not now.lets_in:
            return Kind.CANCELLED
        return Kind.CHANGED if now.email == before.email else Kind.MOVED
    if now.lets_in:
        if now.email in attending:
            return Kind.CHANGED
        return Kind.RESTORED if claim.stored and claim.stored.attendance_id else Kind.NEW
    return Kind.AWAY if now.status is TicketStatus.CANCELLED else Kind.WAITING
