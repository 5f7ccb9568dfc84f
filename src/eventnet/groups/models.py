"""Tables of groups, and of who stands how to them."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_NAME = 80
LONGEST_ABOUT = 1000


class Door(StrEnum):
    """How one comes into a group, and who reads what is written there."""

    OPEN = "open"
    """Every member of the community reads it, and comes in with a click."""
    REQUEST = "request"
    """Everybody knows of it; whoever asks is let in, and only who is in reads."""
    HIDDEN = "hidden"
    """Only who is in it, or invited, knows that it exists."""


class State(StrEnum):
    """How somebody stands to a group."""

    ASKED = "asked"
    INVITED = "invited"
    IN = "in"
    REMOVED = "removed"
    """Put out; they come back only if they are invited."""


class GroupRole(StrEnum):
    """What somebody may do in a group that they are in."""

    MEMBER = "member"
    MODERATOR = "moderator"
    OWNER = "owner"


class Group(SQLModel, table=True):
    """Some of a community who talk with each other."""

    __tablename__ = "community_group"

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    name: str = Field(max_length=LONGEST_NAME)
    about: str = Field(default="", max_length=LONGEST_ABOUT)
    door: Door = Field(default=Door.OPEN, sa_type=Choice(Door))
    once: str = Field(
        default_factory=new_id, unique=True, max_length=14, description="the form it came with"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    closed_at: datetime | None = Field(
        default=None, sa_type=Utc, description="from then on it is read, and not written in"
    )


class GroupMember(SQLModel, table=True):
    """How a member of the community stands to a group; no row: not at all."""

    __tablename__ = "group_member"

    group_id: str = Field(foreign_key="community_group.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    state: State = Field(default=State.IN, sa_type=Choice(State))
    role: GroupRole = Field(default=GroupRole.MEMBER, sa_type=Choice(GroupRole))
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
