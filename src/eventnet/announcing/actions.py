"""Announce, take it back, and read one away."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet import audit, clock
from eventnet.announcing.models import Announcement, AnnouncementDismissal, Hearers
from eventnet.announcing.queries import for_attendee
from eventnet.announcing.telling import letters_of, mail_announcement
from eventnet.database import insert_missing, lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.events.roles import find_role
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.mail.outbox import call_back
from eventnet.tokens import fingerprint


@dataclass(frozen=True)
class Said:
    """What is announced: the words, to whom, until when, and whether a mail says it too."""

    words: str
    to: Hearers
    role_id: str | None
    ends_at: datetime
    urgent: bool


def announce(session: Session, event: Event, key: str, said: Said, by: str) -> Announcement:
    """Announce something. `key` names it, so that a form that is sent twice says it once."""
    made_id = fingerprint(f"{event.id} {key}")[:20]  # what a browser sends is nobody's id
    with writing(session):
        # Of two that say it at once, the second finds it said; and its role goes before, or stays.
        lock(session, Event, event.id)
        if said.role_id is not None:
            find_role(session, event.id, said.role_id)
        known = session.get(Announcement, made_id)
        if known is not None:
            if known.words != said.words:
                raise Conflict(_("This page has announced something already. It stands below."))
            return known
        now = clock.now()
        made = Announcement(
            id=made_id, event_id=event.id, created_at=now, changed_at=now, **vars(said)
        )
        session.add(made)
        audit.record(
            session,
            "announcement.made",
            account_id=by,
            event_id=event.id,
            subject=made_id,
            to=said.to.value,
            role=said.role_id,
            urgent=said.urgent,
        )
        if said.urgent:
            enqueue(session, mail_announcement, made_id)
        return made


def take_back(session: Session, event: Event, announcement_id: str, by: str) -> None:
    """Let an announcement stand nowhere any more, and its mails that have not left stay here.

    Doing so again changes nothing.
    """
    with writing(session):
        found = _held(session, event, announcement_id)
        if found.taken_back_at is None:
            found.taken_back_at = found.changed_at = clock.now()
            session.add(found)
            call_back(session, letters_of(announcement_id))
            audit.record(
                session,
                "announcement.taken_back",
                account_id=by,
                event_id=event.id,
                subject=announcement_id,
            )


def dismiss(session: Session, event: Event, attendance: Attendance, announcement_id: str) -> None:
    """Read an announcement away, for oneself alone. Again changes nothing."""
    with writing(session):
        done = session.get(AnnouncementDismissal, (announcement_id, attendance.id))
        mine = {one.id for one in for_attendee(session, event, attendance)}
        if done is None and announcement_id not in mine:
            raise _nothing()
        row = {
            "announcement_id": announcement_id,
            "attendance_id": attendance.id,
            "at": clock.now(),
        }
        insert_missing(session, AnnouncementDismissal, [row])


def _held(session: Session, event: Event, announcement_id: str) -> Announcement:
    found = lock(session, Announcement, announcement_id)
    if found is None or found.event_id != event.id:
        raise _nothing()
    return found


def _nothing() -> NotFound:
    return NotFound(_("There is no such announcement, or it was taken back."))
