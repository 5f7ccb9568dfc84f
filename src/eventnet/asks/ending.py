"""How an ask ends, or is left without an answer: everybody whom it concerns is told."""

from datetime import datetime

from sqlmodel import Session, col, select

from eventnet.asks.models import Ask, AskState, AskTurn, NewsKind, TurnState
from eventnet.asks.news import tell
from eventnet.asks.timing import end_of


def end(session: Session, ask: Ask, state: AskState, now: datetime) -> None:
    """End an ask that is held, inside the caller's transaction; who is still asked is told."""
    ask.state, ask.ended_at, ask.next_at = state, now, None
    session.add(ask)
    waiting = select(AskTurn).where(
        AskTurn.ask_id == ask.id,
        col(AskTurn.state).in_((TurnState.WAITING, TurnState.SUGGESTED)),
    )
    for turn in session.exec(waiting.order_by(col(AskTurn.member_id))).all():
        if turn.state is TurnState.WAITING:
            tell(session, ask.id, turn.member_id, NewsKind.ENDED)
        turn.state, turn.changed_at = TurnState.ENDED, now
        session.add(turn)
    if state is AskState.LAPSED:
        tell(session, ask.id, ask.by_id, NewsKind.LAPSED)


def escalate(session: Session, ask: Ask, now: datetime) -> None:
    """Let an ask be open, after its last wave; its asker is told where it stands."""
    ask.state, ask.next_at = AskState.OPEN, end_of(ask.useful_until)
    ask.escalated_at = ask.escalated_at or now
    session.add(ask)
    if ask.answered_at is None:
        tell(session, ask.id, ask.by_id, NewsKind.UNANSWERED)
