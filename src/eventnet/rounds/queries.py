"""Reads of rounds: somebody's talks, with whom each is, and what a community's rounds came to."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from eventnet.matching.profiles import also_met
from eventnet.people.members import also_known
from eventnet.rounds.models import (
    RoundMember,
    RoundsSetting,
    RoundTalk,
    RoundTalkSide,
    TalkRound,
)


@dataclass(frozen=True)
class OwnTalk:
    """A talk as one of its people has it, and the sides of the others."""

    talk: RoundTalk
    mine: RoundTalkSide
    others: list[RoundTalkSide]

    @property
    def stands(self) -> bool:
        """Whether the reader has somebody to talk with, and has not said no."""
        return self.talk.live and self.mine.out_at is None

    @property
    def with_whom(self) -> list[str]:
        """With whom it is: those to whom it suits; where it is off, with whom it was to be."""
        there = [one.membership_id for one in self.others if one.out_at is None]
        return there if self.stands else [one.membership_id for one in self.others]

    @property
    def is_agreed(self) -> bool:
        """Whether everybody said that the time suits them."""
        return self.mine.suits and all(one.suits for one in self.others if one.out_at is None)

    def is_over(self, now: datetime) -> bool:
        """Say whether its time has passed."""
        return self.talk.ends_at <= now


def talks_of(
    session: Session, membership_id: str, talk_ids: Collection[str] | None = None
) -> list[OwnTalk]:
    """Return somebody's talks, the latest first; of `talk_ids` only, if given."""
    query = (
        select(RoundTalk, RoundTalkSide)
        .join(RoundTalkSide, col(RoundTalkSide.talk_id) == RoundTalk.id)
        .where(RoundTalkSide.membership_id == membership_id)
        .order_by(col(RoundTalk.starts_at).desc(), col(RoundTalk.id))
    )
    if talk_ids is not None:
        query = query.where(col(RoundTalk.id).in_(talk_ids))
    rows = session.exec(query).all()
    sides: dict[str, list[RoundTalkSide]] = defaultdict(list)
    beside = select(RoundTalkSide).where(
        col(RoundTalkSide.talk_id).in_([talk.id for talk, _side in rows]),
        RoundTalkSide.membership_id != membership_id,
    )
    for side in session.exec(beside.order_by(col(RoundTalkSide.membership_id))):
        sides[side.talk_id].append(side)
    return [OwnTalk(talk, mine, sides[talk.id]) for talk, mine in rows]


def talk_of(session: Session, membership_id: str, talk_id: str) -> OwnTalk | None:
    """Return one talk of somebody's; None if it is not theirs."""
    return next(iter(talks_of(session, membership_id, [talk_id])), None)


def partners_of(session: Session, membership_id: str) -> set[str]:
    """Return with whom somebody has a talk that stands, or stood to its end."""
    return {
        other for one in talks_of(session, membership_id) if one.stands for other in one.with_whom
    }


def met_before(session: Session, community_id: str, before: datetime) -> list[tuple[str, str]]:
    """Return who had a talk with whom that stood when its time came, both ways."""
    mine, theirs = aliased(RoundTalkSide), aliased(RoundTalkSide)
    query = (
        select(mine.membership_id, theirs.membership_id)
        .join(theirs, col(theirs.talk_id) == mine.talk_id)
        .join(RoundTalk, col(RoundTalk.id) == mine.talk_id)
        .where(
            RoundTalk.community_id == community_id,
            col(RoundTalk.live),
            RoundTalk.starts_at < before,
            mine.membership_id != theirs.membership_id,
            col(mine.out_at).is_(None),
            col(theirs.out_at).is_(None),
        )
    )
    return list(session.exec(query))


def taking_part(session: Session, membership_id: str) -> RoundMember | None:
    """Return how somebody takes part in rounds; None if they never said."""
    return session.get(RoundMember, membership_id)


def setting_of(session: Session, community_id: str) -> RoundsSetting | None:
    """Return how a community holds rounds; None if nobody has set them up."""
    return session.get(RoundsSetting, community_id)


def rounds_of(session: Session, community_id: str) -> list[TalkRound]:
    """Return a community's rounds, the latest first."""
    query = select(TalkRound).where(TalkRound.community_id == community_id)
    return list(session.exec(query.order_by(col(TalkRound.due_on).desc())))


def number_taking_part(session: Session, community_id: str) -> int:
    """Return how many take part at the moment, those who pause among them."""
    query = select(RoundMember.membership_id).where(
        RoundMember.community_id == community_id, col(RoundMember.takes_part)
    )
    return len(session.exec(query).all())


also_met.append(met_before)
also_known.append(partners_of)
