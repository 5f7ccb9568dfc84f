"""The waves of an ask: the few best first, after some days the next, until somebody answers."""

from datetime import datetime

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.asks.choosing import candidates, ranked, turns_of
from eventnet.asks.ending import end, escalate
from eventnet.asks.evidence import Evidence
from eventnet.asks.holding import hold_ask
from eventnet.asks.load import Load
from eventnet.asks.models import LIVE, Ask, AskState, AskTurn, NewsKind, TurnState
from eventnet.asks.news import tell
from eventnet.asks.timing import SIZES, end_of, next_wave
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.jobs import Ground, job, one_by_one

HELD = 20
"""So many of the best are held while room is looked for among them."""


@job(cron="*/5 * * * *")
def send_waves(ground: Ground) -> None:
    """Send what is due; an ask that cannot be sent keeps no other waiting."""
    with ground.sessions() as session:
        due = (
            select(Ask.id)
            .join(Membership, col(Membership.id) == Ask.by_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(
                col(Ask.state).in_(LIVE),
                col(Ask.next_at) <= clock.now(),
                col(Account.deactivated_at).is_(None),
            )
            .order_by(col(Ask.next_at), col(Ask.id))
        )
        asks = session.exec(due).all()

    def move(ask_id: str) -> None:
        with ground.sessions() as session:
            move_on(session, ask_id)

    one_by_one("ask", asks, move)


def move_on(session: Session, ask_id: str) -> None:
    """Send the next wave of an ask, or let it escalate or lapse, if that is due.

    Two at once bring one wave: the second finds that it is not due any more.
    """
    ask = session.get(Ask, ask_id)
    asker = session.get(Membership, ask.by_id) if ask else None
    if ask is None or asker is None:
        return
    found = candidates(session, ask, asker)
    best = [one.person.membership_id for one, _load in ranked(session, ask, found, clock.now())]
    with writing(session):
        held, now = hold_ask(session, ask_id, *best[:HELD]), clock.now()
        if held is None or held.state not in LIVE or held.next_at is None or held.next_at > now:
            return
        if now >= end_of(held.useful_until):
            end(session, held, AskState.LAPSED, now)
            return
        chosen = ranked(session, held, {key: found[key] for key in best[:HELD]}, now)
        if held.wave >= held.waves and not chosen:
            escalate(session, held, now)
            return
        _send(session, held, chosen, now)


def _send(session: Session, ask: Ask, chosen: list[tuple[Evidence, Load]], now: datetime) -> None:
    turns = turns_of(session, ask.id)
    size = SIZES[min(ask.wave, len(SIZES) - 1)]
    ask.wave += 1
    ask.next_at = next_wave(now, ask.useful_until)
    session.add(ask)
    for one, load in chosen[:size]:
        member_id = one.person.membership_id
        turn = turns.get(member_id) or _turn(ask.id, member_id)
        turn.state, turn.wave = TurnState.WAITING, ask.wave
        turn.score, turn.load, turn.because = round(one.score, 3), load.lately, one.because
        turn.asked_at = turn.changed_at = now
        session.add(turn)
        tell(session, ask.id, member_id, NewsKind.ASKED)


def _turn(ask_id: str, member_id: str) -> AskTurn:
    return AskTurn(ask_id=ask_id, member_id=member_id, state=TurnState.WAITING)
