"""The table of who lets their ties be drawn."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc


class NetworkChoice(SQLModel, table=True):
    """Whether a member's ties may be drawn on maps, with their name. No row: they may not."""

    __tablename__ = "network_choice"

    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    drawn: bool = Field(default=False, description="their ties may be drawn")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
