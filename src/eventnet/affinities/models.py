"""Tables of affinities: how much it is worth that two people meet, and why."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet.database import Utc


class PairAffinity(SQLModel, table=True):
    """How much it is worth that two attendees meet. `a_id` sorts before `b_id`.

    There are two numbers, since pages would otherwise tell what is nobody's to know: who rises
    or falls in somebody's list when another wishes, vetoes or hides a word would give it away.
    A number is None where the pair is not planned, or not shown.
    """

    __tablename__ = "pair_affinity"

    a_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    b_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    value: float | None = Field(
        default=None, description="for planning: knows every field, wish and veto"
    )
    shown: float | None = Field(
        default=None, description="for pages: knows what fellow attendees see"
    )
    because: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSON, description="the reasons for what is shown"
    )


class AffinityState(SQLModel, table=True):
    """When an event's affinities were last computed, and since when they are out of date."""

    __tablename__ = "affinity_state"

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    computed_at: datetime | None = Field(default=None, sa_type=Utc)
    stale_since: datetime | None = Field(default=None, sa_type=Utc)
    changes: int = Field(default=0, description="how often something that counts has changed")
