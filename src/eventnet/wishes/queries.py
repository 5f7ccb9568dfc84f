"""Reads of wishes, always of one's own."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from eventnet.wishes.models import Wish, WishKind


def wishes_of(
    session: Session, attendance_id: str, to_ids: Sequence[str] | None = None
) -> dict[str, WishKind]:
    """Return what an attendee wishes of whom, the latest first; of `to_ids` only, if given."""
    query = select(Wish).where(Wish.from_id == attendance_id)
    if to_ids is not None:
        query = query.where(col(Wish.to_id).in_(to_ids))
    wishes = session.exec(query.order_by(col(Wish.created_at).desc(), col(Wish.to_id)))
    return {wish.to_id: wish.kind for wish in wishes}
