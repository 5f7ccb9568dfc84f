"""The table of calendar addresses."""

from datetime import datetime

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
