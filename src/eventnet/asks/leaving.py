"""Whoever leaves a community takes their asks along, and is asked nothing more."""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.asks.ending import end
from eventnet.asks.models import LIVE, Ask, AskState, AskTurn, TurnState
from eventnet.communities.actions import on_left
from eventnet.database import lock


def let_go(session: Session, member_id: str) -> None:
    """Take back what a member asked, and end what waits for them, in the caller's transaction."""
    now = clock.now()
    own = select(Ask.id).where(Ask.by_id == member_id, col(Ask.state).in_(LIVE))
    put = select(AskTurn.ask_id).where(
        AskTurn.member_id == member_id,
        col(AskTurn.state).in_((TurnState.WAITING, TurnState.SUGGESTED)),
    )
    for ask_id in sorted({*session.exec(own), *session.exec(put)}):
        ask = lock(session, Ask, ask_id)
        if ask is not None and ask.by_id == member_id and ask.state in LIVE:
            end(session, ask, AskState.TAKEN_BACK, now)
        turn = session.get(AskTurn, (ask_id, member_id), populate_existing=True)
        if turn is not None and turn.state in (TurnState.WAITING, TurnState.SUGGESTED):
            turn.state, turn.changed_at = TurnState.ENDED, now
            session.add(turn)


on_left.append(let_go)
