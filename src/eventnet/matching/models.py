"""Tables of the solver's runs."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id
from eventnet.meetings.models import Answer, MeetingState


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
    keeps: bool = Field(
        default=True, description="whether it keeps what people have where that costs little"
    )
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
    plan: bytes | None = Field(
        default=None, description="the solver's answer, as changed by hand, gzipped JSON"
    )
    solved: bytes | None = Field(
        default=None, description="the answer before it was changed by hand, gzipped JSON"
    )
    edition: int = Field(default=0, description="grows with each change by hand, and its undoing")
    enough: float | None = Field(
        default=None, description="the share below the ceiling at which it may stop; None: usual"
    )
    around_id: str | None = Field(
        default=None,
        foreign_key="run.id",
        ondelete="SET NULL",
        description="whose meetings that were moved by hand stay where they were put",
    )


class RunPoint(SQLModel, table=True):
    """What a run knew at one moment."""

    __tablename__ = "run_point"

    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", primary_key=True)
    seconds: float = Field(primary_key=True)
    incumbent: float | None = None
    bound: float | None = None
    shortfall: int = Field(default=0, description="meetings missing to the floors")


class Hindrance(StrEnum):
    """What kept a wish from being met, as far as the one who wished may know it.

    Of the other it says only that they were not free: not whether they were busy, away, or had as
    many meetings as they want.
    """

    ROLES = "roles"
    LIMIT = "limit"
    TIME = "time"
    TABLES = "tables"
    THEIRS = "theirs"
    """They were never free at a time of the one who wished, or nothing stood in the way, as where
    one ruled the other out: one kind, for at a small event the second tells of a veto."""
    NEVER = "never"


class UnmetWish(SQLModel, table=True):
    """Why the schedule that was published last does not bring somebody to whom they want to meet.

    It is found out once, at the publication, and read by nobody but the one who wished.
    """

    __tablename__ = "unmet_wish"

    from_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    to_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", index=True)
    kind: Hindrance = Field(sa_type=Choice(Hindrance))
    slot_ids: list[str] = Field(
        default_factory=list, sa_type=JSON, description="the first of those where only that stood"
    )


class Publication(SQLModel, table=True):
    """A plan became everybody's schedule.

    Until `undo_until` nobody is mailed, and it can be undone. It ends in one of two ways: people
    are told, or it is undone.
    """

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", index=True)
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    undo_until: datetime = Field(sa_type=Utc)
    told_at: datetime | None = Field(default=None, sa_type=Utc)
    undone_at: datetime | None = Field(default=None, sa_type=Utc)
    undone_by_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    lost: int = Field(default=0, description="meetings and seats that did not come back")


class Change(StrEnum):
    """What a publication did to a meeting, or to a seat at a round table."""

    KEPT = "kept"
    MOVED = "moved"
    ADDED = "added"
    CANCELLED = "cancelled"


class MeetingBefore(SQLModel, table=True):
    """What a planned meeting was before a publication; kept until people are told, or it is undone.

    Of one that came with the publication, there is nothing but the row.
    """

    __tablename__ = "meeting_before"

    publication_id: str = Field(foreign_key="publication.id", ondelete="CASCADE", primary_key=True)
    meeting_id: str = Field(
        foreign_key="meeting.id", ondelete="CASCADE", primary_key=True, index=True
    )
    change: Change = Field(sa_type=Choice(Change))
    slot_id: str | None = None
    table_number: int | None = None
    place: str = ""
    room: str | None = None
    state: MeetingState | None = Field(default=None, sa_type=Choice(MeetingState))
    answer_until: datetime | None = Field(default=None, sa_type=Utc)
    affinity: float = 0.0
    because: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    run_id: str | None = None
    cause_id: str | None = None


class SideBefore(SQLModel, table=True):
    """What one of the two had said to such a meeting."""

    __tablename__ = "side_before"

    publication_id: str = Field(foreign_key="publication.id", ondelete="CASCADE", primary_key=True)
    meeting_id: str = Field(
        foreign_key="meeting.id", ondelete="CASCADE", primary_key=True, index=True
    )
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    answer: Answer | None = Field(default=None, sa_type=Choice(Answer))
    answered_at: datetime | None = Field(default=None, sa_type=Utc)


class SeatBefore(SQLModel, table=True):
    """What a seat at a round table was before a publication: given by a plan, or wished for."""

    __tablename__ = "seat_before"

    publication_id: str = Field(foreign_key="publication.id", ondelete="CASCADE", primary_key=True)
    table_id: str = Field(
        foreign_key="round_table.id", ondelete="CASCADE", primary_key=True, index=True
    )
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    change: Change = Field(sa_type=Choice(Change))
    number: int | None = None
    run_id: str | None = None
    cause_id: str | None = None


class PlanEdit(SQLModel, table=True):
    """Where an organizer put a meeting of a draft: a slot, or none if they took it out.

    A change of two meetings, as where they swap their slots, is two rows of one number. The draft
    is what the solver answered with these on top, so the last number can be taken back.
    """

    __tablename__ = "plan_edit"

    run_id: str = Field(foreign_key="run.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True)
    a_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True)
    b_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True)
    slot_id: str | None = None
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    made_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class RuleKind(StrEnum):
    """What an organizer asks of all runs to come for two people."""

    PIN = "pin"
    FORBID = "forbid"


class HandRule(SQLModel, table=True):
    """Two people whom every run to come shall bring together, or keep apart: a rule by hand.

    A pin is kept where both may and want to meet, and have a time; why one is not is never told.
    """

    __tablename__ = "hand_rule"
    __table_args__ = (UniqueConstraint("a_id", "b_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    a_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE")
    b_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    kind: RuleKind = Field(sa_type=Choice(RuleKind))
    slot_id: str | None = Field(
        default=None, foreign_key="slot.id", ondelete="SET NULL", description="of a pin; None: any"
    )
    reason: str = Field(default="", max_length=300, description="for the other organizers")
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    made_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
