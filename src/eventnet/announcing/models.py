"""Tables of announcements: what organizers said to whom, and who has read it away."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST = 280


class Hearers(StrEnum):
    """For whom an announcement is."""

    EVERYBODY = "everybody"
    ROLE = "role"
    HERE = "here"
    """Those who are down as here on the day on which they look."""


class Announcement(SQLModel, table=True):
    """A few words of the organizers to many. Who of them wrote it stands in the trail."""

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    words: str = Field(max_length=LONGEST)
    to: Hearers = Field(sa_type=Choice(Hearers))
    role_id: str | None = Field(default=None, foreign_key="role.id", ondelete="CASCADE")
    urgent: bool = Field(default=False, description="whether a mail says it too")
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    ends_at: datetime = Field(sa_type=Utc, description="from then on it stands nowhere")
    taken_back_at: datetime | None = Field(default=None, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)

    @property
    def stands(self) -> bool:
        """Whether it is shown at this moment."""
        return self.taken_back_at is None and self.ends_at > clock.now()


class AnnouncementDismissal(SQLModel, table=True):
    """Somebody does not want to see an announcement any more."""

    __tablename__ = "announcement_dismissal"

    announcement_id: str = Field(
        foreign_key="announcement.id", ondelete="CASCADE", primary_key=True
    )
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
