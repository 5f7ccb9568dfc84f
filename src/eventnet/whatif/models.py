"""Tables of what-ifs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

AS_IT_IS = 0
"""The number of the scenario that changes nothing, with which the others are compared."""


class ScenarioState(StrEnum):
    """How far a scenario has come."""

    WAITING = "waiting"
    WORKING = "working"
    ANSWERED = "answered"
    FAILED = "failed"


class Scenario(SQLModel, table=True):
    """What an event's schedule would be like with another set-up. It touches no plan."""

    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    number: int
    name: str = Field(default="", max_length=60)
    changes: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: ScenarioState = Field(default=ScenarioState.WAITING, sa_type=Choice(ScenarioState))
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    started_at: datetime | None = Field(default=None, sa_type=Utc)
    finished_at: datetime | None = Field(default=None, sa_type=Utc)
    gap: float | None = Field(default=None, description="the distance to the ceiling so far")
    failure: str | None = Field(default=None, description="what went wrong, in words")
    figures: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    edition: str | None = Field(
        default=None, description="stands for the state of the event that was worked with"
    )
