"""The table of the waiting list."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id

MOST_PLACES = 100_000
LONGEST_WORD = 500


class WaitingGuest(SQLModel, table=True):
    """Somebody waits for a place. They are no attendee and no member: nobody meets or sees them."""

    __tablename__ = "waiting_guest"
    __table_args__ = (UniqueConstraint("event_id", "account_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=300)
    organization: str = Field(default="", max_length=300)
    role: str = Field(default="", max_length=60)
    """As whom they asked to come, if they said so; it holds where the event still has it."""
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
