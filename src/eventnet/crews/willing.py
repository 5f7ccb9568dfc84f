"""Who may be suggested for crews: by what they chose, and so that nobody is in too many."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, and_, col, func, or_, select

from eventnet.asks.load import loads
from eventnet.asks.models import Willingness
from eventnet.crews.models import LIVE, CrewBrief, CrewChoice, CrewSeat, SeatState

MOST_CREWS = 3
"""Whoever is in so many crews, or is invited to so many, is suggested for no further one."""
CREW_COUNTS, ASK_COUNTS = 60, 15
"""How much less somebody is worth for each crew, and for each ask that came lately."""
MOST_SPARED = 200


@dataclass(frozen=True)
class Spare:
    """Whether somebody may be suggested, and how much there is that already rests on them."""

    willing: bool
    crews: int = 0
    asks: int = 0

    @property
    def may(self) -> bool:
        """Whether one more crew may reach them."""
        return self.willing and self.crews < MOST_CREWS

    @property
    def burden(self) -> int:
        """By how much they are spared."""
        return min(MOST_SPARED, CREW_COUNTS * self.crews + ASK_COUNTS * self.asks)


def spare(
    session: Session, member_ids: Collection[str], now: datetime, *, but: str = ""
) -> dict[str, Spare]:
    """Return of each of these members whether they may be suggested, and their load.

    Who has not said is treated as for asks. One brief is left out of the count, if given. The
    statements are as many for one as for all.
    """
    said = choices(session, member_ids)
    asked = loads(session, member_ids, now)
    crews = _crews(session, member_ids, now, but)
    return {
        key: Spare(
            said[key].may_be_suggested
            if key in said
            else asked[key].willing is not Willingness.NOT,
            crews.get(key, 0),
            asked[key].lately,
        )
        for key in member_ids
    }


def choices(session: Session, member_ids: Collection[str]) -> dict[str, CrewChoice]:
    """Return what those of these members chose who have chosen."""
    query = select(CrewChoice).where(col(CrewChoice.member_id).in_(member_ids))
    return {one.member_id: one for one in session.exec(query)}


def _crews(
    session: Session, member_ids: Collection[str], now: datetime, but: str
) -> dict[str, int]:
    """Count the live crews that each is in, and the invitations that wait for them."""
    waits = and_(CrewSeat.state == SeatState.INVITED, col(CrewBrief.until) >= now.date())
    query = (
        select(CrewSeat.member_id, func.count())
        .join(CrewBrief, col(CrewBrief.id) == CrewSeat.brief_id)
        .where(
            col(CrewSeat.member_id).in_(member_ids),
            col(CrewBrief.state).in_(LIVE),
            CrewBrief.id != but,
            or_(CrewSeat.state == SeatState.YES, waits),
        )
        .group_by(col(CrewSeat.member_id))
    )
    return dict(session.exec(query).all())
