"""The table of digests: how often somebody wants them, and until when they were told."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from eventnet.database import Choice, Utc


class Rhythm(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Digest(SQLModel, table=True):
    """What a member chose about digests, and how far they were told. No row: weekly, not yet."""

    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    rhythm: Rhythm = Field(default=Rhythm.WEEKLY, sa_type=Choice(Rhythm))
    told_at: datetime | None = Field(
        default=None, sa_type=Utc, description="until when what is new was gathered"
    )
