"""The questions of an event, copied with it; nobody's answers come along."""

from sqlmodel import Session

from eventnet.event_questions.models import EventQuestion
from eventnet.event_questions.queries import questions_of
from eventnet.events.copying import on_copied


def copy_questions(session: Session, source_id: str, event_id: str) -> None:
    """Ask at a copied event what the other asks."""
    for one in questions_of(session, source_id):
        fields = one.model_dump(exclude={"id", "event_id", "created_at"})
        session.add(EventQuestion(event_id=event_id, **fields))


on_copied.append(copy_questions)
