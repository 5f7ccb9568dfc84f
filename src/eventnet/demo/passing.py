"""What happens between publishing and the days themselves, when the demo skips them."""

from sqlmodel import Session, col, select, update

from eventnet import clock
from eventnet.database import writing
from eventnet.meetings.changes import become
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState


def say_yes(session: Session) -> None:
    """Let all who are asked for a yes give it, so that it is not their silence that is met."""
    with writing(session):
        waiting = select(Meeting.id).where(Meeting.state == MeetingState.WAITING)
        ids = session.exec(waiting).all()
        session.exec(
            update(MeetingSide)
            .where(col(MeetingSide.meeting_id).in_(waiting), col(MeetingSide.answer).is_(None))
            .values(answer=Answer.YES, answered_at=clock.now())
            .execution_options(synchronize_session=False)
        )
        become(session, ids, MeetingState.CONFIRMED, cause_id=None)
