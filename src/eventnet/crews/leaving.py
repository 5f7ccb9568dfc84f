"""Whoever leaves a community is in none of its crews, and the briefs they wrote end."""

from sqlmodel import Session, col, delete, select

from eventnet import clock
from eventnet.communities.actions import on_left
from eventnet.crews.models import LIVE, BriefState, CrewBrief, CrewSeat
from eventnet.database import lock


def let_go(session: Session, member_id: str) -> None:
    """End what a member wrote and give up their seats, in the caller's transaction."""
    own = select(CrewBrief.id).where(CrewBrief.by_id == member_id, col(CrewBrief.state).in_(LIVE))
    for brief_id in sorted(session.exec(own).all()):
        brief = lock(session, CrewBrief, brief_id)
        if brief is not None and brief.state in LIVE:
            brief.state, brief.ended_at = BriefState.ENDED, clock.now()
            session.add(brief)
    session.exec(delete(CrewSeat).where(col(CrewSeat.member_id) == member_id))


on_left.append(let_go)
