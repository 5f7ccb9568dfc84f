"""The table of wishes."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc


class WishKind(StrEnum):
    """Whether somebody wants to meet a person, might, or doesn't. An avoid is a silent veto."""

    WANT = "want"
    MAYBE = "maybe"
    AVOID = "avoid"


class Wish(SQLModel, table=True):
    """What one attendee feels about meeting another; only they ever see it."""

    from_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    to_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    kind: WishKind = Field(sa_type=Choice(WishKind))
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
