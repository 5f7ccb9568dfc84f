"""The table of addresses that answers by mail go to."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet.database import Utc
from eventnet.ids import new_id


class ReplyAddress(SQLModel, table=True):
    """By its address, which is signed, one member answers in one thread."""

    __tablename__ = "reply_address"
    __table_args__ = (UniqueConstraint("member_id", "thread_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE")
    thread_id: str = Field(foreign_key="group_thread.id", ondelete="CASCADE", index=True)
    expires_at: datetime = Field(sa_type=Utc)
    counted_on: date | None = Field(default=None, description="the day that `taken` counts")
    taken: int = Field(default=0, description="mails that came on that day")
