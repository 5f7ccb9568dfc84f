"""The table of how long a community keeps things."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc

ASKS, INTRODUCTIONS, TRAIL = 3, 2, 5
"""Years that count until a steward says otherwise."""


class KeepingRule(SQLModel, table=True):
    """How many years a community keeps what is over. No row: as by default; members without end."""

    __tablename__ = "keeping_rule"

    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", primary_key=True)
    members: int | None = Field(
        default=None, description="years without a visit until a membership ends; None: never"
    )
    asks: int | None = Field(default=ASKS, description="None: without end, as for those below")
    introductions: int | None = INTRODUCTIONS
    talks: int | None = None
    trail: int | None = TRAIL
    discussions: int | None = Field(
        default=None, description="years without a post until a discussion of a group goes"
    )
    event_trails: int | None = Field(
        default=None, description="years that what was done at events that are over is kept"
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
