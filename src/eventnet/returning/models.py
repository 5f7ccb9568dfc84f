"""The table of those who were asked to come again."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Utc


class ReturnInvitation(SQLModel, table=True):
    """A member who was at an earlier event is asked to come to this one, too."""

    __tablename__ = "return_invitation"

    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", primary_key=True)
    membership_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    from_event_id: str | None = Field(
        default=None,
        foreign_key="event.id",
        ondelete="SET NULL",
        index=True,
        description="where they were; their role there is the one they come in",
    )
    written_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    declined_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when they said that they do not come this time"
    )
