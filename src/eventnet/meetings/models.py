"""Tables of meetings and of their two sides."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class MeetingState(StrEnum):
    """What has become of a meeting. Planned ones and confirmed ones hold their slot and table."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    RELEASED = "released"
    CANCELLED = "cancelled"
    MISSED = "missed"
    """One of the two waited in vain, and met somebody else at that time; theirs is the cause."""


LIVE = (MeetingState.WAITING, MeetingState.CONFIRMED)


class Answer(StrEnum):
    """What somebody says to a meeting."""

    YES = "yes"
    NO = "no"


class Meeting(SQLModel, table=True):
    """Two people in a slot. `live` says whether it holds its slot and its table."""

    __table_args__ = (
        Index(
            "meeting_table_is_free",
            "slot_id",
            "table_number",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        Index("meeting_changed", "event_id", "changed_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    slot_id: str = Field(foreign_key="slot.id")
    table_number: int | None = Field(
        default=None, description="None at somebody's stand, and online"
    )
    place: str = Field(default="", max_length=60, description="the stand, where there is one")
    room: str | None = Field(
        default=None, max_length=60, description="of a meeting online: what nobody can guess of it"
    )
    state: MeetingState = Field(sa_type=Choice(MeetingState))
    live: bool = True
    answer_until: datetime | None = Field(default=None, sa_type=Utc)
    affinity: float = 0.0
    because: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    run_id: str | None = Field(default=None, index=True, description="the run that planned it")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    sequence: int = Field(default=0, description="of its calendar entry; only grows")
    cause_id: str | None = Field(
        default=None, description="of the attendance or run that changed it last; None: the clock"
    )
    said: str = Field(default="", max_length=500, description="by whoever called it off")


class MeetingSide(SQLModel, table=True):
    """One of the two, with their answer. Nobody has two live sides in one seat of a slot."""

    __tablename__ = "meeting_side"
    __table_args__ = (
        Index(
            "meeting_side_is_free",
            "attendance_id",
            "slot_id",
            "seat",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    slot_id: str = Field(foreign_key="slot.id")
    seat: int = 1
    live: bool = True
    answer: Answer | None = Field(default=None, sa_type=Choice(Answer))
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
