"""Which state of an event a scenario was worked out with, so that an old answer says so."""

import hashlib
import json

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.absence.models import BusyTime, FreeAnyway
from eventnet.accounts.models import Account
from eventnet.affinities.models import AffinityState
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance, Event, Slot, Unavailable
from eventnet.events.queries import present, roles, slots
from eventnet.events.roles import pairs_set
from eventnet.programme.models import Star


def edition_of(session: Session, event: Event) -> str:
    """Return what stands for all that a scenario rests on: the set-up, the people, their wishes.

    It is made of counts where rows are many: it tells that something changed, and not what.
    """
    state = session.get(AffinityState, event.id)
    told = [
        event.ask_unchosen,
        event.schedule_version,
        state.changes if state else 0,
        [
            (slot.id, str(slot.starts_at), slot.minutes, slot.tables)
            for slot in slots(session, event.id)
            if slot.starts_at > clock.now()
        ],
        [(role.id, role.floor, role.max_meetings) for role in roles(session, event.id)],
        sorted(pairs_set(session, event.id)),
        _people(session, event.id),
        _absences(session, event.id),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:20]


def _people(session: Session, event_id: str) -> list[tuple[object, ...]]:
    """Count those who are there by all that decides how they are planned."""
    decisive = (
        col(Attendance.role_id),
        col(Attendance.consent),
        col(Attendance.max_meetings),
        col(Attendance.afar),
        col(Attendance.stand).is_(None),
        col(Attendance.paused_at).is_(None),
    )
    query = (
        select(*decisive, func.count())  # type: ignore[call-overload]
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event_id, present())
        .group_by(*decisive)
    )
    return sorted((tuple(row) for row in session.exec(query)), key=str)


def _absences(session: Session, event_id: str) -> list[int]:
    """Count what keeps people away, of each kind."""
    closed = (
        select(func.count())
        .select_from(Unavailable)
        .join(Slot, col(Slot.id) == Unavailable.slot_id)
        .where(Slot.event_id == event_id)
    )
    found = [session.exec(closed).one()]
    for table in (BusyTime, FreeAnyway, Star):
        query = (
            select(func.count())
            .select_from(table)
            .join(Attendance, col(Attendance.id) == table.attendance_id)
            .where(Attendance.event_id == event_id)
        )
        found.append(session.exec(query).one())
    return found
