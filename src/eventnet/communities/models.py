"""Tables of communities, their members and their vocabulary."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class Community(SQLModel, table=True):
    """People who stay together across events."""

    id: str = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True, max_length=60)
    name: str = Field(max_length=300)
    about: str = ""
    shows_predictions: bool = Field(
        default=False, description="whether anyone may read how well its matching predicts"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class MemberRole(StrEnum):
    """What a member may do in the community."""

    MEMBER = "member"
    STEWARD = "steward"


class Membership(SQLModel, table=True):
    """An account in a community."""

    __table_args__ = (UniqueConstraint("community_id", "account_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    account_id: str = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    role: MemberRole = Field(default=MemberRole.MEMBER, sa_type=Choice(MemberRole))
    joined_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    left_at: datetime | None = Field(default=None, sa_type=Utc)
    here_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they last looked at the community's page"
    )
    here_before_at: datetime | None = Field(
        default=None, sa_type=Utc, description="the end of their visit before that"
    )
    warned_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        description="when they were told that it ends, as they do not come",
    )
    ends_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="when it does, unless they come"
    )
    removed_at: datetime | None = Field(
        default=None, sa_type=Utc, description="a steward ended it, so only a steward takes it back"
    )


class Topic(SQLModel, table=True):
    """A word of the community, for interests, offers and seeks alike."""

    __table_args__ = (UniqueConstraint("community_id", "key"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    label: str = Field(max_length=60)
    key: str = Field(max_length=80, description="the label, case folded: what makes two the same")
    same_as_id: str | None = Field(
        default=None,
        foreign_key="topic.id",
        ondelete="CASCADE",
        index=True,
        description="the word that it means, where it is a former one, in no profile",
    )
