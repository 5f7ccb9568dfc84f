"""Verbs of the waiting list: onto it, off it, and up from it.

The event is held by each that counts places or lets somebody in, as every admission holds it, so
of two who come for the last place the second finds it taken.
"""

from sqlmodel import Session, col, delete

from eventnet import audit
from eventnet.accounts.actions import ensure_account
from eventnet.accounts.models import Account
from eventnet.arrivals.actions.joining import let_in, said_before, wait_instead
from eventnet.arrivals.guest import Guest
from eventnet.database import lock, writing
from eventnet.errors import NotFound
from eventnet.events.actions import held
from eventnet.events.models import Event
from eventnet.events.policies import find_attendance
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.jobs import enqueue
from eventnet.mail.outbox import post
from eventnet.settings import Settings
from eventnet.waiting.letters import removed_letter
from eventnet.waiting.models import WaitingGuest
from eventnet.waiting.queries import InLine, free_places, line, place_of, settled
from eventnet.waiting.telling import News, tell_waiting


def keep(session: Session, event: Event, guest: Guest) -> bool:
    """Put whoever joins on the waiting list if no place is free for them; return whether.

    The event is held by the caller. Whoever waits already keeps their place in the line.
    """
    waiting = line(session, event.id)
    free = free_places(session, event)
    if free is None or free > len(waiting):
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
    )
    session.add(row)
    session.flush()
    enqueue(session, tell_waiting, event.id, account.id, row.since.isoformat(), News.WAITS.value)


def leave_line(session: Session, event_id: str, account_id: str) -> None:
    """Wait no longer. Doing so again changes nothing."""
    with writing(session):
        session.exec(
            delete(WaitingGuest).where(
                col(WaitingGuest.event_id) == event_id, col(WaitingGuest.account_id) == account_id
            )
        )


def set_places(session: Session, event_id: str, places: int | None, by: str) -> int:
    """Say how many places there are; let in at once whom more places have room for: how many.

    Nobody loses their place where there are fewer.
    """
    with writing(session):
        event = held(session, event_id)
        event.places = places
        session.add(event)
        audit.record(session, "waiting.places", account_id=by, event_id=event_id, places=places)
        session.flush()
        return move_up(session, event_id)


def move_up(session: Session, event_id: str) -> int:
    """Let in from the front of the line as many as there are free places; return how many.

    The line of an archived or deleted event stands still.
    """
    with writing(session):
        event = lock(session, Event, event_id)
        if event is None or event.archived_at is not None or event.erase_at is not None:
            return 0
        session.exec(
            delete(WaitingGuest).where(col(WaitingGuest.event_id) == event_id, settled()),
            execution_options={"synchronize_session": False},
        )
        waiting, free = line(session, event_id), free_places(session, event)
        up = waiting if free is None else waiting[:free]
        for one in up:
            _let_up(session, event, one)
        return len(up)


def move_up_now(session: Session, event_id: str, waiting_id: str, by: str) -> None:
    """Let somebody in before their turn, also where no place is free."""
    with writing(session):
        event = held(session, event_id)
        one = _in_line(session, event_id, waiting_id)
        attendance_id = _let_up(session, event, one)
        audit.record(
            session, "waiting.moved_up", account_id=by, event_id=event_id, subject=attendance_id
        )


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
    found = next((one for one in line(session, event_id) if one.row.id == waiting_id), None)
    if found is None:
        raise NotFound(_("They do not wait any more: they have a place, or left the line."))
    return found


def _let_up(session: Session, event: Event, one: InLine) -> str:
    row = one.row
    account_id, since = row.account_id, row.since.isoformat()
    session.delete(row)
    session.flush()
    came = let_in(session, event, Guest(one.email, row.name, row.organization))
    enqueue(session, tell_waiting, event.id, account_id, since, News.UP.value)
    return came


def say_before(session: Session, event: Event) -> str:
    """Say to whoever is about to join that they will have to wait, and behind how many."""
    free = free_places(session, event)
    ahead = len(line(session, event.id)) if free is not None else 0
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
