"""Tables of introductions: who lets themselves be asked, what is asked, and whose word it was."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST = 1000


class IntroductionChoice(SQLModel, table=True):
    """What a member of a community lets others do. No row: nothing."""

    __tablename__ = "introduction_choice"

    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    introduces: bool = Field(default=False, description="introduces people whom they know")
    reachable: bool = Field(default=False, description="is reached over those who know them")
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class IntroductionState(StrEnum):
    """What has become of it."""

    WAITING = "waiting"
    MADE = "made"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    """It was made, and one of the two took it back."""


class Introduction(SQLModel, table=True):
    """One member asks to be introduced to another. The two read it once it is made."""

    __table_args__ = (
        Index(
            "introduction_waits_once",
            "from_id",
            "to_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE", index=True)
    from_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    to_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    message: str = Field(max_length=LONGEST)
    state: IntroductionState = Field(
        default=IntroductionState.WAITING, sa_type=Choice(IntroductionState)
    )
    expires_at: datetime = Field(sa_type=Utc, index=True)
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    gives_address: bool = Field(
        default=False, description="who was asked for gives their address too"
    )

    def other(self, membership_id: str) -> str:
        """Return the one of the two that this is not."""
        return self.to_id if membership_id == self.from_id else self.from_id


class IntroductionStep(SQLModel, table=True):
    """Somebody whose word it takes: first those in between, at last the one asked for."""

    __tablename__ = "introduction_step"

    introduction_id: str = Field(
        foreign_key="introduction.id", ondelete="CASCADE", primary_key=True
    )
    number: int = Field(primary_key=True, description="from 1, who asks knows this one")
    membership_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    reached: bool = Field(description="they read it; else it only seems to have been sent")
    asked_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    words: str = Field(default="", max_length=LONGEST, description="with which it was passed on")
    answered_at: datetime | None = Field(default=None, sa_type=Utc)
    yes: bool | None = Field(default=None, description="what they said, once they did")
