"""The tables of messages."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id

LONGEST_MESSAGE = 2000
LONGEST_REASON = 1000


class Conversation(SQLModel, table=True):
    """Two attendees of an event who write to each other: one row, whoever began."""

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    pair_id: str = Field(unique=True, description="the two, whoever began")


class ConversationSide(SQLModel, table=True):
    """A conversation as one of its two has it. Numbers are those of messages; 0 is none."""

    __tablename__ = "conversation_side"

    conversation_id: str = Field(
        foreign_key="conversation.id", ondelete="CASCADE", primary_key=True
    )
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    other_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    latest: int = Field(default=0, description="the last message that they see")
    latest_at: datetime | None = Field(default=None, sa_type=Utc)
    heard: int = Field(default=0, description="the last one of the other's that reached them")
    read: int = Field(default=0, description="how far they have read")
    seen: int = Field(default=0, description="how far they read while they let others know")
    due_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="when a mail is due, if still unread"
    )
    mailed: bool = Field(default=False, description="a mail has left since they last read")
    blocked_at: datetime | None = Field(default=None, sa_type=Utc)


class Message(SQLModel, table=True):
    """What one of the two wrote. What was kept back is there for its writer alone, for good."""

    __table_args__ = (UniqueConstraint("conversation_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    conversation_id: str = Field(foreign_key="conversation.id", ondelete="CASCADE")
    number: int = Field(description="its place in the conversation, from 1")
    from_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    words: str = Field(max_length=LONGEST_MESSAGE)
    sent_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    delivered: bool = True


class MessageChoice(SQLModel, table=True):
    """What an attendee lets those know who write to them. No row: nothing."""

    __tablename__ = "message_choice"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    shows_reading: bool = False


class MessageReport(SQLModel, table=True):
    """One of the two shows the organizers a conversation as it was then, and says why."""

    __tablename__ = "message_report"
    __table_args__ = (
        Index(
            "message_report_waits_once",
            "conversation_id",
            "by_id",
            unique=True,
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    conversation_id: str = Field(foreign_key="conversation.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    about_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    reason: str = Field(max_length=LONGEST_REASON)
    up_to: int = Field(description="the last message that they saw then")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
