"""What speaks for somebody: that they answer, and that they keep their meetings.

It is said kindly and only upwards: a sentence, or nothing. There is no figure, none for a low
share, nothing below a handful, and nothing by which two people could be put in an order. It rests
on what they did with asks, and on meetings of which both say the same.
"""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from eventnet.asks.models import AskChoice, AskTurn, TurnState
from eventnet.events.models import Attendance
from eventnet.i18n import gettext as _
from eventnet.outcomes.models import Happened, Outcome

HANDFUL = 5
MOST_ANSWERED, KEPT = 0.6, 0.9
"""From which share on something is said."""
OURS, THEIRS = aliased(Outcome), aliased(Outcome)


def reliability(session: Session, member_id: str) -> list[str]:
    """Return what speaks for a member, in sentences; in as many statements for one as for many."""
    said = []
    if _answers_most(session, member_id):
        said.append(_("Answers most of what reaches them."))
    if _keeps_meetings(session, member_id):
        said.append(_("Keeps their meetings."))
    return said


def shown_reliability(session: Session, member_id: str) -> list[str]:
    """Return what others read of that: nothing where the member does not want it."""
    choice = session.get(AskChoice, member_id)
    if choice is not None and not choice.shows_reliability:
        return []
    return reliability(session, member_id)


def _answers_most(session: Session, member_id: str) -> bool:
    """Count what reached them and is settled; what they had no time for before its end does not."""
    query = (
        select(AskTurn.state, func.count())
        .where(
            AskTurn.member_id == member_id,
            col(AskTurn.asked_at).is_not(None),
            col(AskTurn.state).in_((TurnState.ANSWERED, TurnState.PASSED)),
        )
        .group_by(col(AskTurn.state))
    )
    counts = dict(session.exec(query).all())
    answered = counts.get(TurnState.ANSWERED, 0)
    settled = sum(counts.values())
    return settled >= HANDFUL and answered >= MOST_ANSWERED * settled


def _keeps_meetings(session: Session, member_id: str) -> bool:
    """Count the meetings of which both say that it took place, or both that this one missed it."""
    both_yes = (OURS.happened == Happened.YES) & (THEIRS.happened == Happened.YES)
    missed = (OURS.happened == Happened.I_MISSED) & (THEIRS.happened == Happened.THEY_MISSED)
    query = (
        select(OURS.happened, func.count())
        .join(Attendance, col(Attendance.id) == OURS.attendance_id)
        .join(
            THEIRS,
            (col(THEIRS.meeting_id) == OURS.meeting_id)
            & (col(THEIRS.attendance_id) != OURS.attendance_id),
        )
        .where(Attendance.membership_id == member_id, or_(both_yes, missed))
        .group_by(col(OURS.happened))
    )
    counts = dict(session.exec(query).all())
    settled = sum(counts.values())
    kept = counts.get(Happened.YES, 0)
    return settled >= HANDFUL and kept >= KEPT * settled
