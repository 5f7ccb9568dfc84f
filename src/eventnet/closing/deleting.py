"""Verbs of deleting an event: begin, and take it back as long as that can be done."""

from sqlmodel import Session, col, delete

from eventnet import audit, clock
from eventnet.closing.lost import lost
from eventnet.closing.telling import letters_of, tell_attendees, tell_organizers, tell_taken_back
from eventnet.database import shut_gate, writing
from eventnet.errors import Gone, Refused
from eventnet.events.actions import held
from eventnet.events.closed import GRACE, gate_of
from eventnet.forms import clean_line
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import PROMISED, call_back


class NotItsName(Refused):
    """What was typed is not what the event is called."""


def delete_event(session: Session, event_id: str, name: str, by: str) -> None:
    """Let an event be found nowhere, and be erased in a while. Again changes nothing.

    Changes under way end first. Mails that still wait about it are not sent.
    """
    with writing(session):
        shut_gate(session, gate_of(event_id))
        event = held(session, event_id)
        if clean_line(name) != clean_line(event.name):
            raise NotItsName(
                _("The event is called %(event)s. Type that, to delete it.", event=event.name)
            )
        if event.erase_at is not None:
            return
        event.erase_at = clock.now() + GRACE
        session.add(event)
        people = lost(session, event_id).people
        audit.record(
            session,
            "event.deleted",
            account_id=by,
            event_id=event_id,
            community_id=event.community_id,
            slug=event.slug,
            people=people,
        )
        _send_no_more(session, event_id)
        enqueue(session, tell_organizers, event_id, event.erase_at.isoformat(), by)
        enqueue(session, tell_attendees, event_id, event.erase_at.isoformat())


def _send_no_more(session: Session, event_id: str) -> None:
    session.exec(
        delete(OutboxMail).where(
            col(OutboxMail.event_id) == event_id,
            col(OutboxMail.kind).not_in(PROMISED),
            col(OutboxMail.sent_at).is_(None),
            col(OutboxMail.claimed_at).is_(None),
        )
    )


def take_back(session: Session, event_id: str, by: str) -> None:
    """Let a deleted event be there again, as it was. Again changes nothing."""
    with writing(session):
        event = held(session, event_id)
        if event.erase_at is None:
            return
        if event.erase_at <= clock.now():
            raise Gone(_("The days in which this could be taken back are over."))
        marked, event.erase_at = event.erase_at.isoformat(), None
        session.add(event)
        audit.record(
            session,
            "event.taken_back",
            account_id=by,
            event_id=event_id,
            community_id=event.community_id,
        )
        call_back(session, letters_of(event_id, marked))
        enqueue(session, tell_taken_back, event_id, marked)
