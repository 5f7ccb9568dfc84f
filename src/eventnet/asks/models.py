"""Tables of asks: to whom each was put and why, what they answered, and what that taught."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from eventnet import clock
from eventnet.database import Choice, Utc
from eventnet.ids import new_id

LONGEST_TITLE = 120
LONGEST = 4000
"""Characters of what is asked, or answered."""


class AskState(StrEnum):
    """What has become of an ask."""

    GOING = "going"
    OPEN = "open"
    """All waves went out without an answer."""
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"
    """The day until which it was useful has passed."""


LIVE = (AskState.GOING, AskState.OPEN)


class Reach(StrEnum):
    """Whom an ask may reach."""

    COMMUNITY = "community"
    MET = "met"


class Ask(SQLModel, table=True):
    """Something that a member of a community needs to know, or to have."""

    __table_args__ = (Index("ix_ask_community_id_state", "community_id", "state"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    community_id: str = Field(foreign_key="community.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    title: str = Field(max_length=LONGEST_TITLE)
    words: str
    useful_until: date = Field(description="the last day on which an answer helps")
    reach: Reach = Field(default=Reach.COMMUNITY, sa_type=Choice(Reach))
    named: bool = Field(default=True, description="those who are asked read whose it is")
    may_open: bool = Field(default=False, description="may be shown to all, if nobody answers")
    state: AskState = Field(default=AskState.GOING, sa_type=Choice(AskState))
    waves: int = Field(description="how many waves there are, before suggestions")
    wave: int = Field(default=0, description="how many of them have gone out")
    next_at: datetime | None = Field(
        default=None, sa_type=Utc, index=True, description="when the next wave goes out, or it ends"
    )
    created_at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    answered_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when the first answer came"
    )
    escalated_at: datetime | None = Field(default=None, sa_type=Utc)
    ended_at: datetime | None = Field(default=None, sa_type=Utc)


class AskTopic(SQLModel, table=True):
    """A word of the community that an ask is about."""

    __tablename__ = "ask_topic"

    ask_id: str = Field(foreign_key="ask.id", ondelete="CASCADE", primary_key=True)
    topic_id: str = Field(foreign_key="topic.id", ondelete="CASCADE", primary_key=True, index=True)


class TurnState(StrEnum):
    """How an ask stands with one of those to whom it was put."""

    SUGGESTED = "suggested"
    """Named by somebody who was asked; not asked yet."""
    WAITING = "waiting"
    ANSWERED = "answered"
    PASSED = "passed"
    ENDED = "ended"
    """It ended before they said anything."""


class AskTurn(SQLModel, table=True):
    """An ask with one member: nobody has two turns at the same ask."""

    __tablename__ = "ask_turn"
    __table_args__ = (
        Index(
            "ix_ask_turn_waiting",
            "member_id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    ask_id: str = Field(foreign_key="ask.id", ondelete="CASCADE", primary_key=True)
    member_id: str = Field(
        foreign_key="membership.id", ondelete="CASCADE", primary_key=True, index=True
    )
    state: TurnState = Field(sa_type=Choice(TurnState))
    wave: int = Field(default=0, description="0: not by a wave")
    score: float = Field(default=0.0, description="how well they fit, before their load counts")
    load: int = Field(default=0, description="how many asks they had lately, when it was put")
    because: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSON, description="on what the score rests; topics by id"
    )
    suggested_by_id: str | None = Field(
        default=None, foreign_key="membership.id", ondelete="SET NULL", index=True
    )
    tells_who: bool = Field(default=False, description="they may read who suggested them")
    asked_at: datetime | None = Field(default=None, sa_type=Utc)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class AskAnswer(SQLModel, table=True):
    """What a member answers to an ask. The two of them read it."""

    __tablename__ = "ask_answer"
    __table_args__ = (UniqueConstraint("ask_id", "by_id"),)

    id: str = Field(default_factory=new_id, primary_key=True)
    ask_id: str = Field(foreign_key="ask.id", ondelete="CASCADE")
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    words: str
    delivered: bool = Field(default=True, description="the asker reads it")
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    thanked_at: datetime | None = Field(default=None, sa_type=Utc)
    helped_at: datetime | None = Field(
        default=None, sa_type=Utc, description="when the asker said that it helped"
    )


class AskReply(SQLModel, table=True):
    """A line between the two, about an answer."""

    __tablename__ = "ask_reply"

    id: str = Field(default_factory=new_id, primary_key=True)
    answer_id: str = Field(foreign_key="ask_answer.id", ondelete="CASCADE", index=True)
    by_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    words: str
    delivered: bool = Field(default=True, description="the other reads it")
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)


class AskHelp(SQLModel, table=True):
    """What somebody has helped with, as answers that were accepted taught."""

    __tablename__ = "ask_help"

    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    topic_id: str = Field(foreign_key="topic.id", ondelete="CASCADE", primary_key=True, index=True)
    weight: float
    times: int
    last_at: datetime = Field(sa_type=Utc)
    used: bool = Field(default=True, description="its owner lets it count, and be read")


class Willingness(StrEnum):
    """How often asks may reach somebody."""

    NOT = "not"
    WEEKLY = "weekly"
    GLADLY = "gladly"


class AskChoice(SQLModel, table=True):
    """What a member chose about asks."""

    __tablename__ = "ask_choice"

    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", primary_key=True)
    willing: Willingness | None = Field(default=None, sa_type=Choice(Willingness))
    shows_reliability: bool = Field(
        default=True, description="others may read that they answer, and keep meetings"
    )


class NewsKind(StrEnum):
    """What somebody is told about an ask."""

    ASKED = "asked"
    ANSWER = "answer"
    REPLY = "reply"
    THANKS = "thanks"
    HELPED = "helped"
    ENDED = "ended"
    UNANSWERED = "unanswered"
    LAPSED = "lapsed"


class AskNews(SQLModel, table=True):
    """Something to tell a member about an ask, gathered into one mail a day."""

    __tablename__ = "ask_news"
    __table_args__ = (
        UniqueConstraint("ask_id", "member_id", "kind", "about"),
        Index(
            "ix_ask_news_untold",
            "member_id",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: str = Field(default_factory=new_id, primary_key=True)
    ask_id: str = Field(foreign_key="ask.id", ondelete="CASCADE")
    member_id: str = Field(foreign_key="membership.id", ondelete="CASCADE", index=True)
    kind: NewsKind = Field(sa_type=Choice(NewsKind))
    about: str = Field(default="", max_length=40, description="which answer or line")
    at: datetime = Field(default_factory=clock.now, sa_type=Utc)
    told_at: datetime | None = Field(default=None, sa_type=Utc)
