"""The words of those who are asked: passing on, declining, and at last yes or no.

Whoever answers holds the introduction, so of two answers, or an answer and a taking back, one
comes first, and the other is told so.
"""

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import lock, writing
from eventnet.errors import Conflict, NotFound
from eventnet.i18n import gettext as _
from eventnet.introductions.asking import hold_members, put_step
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.introductions.queries import is_open
from eventnet.introductions.telling import tell_made
from eventnet.introductions.ways import way_on
from eventnet.jobs import enqueue
from eventnet.people.silence import unheard_members
from eventnet.ties.counting import count_members


def pass_on(session: Session, key: str, own_id: str, next_id: str, words: str) -> None:
    """Pass a request on, to the one asked for or to somebody who knows them, with own words."""
    with writing(session):
        here = hold_members(session, [own_id, next_id])
        asked, step = _held(session, key, own_id)
        if own_id == asked.to_id:
            raise NotFound(_("There is no such request to you."))
        if next_id not in here or way_on(session, step, asked, clock.now()) != next_id:
            raise Conflict(no_way_on())
        _answer(session, step, yes=True, words=words)
        readers = {next_id, asked.to_id}
        heard = not any(unheard_members(session, one, {asked.from_id, own_id}) for one in readers)
        put_step(session, asked, step.number + 1, next_id, reached=heard)


def decline(session: Session, key: str, own_id: str) -> None:
    """Say no, to passing on or to being introduced. Who asked does not learn whose no it was."""
    with writing(session):
        asked, step = _held(session, key, own_id)
        _answer(session, step, yes=False)
        _end(session, asked, IntroductionState.DECLINED)


def agree(session: Session, key: str, own_id: str, *, gives_address: bool) -> None:
    """Say yes to being introduced: both are told, and know each other from now on."""
    with writing(session):
        crossing = _crossing(session, key)
        for one in sorted({key, *crossing}):
            lock(session, Introduction, one)
        asked, step = _held(session, key, own_id)
        if own_id != asked.to_id:
            raise NotFound(_("There is no such request to you."))
        _answer(session, step, yes=True)
        asked.gives_address = gives_address
        _end(session, asked, IntroductionState.MADE)
        for one in crossing:  # what they asked the other way is answered by it
            old = session.get_one(Introduction, one)
            if old.state is IntroductionState.WAITING:
                _end(session, old, IntroductionState.WITHDRAWN)
        enqueue(session, tell_made, asked.id)
        enqueue(session, count_members, asked.from_id, asked.to_id)


def take_back(session: Session, key: str, own_id: str) -> None:
    """Take a request back; or an introduction that was made, which either of the two can."""
    with writing(session):
        asked = lock(session, Introduction, key)
        two = () if asked is None else (asked.from_id, asked.to_id)
        if asked is None or own_id not in two:
            raise NotFound(_("There is no such request of yours."))
        if asked.state is IntroductionState.MADE:
            _end(session, asked, IntroductionState.UNDONE)
            enqueue(session, count_members, *two)
            return
        if own_id != asked.from_id:
            raise NotFound(_("There is no such request of yours."))
        if asked.state is not IntroductionState.WAITING:
            raise Conflict(_("This has ended already, so there is nothing to take back."))
        _end(session, asked, IntroductionState.WITHDRAWN)


def no_way_on() -> str:
    """Say that whoever is asked has no way on to the one asked for."""
    return _(
        "There is no way on to them from you any more. Say that you cannot; who asked learns "
        "only that it did not come about."
    )


def _held(session: Session, key: str, own_id: str) -> tuple[Introduction, IntroductionStep]:
    """Return a request that waits for somebody's word, held, with their step."""
    asked = lock(session, Introduction, key)
    query = select(IntroductionStep).where(
        IntroductionStep.introduction_id == key,
        IntroductionStep.membership_id == own_id,
        col(IntroductionStep.reached),
    )
    step = session.exec(query.execution_options(populate_existing=True)).first()
    if asked is None or step is None:
        raise NotFound(_("There is no such request to you."))
    if step.answered_at is not None:
        raise Conflict(_("You have answered this already."))
    if not is_open(session, asked, clock.now()):
        raise Conflict(_("This was taken back, or its time is over. There is nothing to answer."))
    return asked, step


def _answer(session: Session, step: IntroductionStep, *, yes: bool, words: str = "") -> None:
    step.answered_at, step.yes, step.words = clock.now(), yes, words
    session.add(step)


def _end(session: Session, asked: Introduction, state: IntroductionState) -> None:
    asked.state, asked.changed_at = state, clock.now()
    session.add(asked)
    session.flush()


def _crossing(session: Session, key: str) -> list[str]:
    """Return what the one asked for asks in turn: to be introduced to who asks."""
    asked = session.get(Introduction, key)
    if asked is None:
        return []
    query = select(Introduction.id).where(
        Introduction.from_id == asked.to_id,
        Introduction.to_id == asked.from_id,
        Introduction.state == IntroductionState.WAITING,
    )
    return list(session.exec(query))
