"""What follows from a talk: the two know each other, to the keeper of ties."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from eventnet.rounds.models import Met, RoundTalk, RoundTalkSide
from eventnet.ties.sources import Happening, sources
from eventnet.ties.strength import Contact, Kind

MINE, THEIRS = aliased(RoundTalkSide), aliased(RoundTalkSide)


def talks(session: Session, ids: Collection[str], now: datetime) -> Iterable[Happening]:
    """Give the talks that stood and are over, unless one of the two says that it was not so."""
    query = (
        select(MINE.membership_id, THEIRS.membership_id, RoundTalk)
        .join(RoundTalk, col(RoundTalk.id) == MINE.talk_id)
        .join(THEIRS, col(THEIRS.talk_id) == MINE.talk_id)
        .where(
            col(MINE.membership_id).in_(ids),
            col(MINE.membership_id) < THEIRS.membership_id,
            col(RoundTalk.live),
            RoundTalk.starts_at <= now,
            *(
                condition
                for side in (MINE, THEIRS)
                for condition in (
                    col(side.out_at).is_(None),
                    or_(col(side.met).is_(None), col(side.met) != Met.NO),
                )
            ),
        )
    )
    for one, other, talk in session.exec(query):
        if talk.ends_at <= now:
            yield one, other, Contact(Kind.MET, talk.starts_at)


sources.append(talks)
