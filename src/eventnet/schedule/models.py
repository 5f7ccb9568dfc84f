"""Tables of the schedule: calendar addresses, what somebody has seen, and their reminders."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc


class CalendarAddress(SQLModel, table=True):
    """The generation of an attendee's calendar address: the next one makes older ones void.

    Without a row it is the first.
    """

    __tablename__ = "calendar_address"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    generation: int
    renewed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ScheduleLook(SQLModel, table=True):
    """What stood in somebody's days when they last said that they had seen them.

    Without a row they have seen nothing. `seen` has, by meeting, its slot, its table and its state.
    """

    __tablename__ = "schedule_look"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    seen: dict[str, list[str]] = Field(default_factory=dict, sa_type=JSON)
    seen_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ReminderChoice(SQLModel, table=True):
    """Of what somebody wants to be reminded at an event; without a row, the evening before."""

    __tablename__ = "reminder_choice"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    evening: bool = True
    minutes: bool = Field(default=False, description="ten minutes before each meeting")
