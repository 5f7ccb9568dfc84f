"""What they and others had together: it goes for both."""

from sqlmodel import Session, col, delete, func, select

from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.erasure.tracks import Tracks
from eventnet.feeds.models import FeedAddress
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.messages.models import Conversation, ConversationSide
from eventnet.rounds.models import RoundTalk, RoundTalkSide


def erase_what_was_between(_ground: Ground, session: Session, tracks: Tracks) -> None:
    """Erase meetings, talks and conversations with what came of them, and was reported of them.

    Others' addresses of feeds about them are void, and go too.

    Of a talk of three that of the others remains. Requests, contacts, wishes and notes point to an
    attendance, and go when it goes.
    """
    with writing(session):
        met = select(MeetingSide.meeting_id).where(
            col(MeetingSide.attendance_id).in_(tracks.attendance_ids)
        )
        session.exec(delete(Meeting).where(col(Meeting.id).in_(met)))
        own = select(RoundTalkSide.talk_id).join(
            Membership, col(Membership.id) == RoundTalkSide.membership_id
        )
        of_two = (
            select(RoundTalkSide.talk_id)
            .where(
                col(RoundTalkSide.talk_id).in_(
                    own.where(Membership.account_id == tracks.account_id)
                )
            )
            .group_by(col(RoundTalkSide.talk_id))
            .having(func.count() <= 2)
        )
        session.exec(delete(RoundTalk).where(col(RoundTalk.id).in_(of_two)))
        talked = select(ConversationSide.conversation_id).where(
            col(ConversationSide.attendance_id).in_(tracks.attendance_ids)
        )
        session.exec(delete(Conversation).where(col(Conversation.id).in_(talked)))
        members = select(Membership.id).where(Membership.account_id == tracks.account_id)
        session.exec(delete(FeedAddress).where(col(FeedAddress.about_id).in_(members)))
