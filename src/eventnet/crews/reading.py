"""Who reads a brief: whoever wrote it, those invited, and those who said yes. Nobody reads a no."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.crews.models import LIVE, CrewBrief, CrewSeat, SeatState
from eventnet.people.silence import is_heard_by, unheard_members


def author_is_here() -> ColumnElement[bool]:
    """Return the condition that whoever wrote a brief is still here."""
    return exists().where(
        col(Membership.id) == CrewBrief.by_id,
        col(Account.id) == Membership.account_id,
        col(Membership.left_at).is_(None),
        col(Account.deactivated_at).is_(None),
    )


def find_brief(
    session: Session, member: Membership, brief_id: str
) -> tuple[CrewBrief, CrewSeat | None] | None:
    """Return a brief that a member may read, with their seat; None if it is not theirs to read."""
    query = select(CrewBrief).where(
        CrewBrief.id == brief_id, CrewBrief.community_id == member.community_id, author_is_here()
    )
    brief = session.exec(query).one_or_none()
    if brief is None:
        return None
    if brief.by_id == member.id:
        return brief, None
    seat = session.get(CrewSeat, (brief_id, member.id))
    if seat is None or not may_answer(session, member, brief, seat):
        return None
    return (brief, seat) if seat.state is not SeatState.NO else None


def may_answer(session: Session, member: Membership, brief: CrewBrief, seat: CrewSeat) -> bool:
    """Say whether a brief is put to whoever has this seat.

    Where they want to hear nothing of whoever wrote it, it is as if they had not been invited.
    """
    if brief.state not in LIVE and seat.state is not SeatState.YES:
        return False
    asked = seat.state in (SeatState.INVITED, SeatState.YES, SeatState.NO)
    here = session.exec(select(CrewBrief.id).where(CrewBrief.id == brief.id, author_is_here()))
    return asked and here.first() is not None and is_heard_by(session, member.id, brief.by_id)


def put_to(
    session: Session, member: Membership, state: SeatState
) -> Sequence[tuple[CrewBrief, CrewSeat]]:
    """Return the briefs to which a member stands so, the latest first, of those whom they hear."""
    query = (
        select(CrewBrief, CrewSeat)
        .join(CrewSeat, col(CrewSeat.brief_id) == CrewBrief.id)
        .where(
            CrewSeat.member_id == member.id,
            CrewSeat.state == state,
            CrewBrief.community_id == member.community_id,
            author_is_here(),
        )
        .order_by(col(CrewSeat.changed_at).desc(), col(CrewBrief.id))
    )
    if state is SeatState.INVITED:
        query = query.where(
            col(CrewBrief.state).in_(LIVE), col(CrewBrief.until) >= clock.now().date()
        )
    rows = session.exec(query).all()
    apart = unheard_members(session, member.id, {brief.by_id for brief, _seat in rows})
    return [two for two in rows if two[0].by_id not in apart]


def own_briefs(session: Session, member: Membership) -> Sequence[CrewBrief]:
    """Return what a member wrote, the latest first."""
    query = select(CrewBrief).where(CrewBrief.by_id == member.id)
    return session.exec(query.order_by(col(CrewBrief.created_at).desc(), col(CrewBrief.id))).all()
