"""Erasing for good, by the clock: the events whose deletion was not taken back."""

from dataclasses import dataclass

from sqlmodel import Session, col, delete, or_, select, update

from eventnet import audit, clock, erasing
from eventnet.accounts.models import SignInLink
from eventnet.affinities.actions import mark_stale
from eventnet.audit import AuditEntry
from eventnet.closing.rows import erase_rows, ids_of
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.images import drop_image
from eventnet.jobs import Ground, forget, job, one_by_one
from eventnet.mail.models import OutboxMail

KEPT_IN_THE_TRAIL = ("event.created", "event.deleted", "event.taken_back")
"""That there was an event, at which address, and who deleted it when."""


@dataclass(frozen=True)
class Doomed:
    """An event that is to be erased, as far as what has no key to it names it."""

    id: str
    slug: str
    community_id: str
    logo: str | None


Step = erasing.Step[Doomed]


def erase_mails(_ground: Ground, session: Session, event: Doomed) -> None:
    """Erase the mails about it, and where links to sign in would have led on to it."""
    here = f"/e/{event.slug}"
    leads = or_(
        col(SignInLink.next) == here,
        col(SignInLink.next).startswith(f"{here}/", autoescape=True),
        col(SignInLink.next).startswith(f"{here}?", autoescape=True),
    )
    with writing(session):
        session.exec(delete(OutboxMail).where(col(OutboxMail.event_id) == event.id))
        session.exec(update(SignInLink).where(leads).values(next="/"))


def erase_from_trail(_ground: Ground, session: Session, event: Doomed) -> None:
    """Erase what was done at it, and to whom."""
    with writing(session):
        session.exec(
            delete(AuditEntry).where(
                col(AuditEntry.event_id) == event.id,
                col(AuditEntry.deed).not_in(KEPT_IN_THE_TRAIL),
            )
        )


def erase_logo(ground: Ground, _session: Session, event: Doomed) -> None:
    """Erase its picture on the disk."""
    drop_image(ground.settings.files_dir, event.logo)


def erase_from_jobs(_ground: Ground, session: Session, event: Doomed) -> None:
    """Forget the jobs that were given an id of it."""
    forget(session, ids_of(session, event.id))


def erase_all_rows(_ground: Ground, session: Session, event: Doomed) -> None:
    """Erase what is of it, a little at a time, so that others write in between."""
    erase_rows(session, event.id)


def erase_event(_ground: Ground, session: Session, event: Doomed) -> None:
    """Erase the event itself, and with it what came in meanwhile; who met there has not met."""
    with writing(session):
        held = lock(session, Event, event.id)
        if held is None:
            return
        session.delete(held)
        session.flush()
        others = select(Event.id).where(Event.community_id == event.community_id)
        for one in session.exec(others.order_by(col(Event.id))).all():
            mark_stale(session, one)
        audit.record(session, "event.erased", community_id=event.community_id)


STEPS: tuple[Step, ...] = (
    erase_logo,
    erase_from_jobs,
    erase_mails,
    erase_all_rows,
    erase_from_trail,
    erase_event,
)


@job("slow", cron="*/10 * * * *")
def erase_deleted_events(ground: Ground) -> None:
    """Erase the events whose time has come; one that cannot be keeps no other waiting."""
    with ground.sessions() as session:
        due = select(Event.id).where(col(Event.erase_at) <= clock.now())
        events = session.exec(due.order_by(col(Event.erase_at), col(Event.id))).all()
    one_by_one("event", events, lambda event_id: erase(ground, event_id))


def erase(ground: Ground, event_id: str) -> None:
    """Erase one event."""
    erasing.take_steps(ground, event_id, _doomed, STEPS)


def _doomed(session: Session, event_id: str) -> Doomed | None:
    """Return the event if it is to be erased by now; None if it is gone, or was taken back."""
    event = session.get(Event, event_id)
    if event is None or event.erase_at is None or event.erase_at > clock.now():
        return None
    return Doomed(event.id, event.slug, event.community_id, event.logo)
