"""Letting people in: account, membership, profile and attendance from what their ticket says.

One way for one and for many: a ticket import, the link for joining, and the demo all come here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from eventnet.accounts.models import Account
from eventnet.accounts.queries import accounts_by_email
from eventnet.accounts.reserving import refuse_reserved
from eventnet.arrivals.actions.interests import fill_interests
from eventnet.arrivals.actions.words import Said, fill_profiles
from eventnet.arrivals.guest import Guest
from eventnet.arrivals.roles import roles_for
from eventnet.batches import batches
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, lock, writing
from eventnet.events.models import Attendance, Event
from eventnet.people.search.index import index_profiles


def admit(
    session: Session,
    event: Event,
    *,
    email: str,
    name: str,
    organization: str = "",
    headline: str = "",
    role: str = "",
    stand: str | None = None,
) -> Attendance:
    """Let one person in and return their attendance; doing it again changes nothing."""
    guest = Guest(email, name, organization, headline, role, stand)
    with writing(session):
        key = admit_all(session, event, [guest])[email]
        return session.get_one(Attendance, key, populate_existing=True)


def admit_all(
    session: Session,
    event: Event,
    guests: Sequence[Guest],
    before: Mapping[str, Guest] | None = None,
) -> dict[str, str]:
    """Let many people in, each address once; return the id of each address's attendance.

    `before` tells what an earlier ticket said of an address: what still is the ticket's own
    follows the ticket. The number of statements grows with the batches only.
    """
    before = before or {}
    with writing(session):
        event_id, community_id = event.id, event.community_id
        lock(session, Event, event_id)  # one at a time: an import beside another, or beside a link
        roles = roles_for(session, event_id, {guest.role for guest in guests})
        admitted: dict[str, str] = {}
        made: set[str] = set()
        for batch in batches(guests):
            members = _members(session, community_id, batch, made)
            said = [Said(members[one.email], one, before.get(one.email)) for one in batch]
            spoken = fill_profiles(session, community_id, said)
            spoken += fill_interests(session, community_id, said)
            index_profiles(session, set(spoken))
            admitted |= _attendances(session, event_id, said, roles)
        if made:
            refuse_reserved(session, made)
    return admitted


def _members(
    session: Session, community_id: str, guests: Sequence[Guest], made: set[str]
) -> dict[str, str]:
    """Return the membership of each address, made where it is missing.

    The addresses that have a new account are added to those `made`.
    """
    emails = {guest.email for guest in guests}
    accounts = accounts_by_email(session, emails)
    if missing := emails - accounts.keys():
        made |= missing
        insert_missing(session, Account, [{"email": email} for email in sorted(missing)])
        accounts = accounts_by_email(session, emails)
    ids = list(dict.fromkeys(accounts.values()))
    members = _memberships(session, community_id, ids)
    if strangers := [id_ for id_ in ids if id_ not in members]:
        rows = [{"community_id": community_id, "account_id": id_} for id_ in strangers]
        insert_missing(session, Membership, rows)
        members = _memberships(session, community_id, ids)
    gone = [
        members[accounts[guest.email]].id
        for guest in guests
        if guest.returns
        and members[accounts[guest.email]].left_at
        and not members[accounts[guest.email]].removed_at
    ]
    if gone:
        session.execute(update(Membership).where(col(Membership.id).in_(gone)).values(left_at=None))
    return {email: members[id_].id for email, id_ in accounts.items()}


def _memberships(session: Session, community_id: str, account_ids: list[str]) -> dict[str, Any]:
    known = select(
        col(Membership.account_id),
        col(Membership.id),
        col(Membership.left_at),
        col(Membership.removed_at),
    ).where(
        col(Membership.community_id) == community_id,
        col(Membership.account_id).in_(account_ids),
    )
    return {row[0]: row for row in session.execute(known)}


def _attendances(
    session: Session, event_id: str, said: Sequence[Said], roles: Mapping[str, str]
) -> dict[str, str]:
    """Return the attendance of each address, made where it is missing, changed where need be."""
    members = [one.membership_id for one in said]
    there = _find(session, event_id, members)
    fresh = [
        {
            "event_id": event_id,
            "membership_id": one.membership_id,
            "role_id": roles[one.now.role],
            "stand": one.now.stand or None,
        }
        for one in said
        if one.membership_id not in there
    ]
    changes = [
        change
        for one in said
        if (row := there.get(one.membership_id)) and (change := _change(one, row, roles))
    ]
    if changes:
        session.execute(update(Attendance), changes)
    if fresh:
        insert_missing(session, Attendance, fresh)
        there = _find(session, event_id, members)
    return {one.now.email: there[one.membership_id].id for one in said}


def _find(session: Session, event_id: str, membership_ids: list[str]) -> dict[str, Any]:
    known = select(
        col(Attendance.membership_id),
        col(Attendance.id),
        col(Attendance.role_id),
        col(Attendance.stand),
        col(Attendance.left_at),
        col(Attendance.removed),
    ).where(col(Attendance.event_id) == event_id, col(Attendance.membership_id).in_(membership_ids))
    return {row[0]: row for row in session.execute(known)}


def _change(said: Said, row: Any, roles: Mapping[str, str]) -> dict[str, Any] | None:
    """Return how the attendance changes; role and stand that an organizer set by hand stay."""
    now, before = said.now, said.before
    returns = row.left_at is not None and now.returns and not row.removed
    role_id, stand = row.role_id, row.stand
    if now.role and (returns or before is None or before.role != now.role):
        role_id = roles[now.role]
    if now.stand if before is None else before.stand != now.stand:
        stand = now.stand or None
    left_at = None if returns else row.left_at
    if (role_id, stand, left_at) == (row.role_id, row.stand, row.left_at):
        return None
    return {"id": row.id, "role_id": role_id, "stand": stand, "left_at": left_at}
