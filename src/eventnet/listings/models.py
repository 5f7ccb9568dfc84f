"""Tables of listings: jobs and services, what is written to whoever put them up, reports."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST_PLACE = 120
LONGEST_LINK = 300
LONGEST_LINE = 4000
LONGEST_REASON = 1000


class Kind(StrEnum):
    """What somebody offers or looks for."""

    JOB_OFFERED = "job_offered"
    WORK_SOUGHT = "work_sought"
    SERVICE_OFFERED = "service_offered"
    SERVICE_SOUGHT = "service_sought"
    OTHER = "other"


class Listing(SQLModel, table=True):
    """Something that a member puts up; it ends by itself."""

    __table_args__ = (
        UniqueConstraint("by_id", "once"),
        Index("ix_listing_community_id_until", "community_id", "until"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE")
    kind: Kind = Field(sa_type=Choice(Kind))
    title: str = Field(max_length=LONGEST_TITLE)
    words: str = Field(description="Markdown")
    place: str = Field(default="", max_length=LONGEST_PLACE)
    remote: bool = Field(default=False, description="from anywhere, or also from anywhere")
    link: str = Field(default="", max_length=LONGEST_LINK)
    until: date = Field(description="the last day on which it is shown")
    once: str = Field(max_length=14, description="the form that it came with")
    found: str = Field(description="the words by which it is found")
    version: int = Field(default=1, description="grows with every change")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    edited_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    hidden_at: datetime | None = Field(default=None, sa_type=Utc)
    reminded_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when its owner was told that it ends soon"
    )


class ListingAnswer(SQLModel, table=True):
    """A member wrote to whoever put a listing up. The two of them read it."""

    __tablename__ = "listing_answer"
    __table_args__ = (UniqueConstraint("listing_id", "by_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    listing_id: str = Field(foreign_key="listing.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ListingLine(SQLModel, table=True):
    """What one of the two wrote."""

    __tablename__ = "listing_line"
    __table_args__ = (
        UniqueConstraint("by_id", "once"),
        Index(
            "ix_listing_line_untold",
            "at",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    answer_id: str = Field(foreign_key="listing_answer.id", ondelete="CASCADE", index=True)
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE")
    words: str
    once: str = Field(max_length=14, description="the form that it came with")
    delivered: bool = Field(default=True, description="the other reads it")
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    told_at: datetime | None = Field(default=None, sa_type=Utc)
    read_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when the other read it; its writer is not told"
    )


class ListingReport(SQLModel, table=True):
    """Somebody shows a listing to the stewards, and says why."""

    __tablename__ = "listing_report"

    listing_id: str = Field(foreign_key="listing.id", ondelete="CASCADE", primary_key=True)
    by_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    reason: str = Field(max_length=LONGEST_REASON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
