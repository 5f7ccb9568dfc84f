"""Holding a round: who is with whom is found apart from the site, and stored all at once.

Whoever is killed on the way leaves a round that is under way and has nothing; it is held anew.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.ids import new_id
from eventnet.jobs import enqueue
from eventnet.logs import logger
from eventnet.rounds.barred import barred
from eventnet.rounds.calendar import DAYS
from eventnet.rounds.hall import two
from eventnet.rounds.hours import Window
from eventnet.rounds.models import (
    RoundMember,
    RoundsSetting,
    RoundState,
    RoundTalk,
    RoundTalkSide,
    TalkRound,
)
from eventnet.rounds.pairing import Arranged, Arrangement, arrange
from eventnet.rounds.planning import worth_of_pairs
from eventnet.rounds.reading import guests_of, read
from eventnet.rounds.telling import tell_round

Sessions = Callable[[], AbstractContextManager[Session]]
log = logger(__name__)


def hold(sessions: Sessions, round_id: str) -> None:
    """Hold a round that is under way; done again it changes nothing."""
    with sessions() as session:
        held = session.get(TalkRound, round_id)
        if held is None or held.state is RoundState.DONE:
            return
        setting = session.get_one(RoundsSetting, held.community_id)
        window = Window.after(clock.now(), DAYS[setting.rhythm])
        book = read(session, setting, held, window)
        minutes = setting.minutes
        session.rollback()  # nothing is held while the engine computes
        worths = worth_of_pairs(book.people) if len(book.hall.guests) > 1 else []
        came = arrange(book.hall, worths)
        _store(session, round_id, came, window, minutes)


def _store(
    session: Session, round_id: str, came: Arrangement, window: Window, minutes: int
) -> None:
    """Write down what came of a round, in one transaction, of whoever is still there."""
    now = clock.now()
    with writing(session):
        held = lock(session, TalkRound, round_id)
        if held is None or held.state is RoundState.DONE:  # somebody else held it meanwhile
            return
        here = _hold_members(session, held)
        talks, left = _still_so(session, held, came, here)
        rows = [
            {
                "id": new_id(),
                "round_id": held.id,
                "community_id": held.community_id,
                "starts_at": window.first(talk.starts),
                "minutes": minutes,
                "live": True,
                "sequence": 0,
                "changed_at": now,
            }
            for talk in talks
        ]
        sides = [
            {
                "talk_id": row["id"],
                "membership_id": one,
                "suits": False,
                "memory": "",
                "promise": "",
            }
            for row, talk in zip(rows, talks, strict=True)
            for one in talk.members
        ]
        if rows:
            session.execute(insert(RoundTalk), rows)
            session.execute(insert(RoundTalkSide), sides)
        _remember(session, held, [str(side["membership_id"]) for side in sides], left, now)
        held.state, held.done_at = RoundState.DONE, now
        held.people, held.talks, held.left = len(sides) + len(left), len(rows), len(left)
        held.threes = sum(len(talk.members) > 2 for talk in talks)
        session.add(held)
        enqueue(session, tell_round, round_id)
    log.info(
        "round.held",
        round_id=round_id,
        people=len(sides) + len(left),
        talks=len(rows),
        left=len(left),
        worth=round(came.worth, 2),
        bound=round(came.bound, 2),
    )


def _hold_members(session: Session, held: TalkRound) -> set[str]:
    """Return who takes part now, each held: whoever stops or leaves comes before or after."""
    mine = select(RoundMember.membership_id).where(RoundMember.community_id == held.community_id)
    session.exec(mine.order_by(col(RoundMember.membership_id)).with_for_update()).all()
    return {one.membership_id for one, _profile in guests_of(session, held)}


def _still_so(
    session: Session, held: TalkRound, came: Arrangement, here: set[str]
) -> tuple[list[Arranged], list[str]]:
    """Return the talks that may still be held, and who has none: since they were arranged
    somebody may have stopped, or ruled another out."""
    apart = barred(session, held.community_id)
    talks, left = [], [one for one in came.left if one in here]
    for talk in came.talks:
        people = talk.members
        pairs = {two(a, b) for a in people for b in people if a < b}
        if here.issuperset(people) and not pairs & apart:
            talks.append(talk)
        else:
            left += [one for one in people if one in here]
    return talks, left


def _remember(
    session: Session,
    held: TalkRound,
    with_somebody: Sequence[str],
    left: Sequence[str],
    now: datetime,
) -> None:
    """Let whoever had nobody be first next time, and who had somebody, or skipped, not any more."""
    key = col(RoundMember.membership_id)
    for some in batches(with_somebody):
        paired = update(RoundMember).where(key.in_(some))
        session.execute(paired.values(first_since=None, latest_round_id=held.id))
    for some in batches(left):
        session.execute(update(RoundMember).where(key.in_(some)).values(first_since=now))
    skipped = update(RoundMember).where(
        col(RoundMember.community_id) == held.community_id, col(RoundMember.skips_next)
    )
    session.execute(skipped.values(skips_next=False))
    session.expire_all()
