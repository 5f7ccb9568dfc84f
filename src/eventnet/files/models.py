"""Tables of the files that a group shares."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.body_limit import MEGABYTE
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_NAME = 120
LONGEST_REASON = 1000
MOST_BYTES = 10 * MEGABYTE
"""Of one file."""
MOST_OF_A_GROUP = 200 * MEGABYTE
MOST_FILES = 500
"""Of one group."""
MOST_AT_A_POST = 5


class Kind(StrEnum):
    """What a file is, by what stands in it."""

    PICTURE = "picture"
    """Decoded and encoded anew, so that it can be shown."""
    PDF = "pdf"
    DOCUMENT = "document"
    SHEET = "sheet"
    SLIDES = "slides"
    TEXT = "text"


class GroupFile(SQLModel, table=True):
    """A file that somebody gave to a group."""

    __tablename__ = "group_file"
    __table_args__ = (UniqueConstraint("by_id", "once"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    group_id: str = Field(foreign_key="community_group.id", ondelete="CASCADE", index=True)
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE")
    post_id: int | None = Field(
        default=None,
        foreign_key="group_post.id",
        ondelete="CASCADE",
        index=True,
        description="the post that it came with; else it stands on the group's own list",
    )
    name: str = Field(max_length=LONGEST_NAME, description="as it is called when it is saved")
    found: str = Field(description="the words of its name, by which it is found")
    kind: Kind = Field(sa_type=Choice(Kind))
    size: int = Field(description="in bytes")
    stored: str = Field(unique=True, max_length=20, description="its name on the disk")
    once: str = Field(max_length=14, description="the form that it came with")
    added_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    hidden_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        description="from then on only moderators have it, and whoever gave it",
    )


class FileReport(SQLModel, table=True):
    """Somebody shows a file to the moderators, and says why."""

    __tablename__ = "file_report"

    file_id: str = Field(foreign_key="group_file.id", ondelete="CASCADE", primary_key=True)
    by_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    reason: str = Field(max_length=LONGEST_REASON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
