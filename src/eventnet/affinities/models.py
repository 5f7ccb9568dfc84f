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
    weights_id: str | None = Field(
        default=None, description="the learned weights that were used; None: the standard ones"
    )
    standard_weights: bool = Field(
        default=False, description="whether organizers want the standard weights, come what may"
    )


class Learning(SQLModel, table=True):
    """What came of learning from the ratings of a community's meetings, the last time.

    There is one row, which the next learning replaces: what somebody takes back, or takes with
    them, is in no figure any more that is used or shown.
    """

    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", primary_key=True)
    learned_at: datetime = Field(sa_type=Utc, description="when the ratings were read")
    ratings: int
    raters: int
    weights_id: str | None = Field(
        default=None, description="changes with the weights; None where none are kept"
    )
    weights: dict[str, Any] | None = Field(
        default=None, sa_type=JSON(none_as_null=True), description="an eventnet-weights/1 document"
    )
    quality: dict[str, Any] = Field(
        default_factory=dict, sa_type=JSON, description="held-out figures, each over many people"
    )
