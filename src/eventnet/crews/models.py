"""Tables of crews and circles: the brief, its skills, and who is picked, invited, or in."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST = 4000
"""Characters of what a brief says."""
MOST_PEOPLE = 12
"""People of one crew, beside whoever wrote the brief."""


SMALLEST, LARGEST = 3, 6
"""People of a circle, with whoever it is around."""


class Kind(StrEnum):
    """What is put together for a brief."""

    CREW = "crew"
    """The best team for the skills that it needs."""
    CIRCLE = "circle"
    """Members whose offers complete each other, around whoever wrote it."""


class BriefState(StrEnum):
    """What has become of a brief."""

    LOOKING = "looking"
    """A team is being put together."""
    PROPOSED = "proposed"
    FAILED = "failed"
    ENDED = "ended"


LIVE = (BriefState.LOOKING, BriefState.PROPOSED, BriefState.FAILED)


class CrewBrief(SQLModel, table=True):
    """What a member needs a team for, or wants a circle for."""

    __tablename__ = "crew_brief"
    __table_args__ = (Index("ix_crew_brief_community_id_state", "community_id", "state"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    kind: Kind = Field(default=Kind.CREW, sa_type=Choice(Kind))
    title: str = Field(max_length=LONGEST_TITLE)
    words: str = Field(description="for whom, and what")
    least: int = Field(description="how many people at least")
    most: int = Field(description="how many people at most")
    until: date = Field(description="the last day on which those invited can say yes")
    state: BriefState = Field(default=BriefState.LOOKING, sa_type=Choice(BriefState))
    once: str = Field(
        default_factory=new_id, unique=True, max_length=14, description="the form it came with"
    )
    looks: int = Field(default=1, description="how often a team was looked for")
    looked_among: int = Field(default=0, description="people of whom the team was picked")
    gap: float | None = Field(
        default=None, description="how much better another team could be at most; 0: proven best"
    )
    group_id: str | None = Field(
        default=None,
        foreign_key="community_group.id",
        ondelete="SET NULL",
        index=True,
        description="the group that was opened with whoever said yes",
    )
    lacks: list[dict[str, Any]] = Field(
        default_factory=list,
        sa_type=JSON,
        description="skills left open, and why",
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    looked_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    ended_at: datetime | None = Field(default=None, sa_type=Utc)


class CrewSkill(SQLModel, table=True):
    """A word of the community that a brief needs, and of how many people; a circle's theme."""

    __tablename__ = "crew_skill"

    brief_id: str = Field(foreign_key="crew_brief.id", ondelete="CASCADE", primary_key=True)
    topic_id: str = Field(foreign_key="topic.id", ondelete="CASCADE", primary_key=True, index=True)
    people: int
    must: bool


class SeatState(StrEnum):
    """How somebody stands to a brief."""

    PICKED = "picked"
    """Proposed to whoever wrote it; they know nothing of it."""
    INVITED = "invited"
    YES = "yes"
    NO = "no"
    DROPPED = "dropped"
    """Whoever wrote the brief looks for somebody else in their place."""


class CrewSeat(SQLModel, table=True):
    """A member and a brief: nobody is picked or invited twice."""

    __tablename__ = "crew_seat"

    brief_id: str = Field(foreign_key="crew_brief.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    state: SeatState = Field(default=SeatState.PICKED, sa_type=Choice(SeatState))
    covers: list[str] = Field(
        default_factory=list, sa_type=JSON, description="skills they are picked for; topics by id"
    )
    because: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSON, description="why they were picked; topics by id"
    )
    invited_at: datetime | None = Field(default=None, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class CrewChoice(SQLModel, table=True):
    """What a member chose about being found for crews, and about their ties."""

    __tablename__ = "crew_choice"

    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    may_be_suggested: bool
