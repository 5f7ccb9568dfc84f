"""What members do about a talk: propose a time, accept, decline, say how it went.

Held are first those who take part, in the order of their ids, then the talk, then its sides.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet import clock
from eventnet.communities.actions import on_left
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.outcomes.counted import full_hour
from eventnet.rounds.forms import Telling
from eventnet.rounds.models import Met, RoundMember, RoundTalk, RoundTalkSide
from eventnet.rounds.telling import tell_moved, tell_off

FARTHEST = timedelta(days=90)
"""So far ahead a talk can be moved."""


class TimeChanged(Conflict):
    """Somebody else was faster about the time of a talk."""


def propose(
    session: Session, talk_id: str, membership_id: str, starts_at: datetime, sequence: int
) -> None:
    """Propose another time for a talk, in place of the one that a page showed."""
    with writing(session):
        talk, sides = _held(session, talk_id, membership_id)
        _expect(talk, sequence)
        now = clock.now()
        if talk.ends_at <= now:
            raise Refused(_("The time of this talk has passed. Say whether you met."))
        if not now < starts_at <= now + FARTHEST:
            raise Refused(_("Choose a time that is still to come, within three months."))
        if starts_at == talk.starts_at:
            raise Refused(_("This is the time that stands already. Choose another."))
        talk.starts_at, talk.sequence, talk.changed_at = starts_at, talk.sequence + 1, now
        for side in sides:
            side.suits = side.membership_id == membership_id
        session.add_all([talk, *sides])
        enqueue(session, tell_moved, talk_id, talk.sequence, membership_id)


def accept(session: Session, talk_id: str, membership_id: str, sequence: int) -> None:
    """Say that the time of a talk suits one, if it is the one that a page showed."""
    with writing(session):
        talk, sides = _held(session, talk_id, membership_id)
        _expect(talk, sequence)
        mine = _mine(sides, membership_id)
        mine.suits, talk.changed_at = True, clock.now()
        session.add_all([talk, mine])


def decline(session: Session, talk_id: str, membership_id: str) -> None:
    """Say that a talk does not suit one this time: who is alone then is first in line."""
    with writing(session):
        talk, sides = _held(session, talk_id, membership_id)
        if talk.ends_at <= clock.now():
            raise Refused(_("The time of this talk has passed. Say whether you met."))
        _go(session, talk, sides, membership_id)


def tell(session: Session, talk_id: str, membership_id: str, said: Telling) -> None:
    """Say whether one met, or say it anew; what did not take place had no worth.

    Figures know what was said first, until its hour was over: who looks before and after a change
    reads nothing off them.
    """
    with writing(session):
        talk, sides = _held(session, talk_id, membership_id)
        now, mine = clock.now(), _mine(sides, membership_id)
        if talk.starts_at > now:
            raise Refused(_("This talk is still to come. Say afterwards whether you met."))
        if mine.told_at is None or mine.told_at >= full_hour(now):
            mine.counted = said.met
        mine.told_at = mine.told_at or now
        mine.met, mine.memory = said.met, said.memory
        mine.worth = said.worth if said.met is Met.YES else None
        if (mine.promise, mine.due_on) != (said.promise, said.due_on):
            mine.kept_at = None
        mine.promise, mine.due_on = said.promise, said.due_on if said.promise else None
        session.add(mine)


def keep(session: Session, talk_id: str, membership_id: str) -> None:
    """Say that one has done what one promised in a talk. Again does no harm."""
    with writing(session):
        _talk, sides = _held(session, talk_id, membership_id)
        mine = _mine(sides, membership_id)
        if not mine.promise:
            raise Refused(_("You promised nothing in this talk."))
        mine.kept_at = mine.kept_at or clock.now()
        session.add(mine)


def withdraw(session: Session, membership_id: str) -> None:
    """Take somebody who leaves out of the rounds, and out of the talks that they have ahead."""
    with writing(session):
        call_off(session, membership_id)
        mine = session.get(RoundMember, membership_id)
        if mine is not None:
            mine.takes_part, mine.first_since = False, None
            session.add(mine)


def call_off(session: Session, membership_id: str) -> None:
    """Take somebody out of the talks that they have ahead. Again does no harm."""
    with writing(session):
        ahead = session.exec(_ahead(membership_id)).all()
        hold_people(session, [membership_id, *(one for key in ahead for one in _of(session, key))])
        for talk_id in session.exec(_ahead(membership_id)).all():
            talk, sides = _held(session, talk_id, membership_id)
            _go(session, talk, sides, membership_id)


def _ahead(membership_id: str) -> SelectOfScalar[str]:
    """Return the query for the talks that somebody has ahead."""
    return (
        select(RoundTalk.id)
        .join(RoundTalkSide, col(RoundTalkSide.talk_id) == RoundTalk.id)
        .where(
            RoundTalkSide.membership_id == membership_id,
            col(RoundTalk.live),
            col(RoundTalkSide.out_at).is_(None),
            RoundTalk.starts_at > clock.now(),
        )
        .order_by(col(RoundTalk.id))
    )


def hold_people(session: Session, membership_ids: Iterable[str]) -> None:
    """Hold how some members take part, in the order of their ids, as whoever holds a round does."""
    query = select(RoundMember).where(col(RoundMember.membership_id).in_(set(membership_ids)))
    query = query.order_by(col(RoundMember.membership_id)).with_for_update()
    session.exec(query.execution_options(populate_existing=True)).all()


def _held(
    session: Session, talk_id: str, membership_id: str
) -> tuple[RoundTalk, list[RoundTalkSide]]:
    """Return a talk that stands and its sides of those whom it suits, all held."""
    gone = NotFound(_("There is no such talk, or it is off."))
    members = _of(session, talk_id)
    if membership_id not in members:
        raise gone
    hold_people(session, members)
    talk = lock(session, RoundTalk, talk_id)
    if talk is None or not talk.live:
        raise gone
    query = select(RoundTalkSide).where(
        RoundTalkSide.talk_id == talk_id, col(RoundTalkSide.out_at).is_(None)
    )
    query = query.order_by(col(RoundTalkSide.membership_id)).with_for_update()
    sides = list(session.exec(query.execution_options(populate_existing=True)))
    if membership_id not in {side.membership_id for side in sides}:
        raise gone
    return talk, sides


def _of(session: Session, talk_id: str) -> list[str]:
    query = select(RoundTalkSide.membership_id).where(RoundTalkSide.talk_id == talk_id)
    return list(session.exec(query))


def _mine(sides: list[RoundTalkSide], membership_id: str) -> RoundTalkSide:
    return next(side for side in sides if side.membership_id == membership_id)


def _expect(talk: RoundTalk, sequence: int) -> None:
    if talk.sequence != sequence:
        raise TimeChanged(
            _("The time was changed while you had this page open. Look at the new one first.")
        )


def _go(session: Session, talk: RoundTalk, sides: list[RoundTalkSide], membership_id: str) -> None:
    """Take somebody out of a talk; whoever is alone then is first in line in the next round."""
    now, mine = clock.now(), _mine(sides, membership_id)
    mine.out_at, mine.suits = now, False
    rest = [side for side in sides if side is not mine]
    talk.sequence, talk.changed_at = talk.sequence + 1, now
    if len(rest) < 2:
        talk.live = False
        for side in rest:
            alone = session.get(RoundMember, side.membership_id)
            if alone is not None and alone.takes_part:
                alone.first_since = now
                session.add(alone)
    session.add_all([talk, mine])
    session.flush()
    enqueue(session, tell_off, talk.id, membership_id)


on_left.append(withdraw)
