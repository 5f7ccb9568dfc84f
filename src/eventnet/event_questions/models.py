"""Tables of questions that an event adds to the profile, and of their answers."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_LABEL = 200
LONGEST_HINT = 300


class QuestionKind(StrEnum):
    """What an answer is."""

    LINE = "line"
    TEXT = "text"
    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes_no"


OF_CHOICES = (QuestionKind.ONE, QuestionKind.SEVERAL)


class SeenBy(StrEnum):
    """Who sees an answer, beside the one who gave it."""

    EVERYONE = "everyone"
    """Everybody at the event who may see the person."""
    ORGANIZERS = "organizers"


class EventQuestion(SQLModel, table=True):
    """A question that attendees of an event are asked."""

    __tablename__ = "event_question"

    id: str = Field(default_factory=new_id, primary_key=True)
    event_id: str = Field(foreign_key="event.id", ondelete="CASCADE", index=True)
    label: str = Field(max_length=LONGEST_LABEL)
    hint: str = Field(default="", max_length=LONGEST_HINT)
    kind: QuestionKind = Field(sa_type=Choice(QuestionKind))
    options: list[str] = Field(default_factory=list, sa_type=JSON, description="to choose from")
    required: bool = False
    seen_by: SeenBy = Field(default=SeenBy.EVERYONE, sa_type=Choice(SeenBy))
    position: int = 0
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    removed_at: datetime | None = Field(
        default=None,
        sa_type=Utc,
        description="taken away; its answers are kept while it may return",
    )


class EventAnswer(SQLModel, table=True):
    """What somebody answered. It is shown to nobody to whom it was not when they gave it."""

    __tablename__ = "event_answer"

    question_id: str = Field(foreign_key="event_question.id", ondelete="CASCADE", primary_key=True)
    attendance_id: str = Field(
        foreign_key="attendance.id", ondelete="CASCADE", primary_key=True, index=True
    )
    said: list[str] = Field(default_factory=list, sa_type=JSON)
    seen_by: SeenBy = Field(sa_type=Choice(SeenBy), description="as it was when they answered")
    answered_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
