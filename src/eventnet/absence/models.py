"""Tables of absence: somebody's own calendar, when it says busy, and what they make of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class Trouble(StrEnum):
    """Why a calendar could not be read."""

    STATUS = "status"
    REDIRECT = "redirect"
    HOST = "host"
    LATE = "late"
    SILENT = "silent"
    LARGE = "large"
    PAGE = "page"
    OTHER = "other"
    TRUNCATED = "truncated"
    CROWDED = "crowded"


class OwnCalendar(SQLModel, table=True):
    """Where somebody's calendar stands, and how it went when it was last read.

    Its address is as good as a password. It is shown to nobody, and written into no log.
    """

    __tablename__ = "own_calendar"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    address: str = Field(max_length=2000)
    given: str = Field(default_factory=new_id, description="another one with each address")
    given_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    asked_at: datetime = Field(
        default_factory=clock.now, sa_type=Utc, description="when to read it was last asked for"
    )
    looked_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when reading it last ended, well or not"
    )
    read_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when it last went well"
    )
    failing_since: datetime | None = Field(default=None, sa_type=Utc)
    trouble: Trouble | None = Field(default=None, sa_type=Choice(Trouble))
    status: int | None = Field(default=None, description="what the other side answered")
    failures: int = Field(default=0, description="in a row")
    left_out: int = Field(default=0, description="entries that could not be followed")
    due_at: datetime | None = Field(default=None, sa_type=Utc, index=True)
    told: list[str] = Field(
        default_factory=list, sa_type=JSON, description="clashing meetings that a mail has told of"
    )


class BusyTime(SQLModel, table=True):
    """A time within the days of the event at which a calendar says that its owner is busy."""

    __tablename__ = "busy_time"

    attendance_id: str = Field(
        foreign_key="own_calendar.attendance_id", ondelete="CASCADE", primary_key=True
    )
    starts_at: datetime = Field(sa_type=Utc, primary_key=True)
    ends_at: datetime = Field(sa_type=Utc)


class FreeAnyway(SQLModel, table=True):
    """A slot in which somebody is free whatever their calendar says."""

    __tablename__ = "free_anyway"

    attendance_id: str = Field(
        foreign_key="own_calendar.attendance_id", ondelete="CASCADE", primary_key=True
    )
    slot_id: str = Field(foreign_key="slot.id", ondelete="CASCADE", primary_key=True, index=True)
