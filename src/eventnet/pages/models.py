"""Tables of the pages that a group writes together."""

from datetime import datetime, timedelta

from sqlalchemy import Index
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST_PAGE = 20_000
LONGEST_NOTE = 120
LONGEST_REASON = 1000
MOST_PAGES = 1000
"""Pages of one group."""
WITHDRAWN = timedelta(days=7)
"""So long whoever wrote a page alone can put it back after they removed it."""
MOST_LINKS = 300
"""Links from one page to others of its group."""


class SharedPage(SQLModel, table=True):
    """A page of a group, under the title of its last version.

    Its id counts, so that the index of words knows which is newer; addresses have its key.
    """

    __tablename__ = "group_page"
    __table_args__ = (Index("group_page_latest", "group_id", "latest_at"),)

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(default_factory=new_id, unique=True, max_length=14)
    group_id: str = Field(foreign_key="community_group.id", ondelete="CASCADE")
    title: str = Field(max_length=LONGEST_TITLE)
    latest: int = Field(default=0, description="the number of its last version")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    latest_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    locked_at: datetime | None = Field(
        default=None, sa_type=Utc, description="from then on only moderators change it"
    )
    removed_at: datetime | None = Field(
        default=None, sa_type=Utc, description="from then on only moderators read it"
    )
    withdrawn_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        description="it was removed by whoever wrote it alone, and reads it still",
    )

    @property
    def stored_id(self) -> int:
        """Its id, which it has once it is stored."""
        if self.id is None:
            raise ValueError("this page is not stored yet")
        return self.id


class PageVersion(SQLModel, table=True):
    """A page as somebody saved it."""

    __tablename__ = "page_version"
    __table_args__ = (UniqueConstraint("by_id", "once"),)

    page_id: int = Field(foreign_key="group_page.id", ondelete="CASCADE", primary_key=True)
    number: int = Field(primary_key=True, description="its place in the history, from 1")
    by_id: str | None = Field(foreign_key="membership.id", ondelete="SET NULL")
    title: str = Field(max_length=LONGEST_TITLE)
    words: str = Field(max_length=LONGEST_PAGE, description="Markdown; empty once it is erased")
    note: str = Field(default="", max_length=LONGEST_NOTE, description="what was changed, in words")
    restores: int | None = Field(default=None, description="the number of the one it brings back")
    once: str = Field(max_length=14, description="the form that it came with")
    saved_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    erased_at: datetime | None = Field(
        default=None, sa_type=Utc, description="since then it holds nothing: its writer is erased"
    )


class PageTitle(SQLModel, table=True):
    """A title by which links find a page: the one that it has, or one that it had."""

    __tablename__ = "page_title"

    group_id: str = Field(foreign_key="community_group.id", ondelete="CASCADE", primary_key=True)
    folded: str = Field(max_length=32, primary_key=True, description="as `titles.fold` makes it")
    page_id: int = Field(foreign_key="group_page.id", ondelete="CASCADE", index=True)


class PageLink(SQLModel, table=True):
    """A link from the last version of a page to a title, whether there is such a page or not."""

    __tablename__ = "page_link"

    page_id: int = Field(foreign_key="group_page.id", ondelete="CASCADE", primary_key=True)
    folded: str = Field(max_length=32, primary_key=True, index=True)


class PageReport(SQLModel, table=True):
    """Somebody shows a page to the moderators, and says why."""

    __tablename__ = "page_report"

    page_id: int = Field(foreign_key="group_page.id", ondelete="CASCADE", primary_key=True)
    by_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    reason: str = Field(max_length=LONGEST_REASON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
