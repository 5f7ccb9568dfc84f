"""Tables of kept searches, and of who is known to fit them."""

from datetime import datetime

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id

LONGEST_NAME = 80


class SavedSearch(SQLModel, table=True):
    """A search of an event's people that an attendee keeps; only they ever see it."""

    __tablename__ = "saved_search"
    __table_args__ = (UniqueConstraint("attendance_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE")
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=LONGEST_NAME)
    query: dict[str, str] = Field(
        default_factory=dict, sa_type=JSON, description="as the address of the list says it"
    )
    watching: bool = Field(default=False, description="tell them when somebody new fits")
    looked_at: datetime = Field(
        default_factory=clock.now, sa_type=Utc, description="who changed before has been looked at"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    deleted_at: datetime | None = Field(
        default=None, sa_type=Utc, description="kept for a day, to be taken back"
    )


class Fit(SQLModel, table=True):
    """Somebody who is known to fit a watched search: from its beginning, or found since."""

    __tablename__ = "saved_search_fit"
    __table_args__ = (
        Index(
            "saved_search_fit_new",
            "search_id",
            sqlite_where=text("is_new"),
            postgresql_where=text("is_new"),
        ),
    )

    search_id: str = Field(foreign_key="saved_search.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    is_new: bool = Field(default=False, description="found since, and not marked as seen")
    found_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    told_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when a mail named them"
    )
