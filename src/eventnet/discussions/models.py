"""Tables of discussions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST_POST = 20_000
LONGEST_REASON = 1000


class Thread(SQLModel, table=True):
    """What is talked about in a group, under one title."""

    __tablename__ = "group_thread"
    __table_args__ = (
        UniqueConstraint("by_id", "once"),
        Index("group_thread_latest", "group_id", "latest_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    group_id: str = Field(foreign_key="community_group.id", ondelete="CASCADE")
    title: str = Field(max_length=LONGEST_TITLE, description="empty: whoever began it is erased")
    by_id: str | None = Field(foreign_key="membership.id", ondelete="SET NULL")
    once: str = Field(max_length=14, description="the form that it came with")
    latest: int = Field(default=0, description="the number of its last post")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    latest_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class Post(SQLModel, table=True):
    """What somebody wrote in a thread.

    Its id counts, so that the index of words knows which is newer; addresses have its number.
    """

    __tablename__ = "group_post"
    __table_args__ = (UniqueConstraint("thread_id", "number"), UniqueConstraint("by_id", "once"))

    id: int | None = Field(default=None, primary_key=True)
    thread_id: str = Field(foreign_key="group_thread.id", ondelete="CASCADE")
    number: int = Field(description="its place in the thread, from 1")
    by_id: str | None = Field(foreign_key="membership.id", ondelete="SET NULL")
    words: str = Field(max_length=LONGEST_POST, description="Markdown; empty once it is removed")
    quotes: int | None = Field(default=None, description="the number of the post that it quotes")
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


class ReactionKind(StrEnum):
    """What one may say to a post with a click."""

    THANKS = "thanks"
    AGREE = "agree"
    HELPED = "helped"


class Reaction(SQLModel, table=True):
    """What somebody said to a post with a click; the last one counts."""

    __tablename__ = "group_reaction"

    post_id: int = Field(foreign_key="group_post.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    kind: ReactionKind = Field(sa_type=Choice(ReactionKind))
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class Mention(SQLModel, table=True):
    """A post is meant for somebody above all."""

    __tablename__ = "group_mention"
    __table_args__ = (
        Index(
            "group_mention_waits",
            "member_id",
            sqlite_where=text("heard AND told_at IS NULL"),
            postgresql_where=text("heard AND told_at IS NULL"),
        ),
    )

    post_id: int = Field(foreign_key="group_post.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    heard: bool = Field(default=True, description="they want to hear of who wrote it")
    told_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when a mail told of it, or none need any more"
    )


class Following(StrEnum):
    """What somebody wants to hear of a thread."""

    FOLLOWS = "follows"
    NEITHER = "neither"
    MUTED = "muted"


class Reading(SQLModel, table=True):
    """How far somebody has read a thread, and what they want to hear of it."""

    __tablename__ = "group_reading"

    thread_id: str = Field(foreign_key="group_thread.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    read: int = Field(default=0, description="the number of the last post that they read")
    following: Following = Field(default=Following.NEITHER, sa_type=Choice(Following))


class PostReport(SQLModel, table=True):
    """Somebody shows a post to the moderators, and says why."""

    __tablename__ = "post_report"

    post_id: int = Field(foreign_key="group_post.id", ondelete="CASCADE", primary_key=True)
    by_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    reason: str = Field(max_length=LONGEST_REASON)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    settled_at: datetime | None = Field(default=None, sa_type=Utc)


class MemberBlock(SQLModel, table=True):
    """Somebody of a community wants to read and hear nothing of another, who is not told."""

    __tablename__ = "member_block"

    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    of_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
