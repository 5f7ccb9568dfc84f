"""The table of ties."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from eventnet.database import Utc


class Tie(SQLModel, table=True):
    """Two members of a community who know each other: one row for both, the smaller id first."""

    __table_args__ = (
        CheckConstraint("a_id < b_id", name="in_order"),
        Index("tie_of_a", "a_id", "strength"),
        Index("tie_of_b", "b_id", "strength"),
    )

    a_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    b_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    strength: float = Field(description="its height, see `strength.height`; it fades unwritten")
    since: datetime = Field(sa_type=Utc)
    latest: datetime = Field(sa_type=Utc)
