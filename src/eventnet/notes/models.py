"""The table of notes."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc

LONGEST = 2000


class Note(SQLModel, table=True):
    """What one attendee keeps of another; only they ever see it. None says nothing at all."""

    from_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    to_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    bookmarked: bool = False
    words: str = Field(default="", max_length=LONGEST)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
