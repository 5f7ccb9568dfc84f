"""The table of renewed addresses of feeds."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc


class FeedKind(StrEnum):
    """What a feed gathers."""

    COMMUNITY = "community"
    GROUP = "group"
    MEMBER = "member"
    TOPIC = "topic"
    ASKS = "asks"


class FeedAddress(SQLModel, table=True):
    """The generation of a feed's address: the next one makes older ones void.

    Without a row it is the first.
    """

    __tablename__ = "feed_address"

    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    kind: FeedKind = Field(sa_type=Choice(FeedKind), primary_key=True)
    about_id: str = Field(
        max_length=14, primary_key=True, description="which group, member or topic; else empty"
    )
    generation: int
    renewed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
