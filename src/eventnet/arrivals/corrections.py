"""An address that was put right in the shop: the same person, or the key to somebody's account?

Whoever reads an account's mail gets in, so a file may change its address only while nobody but
this event knows it: it was never used, and it is nowhere else. Any other account keeps its own
(decision 10).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlmodel import Session, col

from eventnet.accounts.addresses import on_address_changed
from eventnet.accounts.links import hold_links, void_links
from eventnet.accounts.models import Account, Identity, Login, SignInLink
from eventnet.accounts.queries import accounts_by_email
from eventnet.accounts.reserving import refuse_reserved
from eventnet.arrivals.models import Ticket
from eventnet.arrivals.told import Stored, Told
from eventnet.audit import AuditEntry
from eventnet.batches import batches
from eventnet.communities.models import MemberRole, Membership
from eventnet.events.models import Attendance, Event, Helper, Organizer


@dataclass(frozen=True)
class Correction:
    """A known person whose ticket now has another address than before."""

    account_id: str
    old: str
    """The address of the account."""
    new: str
    in_use: bool
    """Whether the account is more than what files of this event made of it."""
    taken: bool
    """Whether somebody else's account has the new address."""

    @property
    def keeps(self) -> bool:
        """Whether the account stays with its address, whatever the file says."""
        return self.in_use and self.old != self.new

    @property
    def takes(self) -> bool:
        """Whether the account takes the new address, unless somebody else has it."""
        return not self.in_use and self.old != self.new

    def is_blocked(self, vacated: set[str]) -> bool:
        """Say whether somebody else has the new address, and does not give it up themselves."""
        return self.takes and self.taken and self.new not in vacated


def is_corrected(before: Told | None, now: Told) -> bool:
    """Say whether a ticket names its holder as before, with another address."""
    return (
        before is not None
        and before.lets_in
        and now.lets_in
        and before.email != now.email
        and bool(now.name)
        and before.name.casefold() == now.name.casefold()
    )


def corrections(
    session: Session, event: Event, told: Iterable[tuple[Stored, Told]], *, hold: bool
) -> dict[str, Correction]:
    """Return by the ticket's id whose address was put right.

    With `hold` their accounts stay as they are until the transaction ends: nobody begins to use
    one in between.
    """
    asked = {
        stored.attendance_id: (stored.id, now.email or "")
        for stored, now in told
        if stored.attendance_id and is_corrected(stored.told, now)
    }
    if hold:
        for batch in batches(asked):
            known = _accounts(session, batch, hold=False)
            hold_links(session, [email for _account_id, email in known.values()])
    found: dict[str, Correction] = {}
    for batch in batches(asked):
        accounts = _accounts(session, batch, hold=hold)
        used = _in_use(session, event, [account_id for account_id, _old in accounts.values()])
        owners = accounts_by_email(session, [asked[key][1] for key in batch])
        for key, (account_id, old) in accounts.items():
            ticket_id, new = asked[key]
            taken = owners.get(new, account_id) != account_id
            found[ticket_id] = Correction(account_id, old, new, account_id in used, taken)
    return found


def correct(session: Session, event: Event, corrected: Sequence[Correction]) -> None:
    """Give accounts their new addresses; who had a mail at the old one is to be invited anew.

    Belongs inside the caller's transaction, in which the corrections were held. Two may swap.
    """
    if not corrected:
        return
    # By way of their ids, which are nobody's address, since an address is nobody else's.
    session.execute(
        update(Account), [{"id": one.account_id, "email": one.account_id} for one in corrected]
    )
    session.execute(
        update(Account), [{"id": one.account_id, "email": one.new} for one in corrected]
    )
    refuse_reserved(session, [one.new for one in corrected])
    for one in corrected:
        void_links(session, one.old)
    for batch in batches(one.account_id for one in corrected):
        mine = select(col(Membership.id)).where(col(Membership.account_id).in_(batch))
        session.execute(
            update(Attendance)
            .where(col(Attendance.event_id) == event.id, col(Attendance.membership_id).in_(mine))
            .values(invited_at=None)
        )


def follow_address(session: Session, account_id: str, old: str, new: str) -> None:
    """Let the tickets of somebody who has another address now be found under it.

    A file that still names the old one is then a correction of an account in use: it stays theirs.
    """
    mine = (
        select(col(Attendance.id))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .where(col(Membership.account_id) == account_id)
    )
    session.execute(
        update(Ticket)
        .where(col(Ticket.attendance_id).in_(mine), col(Ticket.email) == old)
        .values(email=new)
        .execution_options(synchronize_session=False)
    )


on_address_changed.append(follow_address)


def _accounts(
    session: Session, attendance_ids: Sequence[str], *, hold: bool
) -> dict[str, tuple[str, str]]:
    """Return (account, its address) of attendances."""
    query = (
        select(col(Attendance.id), col(Account.id), col(Account.email))
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Attendance.id).in_(attendance_ids))
        .order_by(col(Account.id))
    )
    if hold:
        query = query.with_for_update(of=Account)
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}


def _in_use(session: Session, event: Event, account_ids: Sequence[str]) -> set[str]:
    """Return which accounts were ever used, or are known beyond this event."""

    def has(model: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
        return exists().where(model.account_id == col(Account.id), *conditions)

    attends = exists().where(
        col(Membership.account_id) == col(Account.id),
        col(Attendance.membership_id) == col(Membership.id),
        or_(col(Attendance.event_id) != event.id, col(Attendance.confirmed_at).is_not(None)),
    )
    member = or_(
        col(Membership.community_id) != event.community_id,
        col(Membership.role) != MemberRole.MEMBER,
    )
    link = exists().where(
        col(SignInLink.email) == col(Account.email), col(SignInLink.used_at).is_not(None)
    )
    used = or_(
        col(Account.is_operator),
        col(Account.deactivated_at).is_not(None),
        has(AuditEntry),
        has(Login),
        has(Identity),
        has(Organizer),
        has(Helper),
        has(Membership, member),
        attends,
        link,
    )
    query = select(col(Account.id)).where(col(Account.id).in_(account_ids), used)
    return set(session.scalars(query))
