"""Holding an ask: before it all whom it concerns, in the order of their ids, as everybody does.

So two who end the same ask, or one who ends it and an account that is erased, do not wait for each
other for ever; and of two asks that reach for the same person each counts what the other brings.
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet.asks.models import Ask, AskTurn
from eventnet.communities.models import Membership
from eventnet.database import lock


def hold_members(session: Session, member_ids: Collection[str]) -> None:
    """Hold these members; rows that only point to them are written by others meanwhile."""
    query = select(Membership.id).where(col(Membership.id).in_(member_ids))
    query = query.order_by(col(Membership.id)).with_for_update(key_share=True)
    session.exec(query).all()


def hold_ask(session: Session, ask_id: str, *besides: str) -> Ask | None:
    """Return an ask as it is now, held; None if there is none."""
    asker = session.exec(select(Ask.by_id).where(Ask.id == ask_id)).all()
    put = session.exec(select(AskTurn.member_id).where(AskTurn.ask_id == ask_id)).all()
    hold_members(session, {*asker, *put, *besides})
    return lock(session, Ask, ask_id)
