"""Tables of exhibitor teams: who is in them, and whom they want to meet."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Utc
from eventnet.ids import new_id

LONGEST_NAME = 80
MOST_MEMBERS = 30
MOST_TARGETS = 200


class ExhibitorTeam(SQLModel, table=True):
    """Colleagues at an event; their stand is the table of each of them."""

    __tablename__ = "exhibitor_team"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE")
    name: str = Field(max_length=LONGEST_NAME)
    stand: str = Field(default="", max_length=60)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class TeamMember(SQLModel, table=True):
    """Somebody is in a team, and in no other of the event. Who has left counts nowhere."""

    __tablename__ = "team_member"

    attendance_id: str = Field(foreign_key="attendance.id", ondelete="CASCADE", primary_key=True)
    team_id: str = Field(foreign_key="exhibitor_team.id", ondelete="CASCADE", index=True)
    since: datetime = Field(default_factory=clock.now, sa_type=Utc)
    stand_before: str | None = Field(
        default=None, max_length=60, description="what stand they had, for when they go"
    )


class TeamTarget(SQLModel, table=True):
    """Somebody whom a team wants to meet, and who of the team is to do it."""

    __tablename__ = "team_target"

    team_id: str = Field(foreign_key="exhibitor_team.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    added_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    member_id: str | None = Field(
        default=None, foreign_key="attendance.id", ondelete="SET NULL", index=True
    )
    wish_due: bool = Field(default=False, description="becomes a wish once wishes are open")
    wished_at: datetime | None = Field(
        default=None, sa_type=Utc, description="the wish that came of it, by when it was made"
    )
