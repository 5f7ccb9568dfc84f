"""Tables of the solver's runs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class RunState(StrEnum):
    """How far a run has come."""

    QUEUED = "queued"
    SOLVING = "solving"
    DRAFT = "draft"
    PUBLISHED = "published"
    FAILED = "failed"
    DISCARDED = "discarded"


class Run(SQLModel, table=True):
    """One attempt at the best schedule. An event has at most one that is under way."""

    __table_args__ = (
        UniqueConstraint("event_id", "number"),
        Index(
            "run_is_alone",
            "event_id",
            unique=True,
            sqlite_where=text("state IN ('queued', 'solving')"),
            postgresql_where=text("state IN ('queued', 'solving')"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    number: int
    state: RunState = Field(default=RunState.QUEUED, sa_type=Choice(RunState))
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    time_limit: float = Field(default=5.0, description="seconds")
    stop_asked: bool = False
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    started_at: datetime | None = Field(default=None, sa_type=Utc)
    heartbeat_at: datetime | None = Field(
        default=None, sa_type=Utc, description="the last sign of life of whoever solves it"
    )
    finished_at: datetime | None = Field(default=None, sa_type=Utc)
    published_at: datetime | None = Field(default=None, sa_type=Utc)
    people: int = 0
    pairs: int = 0
    incumbent: float | None = None
    bound: float | None = None
    shortfall: int | None = Field(default=None, description="meetings missing to the floors")
    seconds: float = 0.0
    failure: str | None = Field(default=None, description="what went wrong, in words")
    report: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    problem: bytes | None = Field(default=None, description="the solver's input, gzipped JSON")
    plan: bytes | None = Field(default=None, description="the solver's answer, gzipped JSON")


class RunPoint(SQLModel, table=True):
    """What a run knew at one moment."""

    __tablename__ = "run_point"

    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", primary_key=True)
    seconds: float = Field(primary_key=True)
    incumbent: float | None = None
    bound: float | None = None
    shortfall: int = Field(default=0, description="meetings missing to the floors")
