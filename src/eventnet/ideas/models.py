"""Tables of ideas."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST_WHY = 400
LONGEST_REASON = 1000


class About(StrEnum):
    """For what an idea is meant."""

    COMMUNITY = "community"
    EVENT = "event"


class Status(StrEnum):
    """What the stewards make of an idea."""

    OPEN = "open"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DECLINED = "declined"


class Idea(SQLModel, table=True):
    """Something that a member suggests; its words are the first of its posts.

    Its votes are those of all ideas that lead to the same root, each voter counted once. So a
    merge moves no vote, and is undone without a trace.
    """

    __table_args__ = (UniqueConstraint("by_id", "once"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    title: str = Field(max_length=LONGEST_TITLE, description="empty: removed by whoever wrote it")
    about: About = Field(default=About.COMMUNITY, sa_type=Choice(About))
    by_id: str | None = Field(foreign_key="membership.id", ondelete="SET NULL")
    once: str = Field(max_length=14, description="the form that it came with")
    found: str = Field(description="the words by which it is found")
    latest: int = Field(default=0, description="the number of its last post")
    status: Status = Field(default=Status.OPEN, sa_type=Choice(Status))
    why: str = Field(default="", max_length=LONGEST_WHY, description="what the stewards say of it")
    status_at: datetime | None = Field(default=None, sa_type=Utc)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    merged_into_id: str | None = Field(
        default=None, foreign_key="idea.id", ondelete="SET NULL", index=True
    )
    root_id: str = Field(index=True, description="itself, or the idea that stands for it in lists")


class IdeaPost(SQLModel, table=True):
    """The words of an idea, or a comment on it."""

    __tablename__ = "idea_post"
    __table_args__ = (UniqueConstraint("idea_id", "number"), UniqueConstraint("by_id", "once"))

    id: int | None = Field(default=None, primary_key=True)
    idea_id: str = Field(foreign_key="idea.id", ondelete="CASCADE")
    number: int = Field(description="its place, from 1: the words of the idea itself")
    by_id: str | None = Field(foreign_key="membership.id", ondelete="SET NULL")
    words: str = Field(description="Markdown; empty once it is removed")
    once: str = Field(max_length=14, description="the form that it came with")
    version: int = Field(default=1, description="grows with every change")
    posted_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    edited_at: datetime | None = Field(default=None, sa_type=Utc)
    removed_at: datetime | None = Field(default=None, sa_type=Utc)
    hidden_at: datetime | None = Field(default=None, sa_type=Utc)

    @property
    def key(self) -> int:
        """Its id, which it has once it is stored."""
        if self.id is None:
            raise ValueError("this post is not stored yet")
        return self.id

    @property
    def is_shown(self) -> bool:
        """Whether its words are there to be read."""
        return self.removed_at is None and self.hidden_at is None


class IdeaVote(SQLModel, table=True):
    """Somebody wants an idea to come about. Nobody else is shown who."""

    __tablename__ = "idea_vote"

    idea_id: str = Field(foreign_key="idea.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class IdeaNews(SQLModel, table=True):
    """Somebody is still to be told what became of an idea."""

    __tablename__ = "idea_news"
    __table_args__ = (Index("ix_idea_news_at", "at"),)

    idea_id: str = Field(foreign_key="idea.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class IdeaReport(SQLModel, table=True):
    """Somebody shows a post to the stewards, and says why."""

    __tablename__ = "idea_report"

    post_id: int = Field(foreign_key="idea_post.id", ondelete="CASCADE", primary_key=True)
    by_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    reason: str = Field(max_length=LONGEST_REASON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)
