"""What they and others had together: it goes for both."""

from sqlmodel import Session, col, delete, select

from eventnet.database import writing
from eventnet.erasure.tracks import Tracks
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.messages.models import Conversation, ConversationSide


def erase_what_was_between(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase meetings with what came of them, and conversations with what was reported of them.

    Requests, contacts, wishes and notes point to an attendance, and go when it goes.
    """
    with writing(session):
        met = select(MeetingSide.meeting_id).where(
            col(MeetingSide.attendance_id).in_(tracks.attendance_ids)
        )
        session.exec(delete(Meeting).where(col(Meeting.id).in_(met)))
        talked = select(ConversationSide.conversation_id).where(
            col(ConversationSide.attendance_id).in_(tracks.attendance_ids)
        )
        session.exec(delete(Conversation).where(col(Conversation.id).in_(talked)))
