"""A file's tickets examined against the event as it is now: decisions, and what they would cost."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Select, func, select
from sqlmodel import Session, col

from eventnet import clock
from eventnet.accounts.queries import every_address
from eventnet.accounts.reserving import in_words, reserved
from eventnet.arrivals.comparison import (
    ENTERS,
    STAYS,
    Claim,
    Decision,
    Here,
    Kind,
    compare,
    remaining,
)
from eventnet.arrivals.corrections import Correction, corrections
from eventnet.arrivals.difference import Loss, Preview, difference
from eventnet.arrivals.queries import removed_addresses
from eventnet.arrivals.readers import Refusal
from eventnet.arrivals.reading import Choices, Reading
from eventnet.arrivals.roles import roles_by_name
from eventnet.arrivals.told import Stored, holders, stored_tickets, tell
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Slot
from eventnet.i18n import gettext as _
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.wishes.models import Wish, WishKind


@dataclass(frozen=True)
class Examination:
    """What is to be done, row by row."""

    decisions: list[Decision]
    refusals: list[Refusal]
    new_roles: list[str]
    attending: dict[str, str]
    """Who attends now, and keeps their address: attendance by address."""
    held: dict[str, Stored]
    """The ticket that each address comes with now."""
    spared: list[Decision] = field(default_factory=list)
    """What would take somebody's place away, and is left out."""

    @property
    def corrected(self) -> list[Correction]:
        """The accounts that take another address."""
        return [
            one.correction
            for one in self.decisions
            if one.correction and one.kind is Kind.READDRESSED
        ]

    @property
    def leaving(self) -> list[str]:
        """The attendances that end."""
        return _leaving(self.decisions)


def _leaving(decisions: Sequence[Decision]) -> list[str]:
    return [one.leaver for one in decisions if one.leaver]


def examine(
    session: Session,
    event: Event,
    reading: Reading,
    choices: Choices,
    *,
    hold: bool = False,
    spare: bool = False,
) -> Examination:
    """Decide about every row of a file, in a constant number of queries.

    With `hold` the accounts that take another address are held until the transaction ends. With
    `spare` the rows by which somebody would lose their place are left out.
    """
    tickets = [_renamed(one, choices) for one in stored_tickets(session, event.id)]
    claims = _claims(session, event, reading, choices, tickets, hold=hold)
    attending = attending_addresses(session, event.id)
    kept = {email: in_words(email, one.until) for email, one in reserved(session).items()}
    here = Here(attending, removed_addresses(session, event.id), kept)
    decisions, doubles = compare(claims, tickets, here)
    spared: list[Decision] = []
    # What another row counted on may not come about; hence again, until nobody loses anything.
    while spare and (ending := [one for one in decisions if one.leaves]):
        spared += ending
        left_out = {one.row.number for one in ending}
        claims = [one for one in claims if one.row.number not in left_out]
        decisions, doubles = compare(claims, tickets, here)
    refusals = reading.refusals + doubles
    new_roles = _new_roles(session, event.id, decisions)
    staying = remaining(attending, decisions)
    return Examination(decisions, refusals, new_roles, staying, holders(tickets), spared)


def _renamed(ticket: Stored, choices: Choices) -> Stored:
    """Return a ticket with its role called as it is called now."""
    name = choices.renamed.get(ticket.told.role.casefold())
    return ticket._replace(told=replace(ticket.told, role=name)) if name else ticket


def _claims(
    session: Session,
    event: Event,
    reading: Reading,
    choices: Choices,
    tickets: Sequence[Stored],
    *,
    hold: bool,
) -> list[Claim]:
    known = {(ticket.source, ticket.reference): ticket for ticket in tickets}
    tells_stands = bool(reading.mapping.of("stand"))
    claims = []
    for row in reading.tickets:
        stored = known.get((row.source, row.reference))
        before = stored.told if stored else None
        now = tell(row, before, tells_stands=tells_stands, roles=choices.roles)
        claims.append(Claim(row, stored, now))
    told = [(claim.stored, claim.now) for claim in claims if claim.stored]
    found = corrections(session, event, told, hold=hold)
    return [_corrected(one, found.get(one.stored.id if one.stored else "")) for one in claims]


def _corrected(claim: Claim, correction: Correction | None) -> Claim:
    if correction and correction.keeps and claim.before:
        kept = replace(claim.now, email=correction.old)
        return replace(claim, now=kept, correction=correction)
    return replace(claim, correction=correction)


def preview_of(session: Session, examined: Examination) -> Preview:
    """Put an examination into words, with what goes with those who leave."""
    losses = _losses(session, [*examined.leaving, *_leaving(examined.spared)])
    return difference(
        examined.decisions, examined.refusals, examined.new_roles, losses, examined.spared
    )


def attending_addresses(session: Session, event_id: str) -> dict[str, str]:
    """Return who attends: attendance by address."""
    known = every_address()
    query = (
        select(known.c.email, col(Attendance.id))
        .join(Membership, col(Membership.account_id) == known.c.account_id)
        .join(Attendance, col(Attendance.membership_id) == Membership.id)
        .where(col(Attendance.event_id) == event_id, col(Attendance.left_at).is_(None))
    )
    return {row.email: row.id for row in session.execute(query)}


def _new_roles(session: Session, event_id: str, decisions: list[Decision]) -> list[str]:
    known = roles_by_name(session, event_id)
    wanted = {
        one.now.role.casefold(): one.now.role
        for one in decisions
        if one.now.lets_in and one.kind in ENTERS | STAYS
    }
    if "" in wanted and not known:
        wanted[""] = _("Attendee")
    return sorted(name for key, name in wanted.items() if name and key not in known)


def _losses(session: Session, attendance_ids: list[str]) -> dict[str, Loss]:
    """Return what goes with each attendance. A veto is nobody's business."""
    wishes: dict[str, int] = {}
    meetings: dict[str, set[str]] = {}
    for batch in batches(attendance_ids):
        made = (
            select(col(Wish.from_id), func.count())
            .where(col(Wish.from_id).in_(batch), col(Wish.kind) != WishKind.AVOID)
            .group_by(col(Wish.from_id))
        )
        wishes |= _counts(session, made)
        ahead = (
            select(col(MeetingSide.attendance_id), col(Meeting.id))
            .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
            .join(Slot, col(Slot.id) == Meeting.slot_id)
            .where(
                col(MeetingSide.attendance_id).in_(batch),
                col(Meeting.live),
                col(Slot.starts_at) > clock.now(),
            )
        )
        for attendance_id, meeting_id in session.execute(ahead):
            meetings.setdefault(attendance_id, set()).add(meeting_id)
    return {
        key: Loss(wishes.get(key, 0), frozenset(meetings.get(key, ()))) for key in attendance_ids
    }


def _counts(session: Session, query: Select[str, int]) -> dict[str, int]:
    return {key: count for key, count in session.execute(query).all()}  # noqa: C416 - rows
