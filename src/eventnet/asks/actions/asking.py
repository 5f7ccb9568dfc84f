"""Verbs of whoever asks: ask, ask further people, show it to all, close, take back."""

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.asks.choosing import who_fits
from eventnet.asks.ending import end, escalate
from eventnet.asks.forms import AskFields
from eventnet.asks.holding import hold_ask, hold_members
from eventnet.asks.models import LIVE, Ask, AskState, AskTopic
from eventnet.asks.timing import planned
from eventnet.asks.topics import named
from eventnet.asks.waves import send_waves
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue

MOST_LIVE = 3
"""Asks of one member that are under way at a time."""


class TooManyAsks(Refused):
    """Somebody has as many asks under way as they may."""


def ask(session: Session, asker: Membership, said: AskFields) -> Ask:
    """Ask something; the first wave goes out at once. The same words twice are one ask."""
    topics = named(session, asker, said.labels())
    fits = who_fits(session, asker, said.reach, topics, f"{said.title} {said.words}")
    with writing(session):
        hold_members(session, [asker.id])
        known = select(Ask).where(
            Ask.by_id == asker.id,
            Ask.title == said.title,
            Ask.words == said.words,
            col(Ask.state).in_(LIVE),
        )
        made = session.exec(known).first()
        if made is not None:
            return made
        _refuse_many(session, asker.id)
        made = Ask(
            community_id=asker.community_id,
            by_id=asker.id,
            title=said.title,
            words=said.words,
            useful_until=said.useful_until,
            reach=said.reach,
            named=bool(said.named),
            may_open=bool(said.may_open),
            waves=len(planned(len(fits))),
            next_at=clock.now(),
        )
        session.add(made)
        session.flush()
        session.add_all(AskTopic(ask_id=made.id, topic_id=key) for key in topics)
        if not fits:
            escalate(session, made, clock.now())
        enqueue(session, send_waves)
    return made


def _refuse_many(session: Session, member_id: str) -> None:
    mine = select(func.count()).where(Ask.by_id == member_id, col(Ask.state).in_(LIVE))
    if session.exec(mine).one() >= MOST_LIVE:
        raise TooManyAsks(
            _(
                "You have %(most)d asks under way, which is as many as one may have. Close one of "
                "them first.",
                most=MOST_LIVE,
            )
        )


def ask_further(session: Session, member_id: str, ask_id: str) -> None:
    """Let the next wave go out now, though there is an answer or the others have time still."""
    with writing(session):
        one = _held(session, member_id, ask_id)
        if one.state is AskState.GOING:
            one.next_at = clock.now()
            session.add(one)
            enqueue(session, send_waves)


def show_to_all(session: Session, member_id: str, ask_id: str) -> None:
    """Show an ask that was left without an answer to everybody whom it may reach."""
    with writing(session):
        one = _held(session, member_id, ask_id)
        one.may_open = True
        session.add(one)
        if one.state is AskState.GOING and one.wave >= one.waves:
            escalate(session, one, clock.now())


def close(session: Session, member_id: str, ask_id: str) -> None:
    """End an ask that needs no more answers. Again changes nothing."""
    _end(session, member_id, ask_id, AskState.CLOSED)


def take_back(session: Session, member_id: str, ask_id: str) -> None:
    """Take an ask back: those who were asked see it no more. Again changes nothing."""
    _end(session, member_id, ask_id, AskState.TAKEN_BACK)


def _end(session: Session, member_id: str, ask_id: str, state: AskState) -> None:
    with writing(session):
        one = hold_ask(session, ask_id)
        if one is None or one.by_id != member_id:
            raise no_such_ask()
        if one.state in LIVE:
            end(session, one, state, clock.now())


def _held(session: Session, member_id: str, ask_id: str) -> Ask:
    one = hold_ask(session, ask_id)
    if one is None or one.by_id != member_id:
        raise no_such_ask()
    if one.state not in LIVE:
        raise Conflict(_("This ask has ended. Ask again, if you still need it."))
    return one


def no_such_ask() -> NotFound:
    """Return the one answer about asks that are not theirs, or not any more."""
    return NotFound(_("There is no such ask for you; perhaps it was taken back."))
