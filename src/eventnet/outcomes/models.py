"""Tables of how meetings went, of what was agreed in them, and of days that were asked about."""

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST = 300


class Happened(StrEnum):
    """Whether a meeting took place, as one of its two says."""

    YES = "yes"
    THEY_MISSED = "they_missed"
    I_MISSED = "i_missed"


class Worth(StrEnum):
    """How much a meeting was worth to one of its two."""

    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


class Outcome(SQLModel, table=True):
    """What one of the two says of a meeting. Only they ever read it."""

    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    happened: Happened = Field(sa_type=Choice(Happened))
    worth: Worth | None = Field(default=None, sa_type=Choice(Worth))
    memory: str = Field(default="", max_length=LONGEST, description="a line to remember")
    told_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    counted_happened: Happened | None = Field(
        default=None,
        sa_type=Choice(Happened),
        description="what was said before a change, while figures do not know the change yet",
    )
    counted_worth: Worth | None = Field(
        default=None, sa_type=Choice(Worth), description="the worth that was said with it"
    )

    def say(self, happened: Happened, worth: Worth | None, known_to: datetime) -> None:
        """Say something else, or the same; figures may know what was first said by `known_to`."""
        before = self.happened, self.worth
        if self.counted_happened is not None:
            before = self.counted_happened, self.counted_worth
        self.happened, self.worth = happened, worth
        is_change = self.told_at < known_to and before != (happened, worth)
        self.counted_happened, self.counted_worth = before if is_change else (None, None)


class PromiseState(StrEnum):
    """What has become of a promise."""

    OPEN = "open"
    DONE = "done"
    NOT_SO = "not_so"
    DROPPED = "dropped"


class Reading(NamedTuple):
    """What was agreed, as one of the two reads it."""

    words: str
    due_on: date


class Promise(SQLModel, table=True):
    """What one of the two of a meeting is to do for the other. Both read it."""

    __table_args__ = (UniqueConstraint("maker_id", "once"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    by_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", index=True, description="who is to do it"
    )
    to_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    maker_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", description="which of them wrote it down"
    )
    once: str = Field(max_length=40, description="fingerprint of what was agreed in which meeting")
    words: str = Field(max_length=LONGEST)
    due_on: date
    delivered: bool = Field(
        default=True, description="the other reads it; else it is there for its maker alone"
    )
    state: PromiseState = Field(default=PromiseState.OPEN, sa_type=Choice(PromiseState))
    changed_by_id: str | None = Field(default=None, description="the attendance that said so")
    former_words: str | None = Field(
        default=None,
        max_length=LONGEST,
        description="what the other read when it was put otherwise",
    )
    former_due_on: date | None = None
    reworded_by_id: str | None = Field(default=None, description="the attendance that did so")
    rewording_delivered: bool = Field(
        default=True, description="the other reads it so too; else what it said before"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    nudge_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="when its doer is reminded next"
    )

    def other(self, attendance_id: str) -> str:
        """Return the one of the two that this is not."""
        return self.to_id if attendance_id == self.by_id else self.by_id

    def read_by(self, attendance_id: str) -> Reading:
        """Return what one of the two reads: what it said before, if a change did not reach them."""
        if self.former is None or self.rewording_delivered or self.reworded_by_id == attendance_id:
            return Reading(self.words, self.due_on)
        return self.former

    def read_before(self, attendance_id: str) -> Reading | None:
        """Return what one of the two read before the other put it otherwise."""
        by_other = self.reworded_by_id not in (None, attendance_id)
        return self.former if by_other and self.rewording_delivered else None

    @property
    def former(self) -> Reading | None:
        """What the other read when it was put otherwise."""
        if self.former_words is None or self.former_due_on is None:
            return None
        return Reading(self.former_words, self.former_due_on)


class AskedDay(SQLModel, table=True):
    """A day of an event, by its own calendar, whose people were asked in the evening."""

    __tablename__ = "asked_day"

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    day: date = Field(primary_key=True)
    asked_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
