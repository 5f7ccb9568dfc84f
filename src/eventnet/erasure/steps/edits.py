"""What organizers' edits keep of somebody, so that they could be undone: ids alone."""

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, and_, col, or_, select

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.edits.models import Edit, EditKind, EditTouch
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground


def erase_from_edits(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Take somebody out of what undoing an edit needs: of them nothing is put back any more."""
    mine = (
        select(EditTouch.edit_id)
        .join(Membership, col(Membership.id) == EditTouch.membership_id)
        .where(Membership.account_id == tracks.account_id)
    )
    # A role that went is remembered with everybody who had it, also those who no longer attended.
    roles = (col(Edit.event_id).in_(tracks.event_ids), Edit.kind == EditKind.ROLE_OUT)
    with writing(session):
        query = select(Edit).where(or_(col(Edit.id).in_(mine), and_(*roles)))
        edits = session.exec(query.with_for_update()).all()
        for edit in edits:
            edit.inverse = without(edit.inverse, tracks.ids)
            session.add(edit)


def without(value: Any, ids: Collection[str]) -> Any:
    """Return a document without the entries that name one of these ids."""
    if isinstance(value, dict):
        return {key: without(one, ids) for key, one in value.items() if key not in ids}
    if isinstance(value, list):
        return [without(one, ids) for one in value if not _names(one, ids)]
    return value


def _names(entry: Any, ids: Collection[str]) -> bool:
    """Say whether an entry of a list names one of the ids itself, and not in what it contains."""
    if isinstance(entry, str):
        return entry in ids
    parts = entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ()
    return any(isinstance(one, str) and one in ids for one in parts)
