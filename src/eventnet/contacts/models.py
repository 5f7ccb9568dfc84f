"""Tables of what each shares, by which code, and of who exchanged."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc

LONGEST_PHONE = 40


class ContactCard(SQLModel, table=True):
    """What an attendee shares with those they exchange with, and the code that leads to it."""

    __tablename__ = "contact_card"
    __table_args__ = (UniqueConstraint("event_id", "code"),)

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    code: str = Field(max_length=8)
    shares_email: bool = False
    shares_organization: bool = Field(default=False, description="with what they do, in a line")
    shares_links: bool = False
    phone: str = Field(default="", max_length=LONGEST_PHONE, description="shared if there is one")


class Contact(SQLModel, table=True):
    """Two attendees who exchanged: one row for both, the smaller id first."""

    __table_args__ = (CheckConstraint("a_id < b_id", name="in_order"),)

    a_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    b_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)

    def other(self, attendance_id: str) -> str:
        """Return the one of the two that this is not."""
        return self.b_id if attendance_id == self.a_id else self.a_id
