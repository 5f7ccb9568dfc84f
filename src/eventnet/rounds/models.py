"""Tables of rounds: how a community holds them, who takes part, and the talks that come of them."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST = 300
HOURS = (9, 17)
"""When members are taken to be free who say nothing else, by their own clock."""
WEEKDAYS = (0, 1, 2, 3, 4)
"""On which days: Monday is 0."""


class Rhythm(StrEnum):
    """How often rounds are held."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"


class RoundsSetting(SQLModel, table=True):
    """How a community holds rounds; without a row it holds none."""

    __tablename__ = "rounds_setting"

    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", primary_key=True)
    is_on: bool = False
    rhythm: Rhythm = Field(default=Rhythm.MONTHLY, sa_type=Choice(Rhythm))
    weekday: int = Field(default=1, description="Monday is 0")
    starts_on: date = Field(description="there is no round before")
    minutes: int = Field(default=30, description="how long a talk is meant to be")
    colleagues: bool = Field(
        default=False, description="whether two of one organisation may be brought together"
    )
    across: list[dict[str, str]] = Field(
        default_factory=list,
        sa_type=JSON,
        description="kind, one, other: people of the one meet only people of the other",
    )
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class RoundMember(SQLModel, table=True):
    """A member who takes part in the rounds of their community, on their own terms.

    Whoever stops keeps the row, and so what they said of their hours, until they leave.
    """

    __tablename__ = "round_member"

    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    takes_part: bool = True
    every: int = Field(default=1, description="in every round, or in every second")
    paused_until: date | None = None
    skips_next: bool = False
    time_zone: str = Field(default="UTC", max_length=60)
    days: list[int] = Field(default_factory=lambda: list(WEEKDAYS), sa_type=JSON)
    from_hour: int = HOURS[0]
    to_hour: int = HOURS[1]
    where: str = Field(
        default="",
        max_length=LONGEST,
        description="how they are reached, in their words",
    )
    first_since: datetime | None = Field(
        default=None, sa_type=Utc, description="since when they are first in line, if they are"
    )
    latest_round_id: str | None = Field(
        default=None, foreign_key="talk_round.id", ondelete="SET NULL", index=True
    )
    calendar: int = Field(default=1, description="the generation of their calendar address")
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)


class RoundState(StrEnum):
    """How far a round has come."""

    UNDER_WAY = "under_way"
    DONE = "done"


class TalkRound(SQLModel, table=True):
    """A round of a community: one a day at most, whoever sets it going."""

    __tablename__ = "talk_round"
    __table_args__ = (UniqueConstraint("community_id", "due_on"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    due_on: date
    state: RoundState = Field(default=RoundState.UNDER_WAY, sa_type=Choice(RoundState))
    begun_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    done_at: datetime | None = Field(default=None, sa_type=Utc)
    people: int = 0
    talks: int = 0
    threes: int = 0
    left: int = Field(default=0, description="how many had nobody, and are first in line next time")


class RoundTalk(SQLModel, table=True):
    """A talk of two, or of three, that a round brought together."""

    __tablename__ = "round_talk"

    id: str = Field(default_factory=new_id, primary_key=True)
    round_id: str = Field(foreign_key="talk_round.id", ondelete="CASCADE", index=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    starts_at: datetime = Field(sa_type=Utc, index=True)
    minutes: int
    live: bool = Field(default=True, description="false once it suits fewer than two")
    sequence: int = Field(default=0, description="how often its time was changed")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    asked_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when its people were asked whether they met"
    )

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Met(StrEnum):
    """Whether a talk took place, as one of its people says."""

    YES = "yes"
    NO = "no"


class Value(StrEnum):
    """How much a talk was worth to one of its people."""

    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


class RoundTalkSide(SQLModel, table=True):
    """A talk as one of its people has it. What they say of how it went, only they ever read."""

    __tablename__ = "round_talk_side"

    talk_id: str = Field(foreign_key="round_talk.id", ondelete="CASCADE", primary_key=True)
    membership_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    suits: bool = Field(default=False, description="whether they said that the time suits them")
    out_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they said that it does not suit them this time"
    )
    met: Met | None = Field(default=None, sa_type=Choice(Met))
    worth: Value | None = Field(default=None, sa_type=Choice(Value))
    memory: str = Field(default="", max_length=LONGEST, description="a line to remember")
    promise: str = Field(
        default="", max_length=LONGEST, description="what they do for the others, who read it"
    )
    due_on: date | None = Field(default=None, description="by when they do it")
    kept_at: datetime | None = Field(default=None, sa_type=Utc, description="when they said: done")
    told_at: datetime | None = Field(default=None, sa_type=Utc)
    counted: Met | None = Field(
        default=None,
        sa_type=Choice(Met),
        description="what figures know: what was said first, by the end of its hour",
    )
