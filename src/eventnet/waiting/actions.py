"""Verbs of the waiting list: onto it, off it, and up from it.

The event is held by each that counts places or lets somebody in, as every admission holds it, so
of two who come for the last place the second finds it taken.
"""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, delete, select

from eventnet import audit
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.joining import let_in_all, said_before, wait_instead
from eventnet.arrivals.guest import Guest
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.events.actions import held
from eventnet.events.models import Event, Role
from eventnet.events.policies import find_attendance
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.jobs import enqueue
from eventnet.mail.outbox import post
from eventnet.settings import Settings
from eventnet.waiting.letters import removed_letter
from eventnet.waiting.models import WaitingGuest
from eventnet.waiting.queries import (
    InLine,
    count_line,
    free_places,
    in_line,
    line,
    place_of,
    settled,
)
from eventnet.waiting.telling import News, tell_waiting

AT_A_TIME = 200
"""So many are let in while others wait for the event, or on SQLite for any writing."""


def keep(session: Session, event: Event, guest: Guest) -> bool:
    """Put whoever joins on the waiting list if no place is free for them; return whether.

    The event is held by the caller. Whoever waits already keeps their place in the line.
    """
    free = free_places(session, event)
    if free is None or free > count_line(session, event.id):
        return False
    account = ensure_account(session, guest.email)
    session.flush()
    if find_attendance(session, event.id, account.id) is not None:
        return False
    if place_of(session, event.id, account.id) is None:
        _put(session, event, account, guest)
    return True


def _put(session: Session, event: Event, account: Account, guest: Guest) -> None:
    session.exec(
        delete(WaitingGuest).where(  # of an earlier time, after which they came in and left
            col(WaitingGuest.event_id) == event.id, col(WaitingGuest.account_id) == account.id
        )
    )
    row = WaitingGuest(
        event_id=event.id,
        account_id=account.id,
        name=guest.name,
        organization=guest.organization,
        role=guest.role,
    )
    session.add(row)
    session.flush()
    enqueue(session, tell_waiting, event.id, account.id, row.since.isoformat(), News.WAITS.value)


def leave_line(session: Session, event_id: str, account_id: str) -> bool:
    """Wait no longer; return whether they did. Doing so again changes nothing."""
    mine = delete(WaitingGuest).where(
        col(WaitingGuest.event_id) == event_id, col(WaitingGuest.account_id) == account_id
    )
    with writing(session):
        return session.exec(mine).rowcount > 0


def set_places(session: Session, event_id: str, places: int | None, by: str) -> int:
    """Say how many places there are; let in at once whom more places have room for: how many.

    Nobody loses their place where there are fewer.
    """
    with writing(session):
        event = held(session, event_id)
        event.places = places
        session.add(event)
        audit.record(session, "waiting.places", account_id=by, event_id=event_id, places=places)
    return move_up(session, event_id)


def move_up(session: Session, event_id: str) -> int:
    """Let in from the front of the line as many as there are free places; return how many.

    The line of an archived or deleted event stands still. So many at a time are let in that others
    can write in between.
    """
    came = 0
    while some := _move_some(session, event_id):
        came += some
    return came


def _move_some(session: Session, event_id: str) -> int:
    with writing(session):
        event = lock(session, Event, event_id)
        if event is None or event.archived_at is not None or event.erase_at is not None:
            return 0
        session.exec(
            delete(WaitingGuest).where(col(WaitingGuest.event_id) == event_id, settled()),
            execution_options={"synchronize_session": False},
        )
        free = free_places(session, event)
        most = AT_A_TIME if free is None else min(free, AT_A_TIME)
        return len(_let_up(session, event, line(session, event_id, limit=most)))


def move_up_now(session: Session, event_id: str, waiting_id: str, by: str) -> None:
    """Let somebody in before their turn, also where no place is free."""
    with writing(session):
        event = held(session, event_id)
        one = _in_line(session, event_id, waiting_id)
        came = _let_up(session, event, [one])
        if not came:
            raise _no_longer()
        audit.record(session, "waiting.moved_up", account_id=by, event_id=event_id, subject=came[0])


def remove(
    session: Session, settings: Settings, event_id: str, waiting_id: str, *, said: str, by: str
) -> None:
    """Take somebody off the list, and tell them, with a word of the organizers."""
    with writing(session):
        event = held(session, event_id)
        one = _in_line(session, event_id, waiting_id)
        session.delete(one.row)
        account = session.get_one(Account, one.row.account_id)
        post(session, settings, one.email, removed_letter(event, account, one.row, said))
        audit.record(
            session, "waiting.removed", account_id=by, event_id=event_id, subject=account.id
        )


def _in_line(session: Session, event_id: str, waiting_id: str) -> InLine:
    found = in_line(session, event_id, waiting_id)
    if found is None:
        raise _no_longer()
    return found


def _no_longer() -> NotFound:
    return NotFound(_("They do not wait any more: they have a place, or left the line."))


def _let_up(session: Session, event: Event, some: Sequence[InLine]) -> list[str]:
    """Let these in, without whoever has left the line a moment ago; return their attendances."""
    still = _held_guests(session, [one.row.id for one in some])
    up = [one for one in some if one.row.id in still]
    roles = set(session.exec(select(Role.name).where(Role.event_id == event.id)))
    guests = [
        Guest(
            one.email,
            one.row.name,
            one.row.organization,
            role=one.row.role if one.row.role in roles else "",
        )
        for one in up
    ]
    told = [(one.row.account_id, one.row.since.isoformat()) for one in up]
    session.exec(
        delete(WaitingGuest).where(col(WaitingGuest.id).in_(still)),
        execution_options={"synchronize_session": False},
    )
    came = let_in_all(session, event, guests)
    for account_id, since in told:
        enqueue(session, tell_waiting, event.id, account_id, since, News.UP.value)
    return [came[guest.email] for guest in guests if guest.email in came]


def _held_guests(session: Session, ids: Collection[str]) -> set[str]:
    """Return which of these wait, held: whoever leaves the line comes before or after."""
    query = select(WaitingGuest.id).where(col(WaitingGuest.id).in_(ids))
    return set(session.exec(query.order_by(col(WaitingGuest.id)).with_for_update()))


def say_before(session: Session, event: Event) -> str:
    """Say to whoever is about to join that they will have to wait, and behind how many."""
    free = free_places(session, event)
    ahead = count_line(session, event.id) if free is not None else 0
    if free is None or free > ahead:
        return ""
    if not ahead:
        return _("All places are taken. Whoever joins now waits for one, as the first in the line.")
    return ngettext(
        "All places are taken. Whoever joins now waits for one, and %(num)d person is ahead.",
        "All places are taken. Whoever joins now waits for one, and %(num)d people are ahead.",
        ahead,
    )


wait_instead.append(keep)
said_before.append(say_before)
