"""Verbs of those who are invited: yes, no, and what they choose for all crews."""

from sqlmodel import Session, col, delete

from eventnet import clock
from eventnet.asks.holding import hold_members
from eventnet.communities.models import Membership
from eventnet.crews.actions.grouping import follow
from eventnet.crews.holding import hold_brief, no_such_crew
from eventnet.crews.models import CrewChoice, CrewSeat, SeatState
from eventnet.crews.reading import may_answer
from eventnet.crews.telling import tell_yes
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue


def answer(session: Session, member: Membership, brief_id: str, *, yes: bool) -> None:
    """Say yes or no to a crew; who has said yes can step out. The same again changes nothing."""
    with writing(session):
        brief = hold_brief(session, brief_id, member.id)
        seat = session.get(CrewSeat, (brief_id, member.id), populate_existing=True)
        if brief is None or seat is None or not may_answer(session, member, brief, seat):
            raise no_such_crew()
        if seat.state is (SeatState.YES if yes else SeatState.NO):
            return
        if seat.state is SeatState.NO:
            raise Conflict(_("You said no to this crew already, and your place may be taken."))
        if yes and brief.until < clock.now().date():
            raise Conflict(_("The last day to say yes has passed."))
        seat.state, seat.changed_at = (SeatState.YES if yes else SeatState.NO), clock.now()
        session.add(seat)
        if yes:
            follow(session, brief, member.id)
            enqueue(session, tell_yes, brief_id, member.id)


def choose(session: Session, member_id: str, *, may_be_suggested: bool) -> None:
    """Say whether I may be suggested for crews.

    Whoever may not is no longer among those picked, who know nothing of it and are not invited.
    """
    picked = (col(CrewSeat.member_id) == member_id, col(CrewSeat.state) == SeatState.PICKED)
    with writing(session):
        hold_members(session, [member_id])  # who invites them holds them too
        if not may_be_suggested:
            session.exec(delete(CrewSeat).where(*picked))
        choice = session.get(CrewChoice, member_id, populate_existing=True) or CrewChoice(
            member_id=member_id, may_be_suggested=may_be_suggested
        )
        choice.may_be_suggested = may_be_suggested
        session.add(choice)
