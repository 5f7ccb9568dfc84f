"""The table of requests."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_MESSAGE = 1000
LONGEST_REPLY = 1000


class RequestKind(StrEnum):
    """What is asked for: a meeting, or another time for one that there is."""

    MEET = "meet"
    MOVE = "move"


class RequestState(StrEnum):
    """What has become of a request. While it waits it holds neither time nor table."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    MOOT = "moot"
    """Overtaken: a plan brought the two together, or the meeting is elsewhere or off."""
    LEFT = "left"
    """One of the two no longer attends."""
    BARRED = "barred"
    """The organizers decided meanwhile that the two, by their roles, do not meet."""


class MeetingRequest(SQLModel, table=True):
    """One attendee asks another. Of each two at most one request waits, whoever asked."""

    __tablename__ = "meeting_request"
    __table_args__ = (
        Index(
            "meeting_request_waits_once",
            "pair_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    kind: RequestKind = Field(sa_type=Choice(RequestKind))
    from_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    to_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    pair_id: str = Field(description="the two, whoever asked")
    awaits_id: str = Field(
        foreign_key="attendance.id",
        ondelete="CASCADE",
        index=True,
        description="whose answer it waits for",
    )
    slot_id: str | None = Field(
        default=None, foreign_key="slot.id", description="the time that is proposed; None: any"
    )
    message: str = Field(default="", max_length=LONGEST_MESSAGE)
    reply: str = Field(default="", max_length=LONGEST_REPLY, description="what was said to it last")
    state: RequestState = Field(default=RequestState.WAITING, sa_type=Choice(RequestState))
    expires_at: datetime = Field(sa_type=Utc, index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    sequence: int = Field(default=0, description="of what was said of it; only grows")
    cause_id: str | None = Field(
        default=None, description="of the attendance that changed it last; None: nobody's word"
    )
    answered: bool = Field(default=False, description="whether the one who was asked said anything")
    meeting_id: str | None = Field(
        default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True
    )
    old_slot_id: str | None = Field(
        default=None, foreign_key="slot.id", description="when the meeting to be moved stood then"
    )


def pair_of(one_id: str, other_id: str) -> str:
    """Return what two attendances are called together, in either order."""
    return "|".join(sorted((one_id, other_id)))
