"""Keep somebody in mind, write a note on them, and let go of either.

Each is one statement or two that hold the one row of the pair, so that a bookmark and a note that
are saved at the same time both stay.
"""

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, delete, update

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import NotFound
from eventnet.events.models import Attendance, Event
from eventnet.i18n import gettext as _
from eventnet.notes.models import Note


def bookmark(session: Session, event: Event, from_id: str, to_id: str) -> None:
    """Keep somebody in mind. That the one may see the other is for the caller to ask."""
    _keep(session, event, from_id, to_id, bookmarked=True)


def take_bookmark_away(session: Session, from_id: str, to_id: str) -> None:
    """Keep somebody no longer in mind; a note on them stays."""
    _let_go(session, from_id, to_id, bookmarked=False)


def write_note(session: Session, event: Event, from_id: str, to_id: str, words: str) -> None:
    """Write a note on somebody, in place of the one before; without words there is none.

    That the one may see the other is for the caller to ask.
    """
    if words:
        _keep(session, event, from_id, to_id, words=words)
    else:
        _let_go(session, from_id, to_id, words="")


def _keep(session: Session, event: Event, from_id: str, to_id: str, **kept: bool | str) -> None:
    with writing(session):
        _find_other(session, event, from_id, to_id)
        dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
        usual = {"bookmarked": False, "words": "", "changed_at": clock.now()}
        statement = dialect.insert(Note).values(
            from_id=from_id, to_id=to_id, event_id=event.id, **(usual | kept)
        )
        changed = {name: statement.excluded[name] for name in (*kept, "changed_at")}
        session.connection().execute(
            statement.on_conflict_do_update(index_elements=["from_id", "to_id"], set_=changed)
        )


def _let_go(session: Session, from_id: str, to_id: str, **kept: bool | str) -> None:
    pair = (col(Note.from_id) == from_id, col(Note.to_id) == to_id)
    with writing(session):
        session.exec(update(Note).where(*pair).values(**kept))
        says_nothing = (col(Note.bookmarked).is_(False), col(Note.words) == "")
        session.exec(delete(Note).where(*pair, *says_nothing))


def _find_other(session: Session, event: Event, from_id: str, to_id: str) -> None:
    other = session.get(Attendance, to_id)
    if other is None or other.event_id != event.id or other.left_at or other.id == from_id:
        raise NotFound(_("There is no such person at this event, or they are not shown to you."))
