"""Tables of the day: who is here, what is said at a table, who is free, what is proposed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_LOOK = 120


class CheckIn(SQLModel, table=True):
    """Somebody said on a day of the event that they are here."""

    __tablename__ = "check_in"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    on: date = Field(primary_key=True, description="by the clocks of the place")
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
    look: str = Field(
        default="", max_length=LONGEST_LOOK, description="for those they meet, to find them by"
    )
    door_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when the door let them in; None: by their own word"
    )


class MeetingSign(SQLModel, table=True):
    """What one of two says at the time of their meeting."""

    __tablename__ = "meeting_sign"

    meeting_id: str = Field(foreign_key="meeting.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    here_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they said that they are at the table"
    )
    late_minutes: int | None = None
    missing_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they said that the other did not come"
    )
    by_desk: bool = Field(default=False, description="whether an organizer said so in their place")


class SlotSeeker(SQLModel, table=True):
    """Somebody who is free in a slot, and wants to be told as soon as somebody else is."""

    __tablename__ = "slot_seeker"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    slot_id: str = Field(foreign_key="slot.id", ondelete="CASCADE", primary_key=True, index=True)
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ProposalState(StrEnum):
    """What has become of a proposal. While it waits it holds neither time nor table."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    OVERTAKEN = "overtaken"
    """The one whom somebody waited for is here after all, or one of the two is booked."""
    UNDONE = "undone"
    """An organizer took their question back; the two may be asked again."""


class Proposal(SQLModel, table=True):
    """Two who are free in the same slot are asked whether they meet in it; the smaller id first."""

    __table_args__ = (CheckConstraint("a_id < b_id", name="in_order"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    slot_id: str = Field(foreign_key="slot.id", ondelete="CASCADE", index=True)
    a_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    b_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    by_id: str | None = Field(default=None, description="of the one of the two who looked")
    by_desk: bool = Field(default=False, description="whether an organizer had them asked")
    a_yes_at: datetime | None = Field(default=None, sa_type=Utc)
    b_yes_at: datetime | None = Field(default=None, sa_type=Utc)
    state: ProposalState = Field(default=ProposalState.WAITING, sa_type=Choice(ProposalState))
    expires_at: datetime = Field(sa_type=Utc)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    meeting_id: str | None = Field(
        default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True
    )

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.state is ProposalState.WAITING and self.expires_at > clock.now()

    def other(self, attendance_id: str) -> str:
        """Return the one of the two that this is not."""
        return self.b_id if attendance_id == self.a_id else self.a_id

    def yes_of(self, attendance_id: str) -> datetime | None:
        """Return when one of the two said yes."""
        return self.a_yes_at if attendance_id == self.a_id else self.b_yes_at

    def say_yes(self, attendance_id: str) -> None:
        """Write down the yes of one of the two; the first one counts."""
        if attendance_id == self.a_id:
            self.a_yes_at = self.a_yes_at or clock.now()
        else:
            self.b_yes_at = self.b_yes_at or clock.now()
