"""The table of who follows whom."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc


class Follow(SQLModel, table=True):
    """Somebody follows another member of their community, who is not told."""

    __tablename__ = "member_follow"

    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    of_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
