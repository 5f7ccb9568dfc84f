"""Tables of profiles: one per person and community."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class Audience(StrEnum):
    """To whom a field of a profile is shown; each includes those before it."""

    NOBODY = "nobody"
    MET = "met"
    ATTENDEES = "attendees"
    COMMUNITY = "community"
    EVERYONE = "everyone"


class TopicKind(StrEnum):
    """How a topic stands in a profile."""

    INTEREST = "interest"
    OFFER = "offer"
    SEEK = "seek"


class Profile(SQLModel, table=True):
    """Who a member says they are."""

    id: str = Field(default_factory=new_id, primary_key=True)
    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", unique=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=300)
    headline: str = Field(default="", max_length=300)
    organization: str = Field(default="", max_length=300)
    bio: str = ""
    links: list[str] = Field(default_factory=list, sa_type=JSON)
    photo: str | None = Field(default=None, description="name of a file of ours")
    visibility: dict[str, str] = Field(
        default_factory=dict, sa_type=JSON, description="field → Audience, where they chose"
    )
    skipped: list[str] = Field(
        default_factory=list, sa_type=JSON, description="questions they do not want to answer"
    )
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class ProfileTopic(SQLModel, table=True):
    """A topic in a profile: what they are interested in, offer, or look for."""

    __tablename__ = "profile_topic"
    __table_args__ = (Index("profile_topic_by_topic", "kind", "topic_id", "profile_id"),)

    profile_id: str = Field(foreign_key="profile.id", ondelete="CASCADE", primary_key=True)
    kind: TopicKind = Field(sa_type=Choice(TopicKind), primary_key=True)
    topic_id: str = Field(foreign_key="topic.id", ondelete="CASCADE", primary_key=True, index=True)
