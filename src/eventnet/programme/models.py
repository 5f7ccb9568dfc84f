"""Tables of the programme: its sessions, who starred which, and files on their way in.

A session is called talk here, so that nobody takes it for one of the database or of a browser.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id


class Talk(SQLModel, table=True):
    """A session of the programme, known by what its source calls it."""

    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    key: str = Field(max_length=300, description="its guid, id or UID: the same in each export")
    title: str = Field(max_length=300)
    room: str = Field(default="", max_length=300)
    abstract: str = ""
    speakers: list[str] = Field(default_factory=list, sa_type=JSON)
    starts_at: datetime = Field(sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc)
    folded: str = Field(default="", description="what a search looks in, without case or accents")
    gone_at: datetime | None = Field(
        default=None, sa_type=Utc, description="out of the programme; kept for those who starred it"
    )


class Star(SQLModel, table=True):
    """Somebody wants to be at a talk, and is away from meetings meanwhile."""

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    talk_id: str = Field(foreign_key="talk.id", ondelete="CASCADE", primary_key=True, index=True)
    starred_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class Programme(SQLModel, table=True):
    """Where the programme of an event came from."""

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    source: str = Field(max_length=300, description="the name of the file, or the address")
    address: str = Field(default="", max_length=2000, description="to fetch it from again")
    applied_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ProgrammeDraft(SQLModel, table=True):
    """A programme that was read, and waits for an organizer to bring it in."""

    __tablename__ = "programme_draft"

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    source: str = Field(max_length=300)
    address: str = Field(default="", max_length=2000)
    entries: list[dict[str, Any]] = Field(sa_type=JSON, description="see `readers.entries`")
    refused: list[dict[str, Any]] = Field(sa_type=JSON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
