"""The people of whom somebody keeps something: bookmarked, noted, or both."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from eventnet.events.models import Attendance
from eventnet.notes.models import Note
from eventnet.notes.queries import notes_of
from eventnet.people.directory import Wanted, fits, people
from eventnet.people.queries import PersonView, tint
from eventnet.people.search.match import MOST_WORDS
from eventnet.people.search.words import words_of
from eventnet.people.viewers import Viewer


def find_saved(session: Session, viewer: Viewer, words: str) -> dict[str, Note]:
    """Return what the viewer keeps of whom, the latest first, narrowed by words if there are any.

    They are looked for in one's own notes, and in what people show to the viewer.
    """
    if viewer.attendance_id is None:
        return {}
    kept = notes_of(session, viewer.attendance_id)
    if not words.strip():
        return kept
    noted = select(Note.to_id).where(Note.from_id == viewer.attendance_id)
    fit = people(col(Attendance.id)).where(
        *fits(session, viewer, Wanted(words=words)), col(Attendance.id).in_(noted)
    )
    shown = set(session.connection().execute(fit).scalars())
    return {key: note for key, note in kept.items() if key in shown or holds(note.words, words)}


def holds(text: str, query: str) -> bool:
    """Say whether a text has every word of a query, the last one perhaps as a beginning."""
    *whole, last = words_of(query)[:MOST_WORDS] or [""]
    there = words_of(text)
    return bool(last) and set(whole) <= set(there) and any(word.startswith(last) for word in there)


def face_of(people: Mapping[str, PersonView], attendance_id: str) -> PersonView:
    """Return somebody as they are seen now; of who left or hides, nothing, and no page."""
    person = people.get(attendance_id)
    if person is not None and person.name:
        return person
    return PersonView(attendance_id, tint=tint(attendance_id), has_page=False)
