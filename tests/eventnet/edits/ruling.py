"""A visitor and an investor, what is between them, and what an edit of rules tells them."""

from typing import Any

from sqlmodel import Session, col, select

from eventnet.edits.models import Edit
from eventnet.edits.telling import tell_edit
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.requests.making import ask
from tests.factories import (
    an_attendee,
)

Two = tuple[Attendance, Attendance]


def of(session: Session, model: Any, key: str) -> Any:
    """Return a row as it is now."""
    session.rollback()
    return session.get_one(model, key)


def mails(session: Session, ground: Ground, made: Edit) -> dict[str, str]:
    """Let an edit be told; return to whom, and under which subject."""
    tell_edit.work(ground, made.id)
    session.rollback()
    once = col(OutboxMail.once).startswith(f"edit:{made.id}:")
    return dict(session.exec(select(OutboxMail.to, OutboxMail.subject).where(once)).all())


def asked_of_another(session: Session, event: Event, two: Two) -> str:
    """Let the visitor ask another investor; return the id of the request."""
    third = an_attendee(session, event, "Cy", "cy@example.org", role="Investor")
    return ask(session, event, two[0].id, third.id, slot_id=None, message="").id
