"""Reads of notes, always of one's own."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from eventnet.notes.models import Note


def notes_of(
    session: Session, attendance_id: str, to_ids: Sequence[str] | None = None
) -> dict[str, Note]:
    """Return what an attendee keeps of whom, the latest first; of `to_ids` only, if given."""
    query = select(Note).where(Note.from_id == attendance_id)
    if to_ids is not None:
        query = query.where(col(Note.to_id).in_(to_ids))
    notes = session.exec(query.order_by(col(Note.changed_at).desc(), col(Note.to_id)))
    return {note.to_id: note for note in notes}


def bookmarked(session: Session, attendance_id: str, to_ids: Sequence[str]) -> set[str]:
    """Return whom of these an attendee has bookmarked."""
    query = select(Note.to_id).where(
        Note.from_id == attendance_id, col(Note.to_id).in_(to_ids), col(Note.bookmarked)
    )
    return set(session.exec(query))
