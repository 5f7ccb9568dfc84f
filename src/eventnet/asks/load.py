"""How many asks reach somebody: by what they chose, and so that no helper is worn out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from eventnet.asks.models import AskChoice, AskHelp, AskTurn, TurnState, Willingness
from eventnet.people.models import Profile, ProfileTopic, TopicKind

WEEK = timedelta(days=7)
LATELY = timedelta(days=28)
MOST_WAITING = {Willingness.NOT: 0, Willingness.WEEKLY: 1, Willingness.GLADLY: 3}
"""Asks that may wait for somebody at a time."""
OPEN_COUNTS, LATELY_COUNTS = 0.5, 0.25
"""How much less somebody is asked for each ask that waits for them, or that came lately."""


@dataclass(frozen=True)
class Load:
    """What somebody has been asked, and what they are willing to be."""

    willing: Willingness
    waiting: int = 0
    this_week: int = 0
    lately: int = 0

    @property
    def has_room(self) -> bool:
        """Whether one more may reach them."""
        if self.willing is Willingness.WEEKLY and self.this_week:
            return False
        return self.waiting < MOST_WAITING[self.willing]

    def spread(self, score: float) -> float:
        """Return by what somebody is chosen who fits so well: less, the more they are asked."""
        return score / (1 + OPEN_COUNTS * self.waiting + LATELY_COUNTS * self.lately)


def loads(session: Session, member_ids: Collection[str], now: datetime) -> dict[str, Load]:
    """Return the load of each of these members, in as many statements for one as for all."""
    willing = willingness(session, member_ids)
    mine = (col(AskTurn.member_id).in_(member_ids), col(AskTurn.asked_at).is_not(None))
    waiting = _count(session, *mine, AskTurn.state == TurnState.WAITING)
    week = _count(session, *mine, col(AskTurn.asked_at) > now - WEEK)
    lately = _count(session, *mine, col(AskTurn.asked_at) > now - LATELY)
    return {
        key: Load(willing[key], waiting.get(key, 0), week.get(key, 0), lately.get(key, 0))
        for key in member_ids
    }


def _count(session: Session, *conditions: object) -> Mapping[str, int]:
    query = select(AskTurn.member_id, func.count()).where(*conditions)  # type: ignore[arg-type]
    return dict(session.exec(query.group_by(col(AskTurn.member_id))).all())


def willingness(session: Session, member_ids: Collection[str]) -> dict[str, Willingness]:
    """Return how often asks may reach each of these members.

    Who has not said is asked once a week if they offer something, or have helped before; nobody
    else is asked, unless somebody who was asked names them.
    """
    query = select(AskChoice).where(col(AskChoice.member_id).in_(member_ids))
    said = {one.member_id: one.willing for one in session.exec(query) if one.willing}
    offers = _offering(session, member_ids)
    return {
        key: said.get(key, Willingness.WEEKLY if key in offers else Willingness.NOT)
        for key in member_ids
    }


def _offering(session: Session, member_ids: Collection[str]) -> set[str]:
    offers = (
        select(Profile.membership_id)
        .join(ProfileTopic, col(ProfileTopic.profile_id) == Profile.id)
        .where(
            col(Profile.membership_id).in_(member_ids),
            col(ProfileTopic.kind) == TopicKind.OFFER,
        )
    )
    helped = select(AskHelp.member_id).where(col(AskHelp.member_id).in_(member_ids))
    named = select(AskTurn.member_id).where(
        col(AskTurn.member_id).in_(member_ids), AskTurn.state == TurnState.SUGGESTED
    )
    return {*session.exec(offers), *session.exec(helped), *session.exec(named)}
