"""Tables of round tables and of their seats."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LEAST_SEATS = 3
MOST_SEATS = 12
LONGEST_TITLE = 120
LONGEST_ABOUT = 600
HOST_SEAT = 0


class SeatState(StrEnum):
    """How somebody stands to a round table. Hosting it and sitting at it hold their time."""

    HOSTING = "hosting"
    SEATED = "seated"
    WISHED = "wished"
    OFF = "off"


HOLDING = (SeatState.HOSTING, SeatState.SEATED)


class RoundTable(SQLModel, table=True):
    """A topic that somebody proposes to talk about with several in a slot."""

    __tablename__ = "round_table"
    __table_args__ = (
        Index(
            "round_table_is_free",
            "slot_id",
            "number",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    host_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", index=True)
    slot_id: str = Field(foreign_key="slot.id")
    number: int = Field(description="which of the round tables of the slot it is, from 1")
    title: str = Field(max_length=LONGEST_TITLE)
    about: str = Field(default="", max_length=LONGEST_ABOUT)
    seats: int = Field(description="beside the host's")
    live: bool = Field(default=True, description="false once it is called off")
    said: str = Field(default="", max_length=500, description="by whoever called it off")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class RoundSeat(SQLModel, table=True):
    """Somebody at a round table, or who was, or wishes to be.

    Nobody has two seats that hold their time in one slot, and no seat has two people. The slot is
    kept here as well: of a seat that was given up, it is the one in which it was.
    """

    __tablename__ = "round_seat"
    __table_args__ = (
        Index(
            "round_seat_is_alone",
            "attendance_id",
            "slot_id",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
        Index(
            "round_seat_is_free",
            "table_id",
            "number",
            unique=True,
            sqlite_where=text("live = 1"),
            postgresql_where=text("live"),
        ),
    )

    table_id: str = Field(foreign_key="round_table.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    slot_id: str = Field(foreign_key="slot.id")
    number: int | None = Field(
        default=None, description="of the seat they have or had last; 0 is the host's, None: none"
    )
    state: SeatState = Field(sa_type=Choice(SeatState))
    live: bool = Field(default=False, description="whether it holds their time")
    since: datetime = Field(
        default_factory=clock.now, sa_type=Utc, description="when they asked: the order of waiting"
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    sequence: int = Field(default=0, description="of its calendar entry; only grows")
    run_id: str | None = Field(
        default=None,
        index=True,
        description="the run that seated them, whose seats a plan may move",
    )
    cause_id: str | None = Field(
        default=None, description="of the attendance or run that changed it last; None: organizers"
    )
