"""Tables of tickets and of the files that they came in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class TicketStatus(StrEnum):
    """Whether a ticket lets somebody in."""

    VALID = "valid"
    PENDING = "pending"
    CANCELLED = "cancelled"


class Stage(StrEnum):
    """How far an uploaded file has come."""

    UPLOADED = "uploaded"
    COMPARING = "comparing"
    APPLYING = "applying"
    APPLIED = "applied"


class TicketImport(SQLModel, table=True):
    """An uploaded export on its way in. Its bytes are kept until it is applied, no longer.

    One that nobody applies or discards is swept, see `sweeping`.
    """

    __tablename__ = "ticket_import"

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    account_id: str | None = Field(foreign_key="account.id", ondelete="SET NULL", default=None)
    file_name: str = Field(max_length=300)
    data: bytes
    table: bytes | None = Field(
        default=None, description="what was read of it, packed, see `keeping`; goes with the bytes"
    )
    mapping: dict[str, Any] | None = Field(
        default=None, sa_type=JSON, description="what an organizer chose, see `choices`"
    )
    stage: Stage = Field(default=Stage.UPLOADED, sa_type=Choice(Stage))
    failure: str | None = Field(default=None, description="why the last attempt broke, in words")
    report: dict[str, Any] | None = Field(
        default=None, sa_type=JSON, description="the stored difference, see `difference`"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    started_at: datetime | None = Field(default=None, sa_type=Utc, description="the work under way")
    applied_at: datetime | None = Field(default=None, sa_type=Utc)
    counts: dict[str, int] = Field(default_factory=dict, sa_type=JSON)


class Ticket(SQLModel, table=True):
    """A position of an order at the ticket shop, as the last import told it."""

    __table_args__ = (UniqueConstraint("event_id", "source", "reference"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    source: str = Field(max_length=20, description="pretix, eventbrite, sheet or link")
    reference: str = Field(max_length=300, description="what the shop calls it")
    status: TicketStatus = Field(sa_type=Choice(TicketStatus))
    email: str | None = Field(default=None, max_length=254, description="the attendee's own")
    buyer_email: str | None = Field(default=None, max_length=254)
    name: str = Field(default="", max_length=300)
    organization: str = Field(default="", max_length=300)
    headline: str = Field(default="", max_length=300)
    kind: str = Field(default="", max_length=200, description="what the shop calls such tickets")
    role: str = Field(default="", max_length=60, description="what that stands for here")
    stand: str | None = Field(default=None, max_length=60)
    website: str = Field(default="", max_length=500)
    topics: list[str] = Field(default_factory=list, sa_type=JSON)
    attendance_id: str | None = Field(
        foreign_key="attendance.id", ondelete="SET NULL", default=None, index=True
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
