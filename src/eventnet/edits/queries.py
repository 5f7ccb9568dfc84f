"""Reads of edits: those of an event, and those of words that stand in somebody's profile."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.edits.models import Edit, EditKind, EditTouch
from eventnet.edits.words import in_words
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.people.called import called
from eventnet.people.topics import word_news

TOLD_FOR = timedelta(days=30)
"""So long a profile says that a word in it was changed."""


@dataclass(frozen=True)
class MadeEdit:
    """An edit, and who made it and undid it, as the organizers know them."""

    edit: Edit
    by: str
    undone_by: str


def count_edits(session: Session, event_id: str) -> int:
    """Count the edits of an event."""
    return session.exec(
        select(func.count()).select_from(Edit).where(Edit.event_id == event_id)
    ).one()


def edits_of(
    session: Session,
    event: Event,
    *,
    addresses: bool,
    offset: int = 0,
    limit: int | None = None,
) -> list[MadeEdit]:
    """Return the edits of an event, the latest first; see `called` for `addresses`."""
    query = (
        select(Edit).where(Edit.event_id == event.id).order_by(col(Edit.at).desc(), col(Edit.id))
    )
    edits = session.exec(query.offset(offset).limit(limit)).all()
    whose = {who for one in edits for who in (one.account_id, one.undone_by)}
    names = called(session, event, whose, addresses=addresses)
    return [
        MadeEdit(one, names.get(one.account_id or "", ""), names.get(one.undone_by or "", ""))
        for one in edits
    ]


def words_changed(session: Session, membership_id: str) -> list[str]:
    """Return what became of words in somebody's profile lately, in words, the latest first."""
    query = (
        select(Edit)
        .join(EditTouch, col(EditTouch.edit_id) == Edit.id)
        .where(
            EditTouch.membership_id == membership_id,
            col(Edit.kind).in_([EditKind.WORD_RENAMED, EditKind.WORDS_MERGED]),
            col(Edit.undone_at).is_(None),
            col(Edit.at) > clock.now() - TOLD_FOR,
        )
        .order_by(col(Edit.at).desc())
    )
    return [
        _("The organizers changed a word: %(what)s.", what=in_words(one))
        for one in session.exec(query)
    ]


word_news.append(words_changed)
