"""Who reads an ask: its asker, those whom it was put to, and everybody once it is open."""

from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, exists, or_, select

from eventnet.accounts.models import Account
from eventnet.asks.models import Ask, AskState, AskTurn, Reach, TurnState
from eventnet.communities.models import Membership
from eventnet.people.silence import is_heard_by, unheard_members
from eventnet.people.viewers import met_by

IN_HAND = (TurnState.WAITING, TurnState.ANSWERED, TurnState.PASSED)


def asker_is_here() -> ColumnElement[bool]:
    """Return the condition that the one who asks is still in the community, and on the site."""
    return exists().where(
        col(Membership.id) == Ask.by_id,
        col(Account.id) == Membership.account_id,
        col(Membership.left_at).is_(None),
        col(Account.deactivated_at).is_(None),
    )


def find_ask(session: Session, member: Membership, ask_id: str) -> Ask | None:
    """Return an ask that a member may read; None if it is not theirs to read."""
    query = select(Ask).where(Ask.id == ask_id, Ask.community_id == member.community_id)
    found = session.exec(query.where(asker_is_here())).one_or_none()
    if found is None or found.by_id == member.id or may_answer(session, member, found):
        return found
    return None


def may_answer(session: Session, member: Membership, ask: Ask) -> bool:
    """Say whether an ask is put to a member, by a wave or as one that is open to them.

    Where they want to hear nothing of an asker whom it names, it is as if it were taken back.
    """
    if ask.by_id == member.id or ask.community_id != member.community_id:
        return False
    if ask.state is AskState.TAKEN_BACK or not _asker_here(session, ask):
        return False
    turn = session.get(AskTurn, (ask.id, member.id), populate_existing=True)
    put = turn is not None and turn.state in (*IN_HAND, TurnState.ENDED)
    if not put and not _is_open_to(session, member, ask):
        return False
    return not tells_asker(ask, turn) or is_heard_by(session, member.id, ask.by_id)


def tells_asker(ask: Ask, turn: AskTurn | None) -> bool:
    """Say whether whoever has this turn reads who asks: at once, or as soon as they answer.

    What does not say whose it is stays where it is, of whomever they want to hear nothing: that
    it went would tell them whose it was.
    """
    return ask.named or (turn is not None and turn.state is TurnState.ANSWERED)


def _asker_here(session: Session, ask: Ask) -> bool:
    return session.exec(select(Ask.id).where(Ask.id == ask.id, asker_is_here())).first() is not None


def _is_open_to(session: Session, member: Membership, ask: Ask) -> bool:
    if ask.state is not AskState.OPEN or not ask.may_open:
        return False
    return ask.reach is Reach.COMMUNITY or ask.by_id in met_by(session, [member.id])[member.id]


def open_asks(session: Session, member: Membership) -> list[Ask]:
    """Return the asks that are open to a member, the newest first; their own among them."""
    query = select(Ask).where(
        Ask.community_id == member.community_id,
        Ask.state == AskState.OPEN,
        col(Ask.may_open),
        asker_is_here(),
    )
    found = session.exec(query.order_by(col(Ask.escalated_at).desc(), col(Ask.id))).all()
    met = met_by(session, [member.id])[member.id]
    apart = unheard_members(session, member.id, {ask.by_id for ask in found if ask.named})
    return [
        ask
        for ask in found
        if (not ask.named or ask.by_id not in apart)
        and (ask.reach is Reach.COMMUNITY or ask.by_id in met or ask.by_id == member.id)
    ]


def put_to(session: Session, member_id: str, *conditions: Any) -> list[tuple[Ask, AskTurn]]:
    """Return the asks that were put to a member, the latest first, of those whom they hear."""
    query = (
        select(Ask, AskTurn)
        .join(AskTurn, col(AskTurn.ask_id) == Ask.id)
        .where(AskTurn.member_id == member_id, asker_is_here(), *conditions)
        .order_by(col(AskTurn.changed_at).desc(), col(Ask.id))
    )
    rows = session.exec(query).all()
    named = {ask.by_id for ask, turn in rows if tells_asker(ask, turn)}
    apart = unheard_members(session, member_id, named) if named else set()
    return [two for two in rows if not tells_asker(*two) or two[0].by_id not in apart]


def waits() -> ColumnElement[bool]:
    """Return the condition that an ask waits for the one whose turn it is."""
    return and_(
        AskTurn.state == TurnState.WAITING,
        or_(Ask.state == AskState.GOING, Ask.state == AskState.OPEN),
    )
