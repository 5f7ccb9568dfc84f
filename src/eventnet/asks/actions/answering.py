"""Verbs of those who are asked: answer, pass, suggest somebody."""

from sqlmodel import Session, select

from eventnet import clock
from eventnet.asks.actions.asking import no_such_ask
from eventnet.asks.holding import hold_ask
from eventnet.asks.models import LIVE, Ask, AskAnswer, AskState, AskTurn, NewsKind, TurnState
from eventnet.asks.news import tell
from eventnet.asks.reading import may_answer
from eventnet.asks.timing import end_of
from eventnet.asks.waves import send_waves
from eventnet.communities.models import Membership
from eventnet.database import insert_missing, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.people.members import view_members
from eventnet.people.silence import is_heard_by

SIDE_BY_SIDE = 2
"""If fewer were asked in a wave, that all pass brings no next one: it would tell who passed."""


def answer(session: Session, member: Membership, ask_id: str, words: str) -> AskAnswer:
    """Answer an ask; the next wave stays where it is. A second answer takes the first one's place.

    Once it is thanked for, or was said to help, an answer stays as it was read. Whether the asker
    wants to hear it, nobody is told.
    """
    with writing(session):
        ask, turn = _held(session, member, ask_id)
        now = clock.now()
        mine = select(AskAnswer).where(AskAnswer.ask_id == ask.id, AskAnswer.by_id == member.id)
        said = session.exec(mine.execution_options(populate_existing=True)).one_or_none()
        if said is not None and (said.thanked_at or said.helped_at):
            raise Conflict(_("Your answer was thanked for already. Add a line below it instead."))
        said = said or AskAnswer(ask_id=ask.id, by_id=member.id, words=words, at=now)
        said.words, said.delivered = words, is_heard_by(session, ask.by_id, member.id)
        turn.state, turn.changed_at = TurnState.ANSWERED, now
        session.add_all([said, turn])
        session.flush()
        if said.delivered:
            ask.answered_at = ask.answered_at or now
            ask.next_at = end_of(ask.useful_until)
            session.add(ask)
            tell(session, ask.id, ask.by_id, NewsKind.ANSWER, said.id)
        return said


def pass_on(session: Session, member: Membership, ask_id: str) -> None:
    """Pass: nobody is told who did. If all of a wave pass, the next one goes out."""
    with writing(session):
        ask, turn = _held(session, member, ask_id)
        if turn.state is not TurnState.WAITING:
            return
        turn.state, turn.changed_at = TurnState.PASSED, clock.now()
        session.add(turn)
        session.flush()
        states = select(AskTurn.state).where(AskTurn.ask_id == ask.id, AskTurn.wave == ask.wave)
        all_passed = set(said := session.exec(states).all()) == {TurnState.PASSED}
        if all_passed and len(said) >= SIDE_BY_SIDE and ask.state is AskState.GOING:
            ask.next_at = clock.now()
            session.add(ask)
            enqueue(session, send_waves)


def suggest(
    session: Session, member: Membership, ask_id: str, other_id: str, *, tells_who: bool
) -> None:
    """Name somebody who may know; they are asked in the next wave, if they can be reached.

    Whether they can, or were asked already, nobody is told.
    """
    if other_id not in view_members(session, member, [other_id]) or other_id == member.id:
        raise NotFound(
            _("There is no such person in this community, or they are not shown to you.")
        )
    with writing(session):
        ask, _turn = _held(session, member, ask_id)
        if other_id == ask.by_id:
            return
        row = {
            "ask_id": ask.id,
            "member_id": other_id,
            "state": TurnState.SUGGESTED,
            "suggested_by_id": member.id,
            "tells_who": tells_who,
            "changed_at": clock.now(),
            "because": [{"what": "suggested"}],
            "wave": 0,
            "score": 0.0,
            "load": 0,
        }
        insert_missing(session, AskTurn, [row])
        if ask.state is AskState.OPEN:
            ask.next_at = clock.now()
            session.add(ask)
            enqueue(session, send_waves)


def _held(session: Session, member: Membership, ask_id: str) -> tuple[Ask, AskTurn]:
    """Return a live ask and the member's turn at it, held; a new turn at one that is open."""
    ask = hold_ask(session, ask_id, member.id)
    if ask is None or not may_answer(session, member, ask):
        raise no_such_ask()
    if ask.state not in LIVE:
        raise Conflict(
            _("This ask has ended meanwhile, so it needs no answer any more. Thank you.")
        )
    turn = session.get(AskTurn, (ask_id, member.id), populate_existing=True)
    if turn is None:
        turn = AskTurn(ask_id=ask_id, member_id=member.id, state=TurnState.SUGGESTED)
    return ask, turn
