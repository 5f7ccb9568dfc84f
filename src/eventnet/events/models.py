"""Tables of events: the frame, the grid, the roles, and who attends."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id


class Phase(StrEnum):
    """Where an event stands; it switches what the pages put first."""

    PREPARING = "preparing"
    OPEN = "open"
    RUNNING = "running"
    OVER = "over"


class Consent(StrEnum):
    """How somebody wants planned meetings to come about."""

    BOOK = "book"
    ASK = "ask"
    OWN = "own"


class Event(SQLModel, table=True):
    """A conference of a community."""

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    slug: str = Field(unique=True, max_length=60)
    name: str = Field(max_length=300)
    tagline: str = Field(default="", max_length=300)
    about: str = ""
    venue: str = Field(default="", max_length=300)
    city: str = Field(default="", max_length=300)
    time_zone: str = Field(description="IANA name")
    starts_on: date
    ends_on: date
    accent: str = Field(default="#1f6f5c", description="#rrggbb")
    logo: str | None = Field(default=None, description="name of a file of ours")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    phase_by_hand: Phase | None = Field(default=None, sa_type=Choice(Phase))
    opens_at: datetime | None = Field(default=None, sa_type=Utc)
    wishes_until: datetime | None = Field(default=None, sa_type=Utc)
    ask_unchosen: bool = Field(
        default=False, description="match those who have not chosen a consent, asking them"
    )
    yes_hours: int = Field(default=24, description="how long a planned meeting waits for its yes")
    join_code: str | None = Field(
        default=None, unique=True, description="in the link for joining without a ticket"
    )
    online_pattern: str = Field(
        default="",
        max_length=300,
        description="the address of a meeting online, with `{meeting}`; empty: all are in the room",
    )
    places: int | None = Field(
        default=None, description="how many may come; whoever joins beyond waits. None: any number"
    )
    round_tables: int = Field(
        default=0, description="how many fit beside the meeting tables in a slot; 0: there are none"
    )
    round_seats: int = Field(default=12, description="the most seats of one, beside the host's")
    archived_at: datetime | None = Field(
        default=None, sa_type=Utc, description="since when nothing at it is changed any more"
    )
    erase_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when it is erased, if it is deleted"
    )
    schedule_version: int = Field(
        default=0, description="grows whenever a plan is published, or all its times move"
    )


class Organizer(SQLModel, table=True):
    """An account that runs an event."""

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    account_id: str = Field(
        foreign_key="account.id", ondelete="CASCADE", primary_key=True, index=True
    )
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)


class Duty(StrEnum):
    """A part of running an event that somebody may have without all the rest."""

    DOOR = "door"
    """On the day: who is here, and the names and tickets of who comes."""
    CONTENT = "content"
    """What the event says of itself: its details, its look, its programme."""
    MATCHING = "matching"
    """The grid, the room, the roles, and the runs with their plans."""


class Helper(SQLModel, table=True):
    """An account that runs a part of an event; whoever runs all of it has an `Organizer`."""

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    account_id: str = Field(
        foreign_key="account.id", ondelete="CASCADE", primary_key=True, index=True
    )
    door: bool = False
    content: bool = False
    matching: bool = False
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)

    @property
    def duties(self) -> frozenset[Duty]:
        """What they run."""
        return frozenset(duty for duty in Duty if getattr(self, duty))


class Role(SQLModel, table=True):
    """What people come as, such as visitor, exhibitor or investor."""

    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    name: str = Field(max_length=60)
    position: int = 0
    max_meetings: int | None = None
    floor: int = Field(default=0, description="meetings that everyone of this role should get")


class MayMeet(SQLModel, table=True):
    """Two roles that may meet, in either order; an event without any lets everyone meet."""

    __tablename__ = "may_meet"

    a_role_id: str = Field(foreign_key="role.id", ondelete="CASCADE", primary_key=True)
    b_role_id: str = Field(foreign_key="role.id", ondelete="CASCADE", primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)


class Slot(SQLModel, table=True):
    """A time at which meetings take place, at as many tables. No two stand at the same time."""

    __table_args__ = (
        Index(
            "slot_is_alone",
            "event_id",
            "starts_at",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    starts_at: datetime = Field(sa_type=Utc)
    minutes: int
    tables: int
    removed_at: datetime | None = Field(
        default=None, sa_type=Utc, description="out of the grid; kept for what once stood there"
    )

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


class Attendance(SQLModel, table=True):
    """A member at an event."""

    __table_args__ = (UniqueConstraint("event_id", "membership_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    role_id: str = Field(foreign_key="role.id", index=True)
    consent: Consent | None = Field(default=None, sa_type=Choice(Consent))
    max_meetings: int | None = Field(default=None, description="their own limit, below the role's")
    stand: str | None = Field(default=None, max_length=60, description="their own table")
    afar: bool = Field(default=False, description="takes part from afar, so in meetings online")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    invited_at: datetime | None = Field(default=None, sa_type=Utc)
    reminded_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they were last reminded of what is missing"
    )
    confirmed_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they first came and said who they are"
    )
    paused_at: datetime | None = Field(
        default=None, sa_type=Utc, description="since when they take a break from new meetings"
    )
    left_at: datetime | None = Field(default=None, sa_type=Utc)
    may_return_until: datetime | None = Field(
        default=None, sa_type=Utc, description="until when they may take back that they left"
    )
    removed: bool = Field(
        default=False, description="an organizer ended it, so only an organizer takes them back"
    )
    vip: bool = Field(default=False, description="marked by an organizer, seen by organizers")


class Unavailable(SQLModel, table=True):
    """A slot in which somebody can't."""

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    slot_id: str = Field(foreign_key="slot.id", ondelete="CASCADE", primary_key=True, index=True)
