"""The audit trail: the deed stays, and not who it was."""

from typing import Any

from sqlalchemy import String, cast
from sqlmodel import Session, col, or_, select

from eventnet.audit import ERASED, AuditEntry
from eventnet.database import writing
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground


def erase_from_trail(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Put a word for nobody where the trail tells who did something, or to whom."""
    words = sorted(tracks.ids | tracks.emails)
    detail = cast(col(AuditEntry.detail), String)
    about = or_(
        AuditEntry.account_id == tracks.account_id,
        col(AuditEntry.subject).in_(words),
        *(detail.contains(word, autoescape=True) for word in words),
    )
    with writing(session):
        for entry in session.exec(select(AuditEntry).where(about)):
            if entry.account_id == tracks.account_id:
                entry.account_id = ERASED
            if entry.subject in tracks.ids | tracks.emails:
                entry.subject = ERASED
            entry.detail = _nameless(entry.detail, words)
            session.add(entry)


def _nameless(value: Any, words: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _nameless(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [_nameless(inner, words) for inner in value]
    if isinstance(value, str) and any(word in value for word in words):
        return ERASED
    return value
