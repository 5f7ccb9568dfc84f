"""The jobs that write to those whose word it takes, and to whoever asked what came of it."""

from sqlmodel import col, select

from eventnet import clock, i18n
from eventnet.communities.desk import desk_of, send
from eventnet.introductions.letters import Desk, asked_letter, made_letter, over_letter
from eventnet.introductions.models import Introduction, IntroductionState, IntroductionStep
from eventnet.introductions.queries import addresses, waiting_for
from eventnet.jobs import Ground, job
from eventnet.people.members import view_those_told

IN_VAIN = (IntroductionState.DECLINED, IntroductionState.EXPIRED)


@job()
def tell_asked(ground: Ground, key: str, number: int) -> None:
    """Write to somebody whose word it takes, as long as it waits for it."""
    with ground.sessions() as session:
        step = session.get(IntroductionStep, (key, number))
        desk = desk_of(Desk, ground, session, step.membership_id) if step is not None else None
        if step is None or desk is None:
            return
        waiting = waiting_for(session, desk.reader.id, clock.now(), only=key)
        for one in waiting:
            asked = one.introduction
            wanted = {asked.from_id, asked.to_id, one.by_id}
            people = view_those_told(session, desk.reader, wanted)
            with i18n.speaking(desk.account.language):
                letter = asked_letter(desk, one, people)
                send(session, desk, letter)


@job()
def tell_made(ground: Ground, key: str) -> None:
    """Write to both of whom somebody introduced, with the address that the other gives."""
    with ground.sessions() as session:
        made = session.get(Introduction, key)
        if made is None or made.state is not IntroductionState.MADE:
            return
        for own_id in (made.from_id, made.to_id):
            desk = desk_of(Desk, ground, session, own_id)
            other_id = made.other(own_id)
            if desk is None:
                continue
            people = view_those_told(session, desk.reader, {other_id})
            given = addresses(session, own_id, [made]).get(other_id, "")
            with i18n.speaking(desk.account.language):
                letter = made_letter(desk, made, people.get(other_id), given)
                send(session, desk, letter)


@job()
def tell_over(ground: Ground, key: str) -> None:
    """Write to whoever asked that it did not come about, unless the two were introduced since."""
    with ground.sessions() as session:
        asked = session.get(Introduction, key)
        if asked is None or asked.state not in IN_VAIN:
            return
        desk = desk_of(Desk, ground, session, asked.from_id)
        two = {asked.from_id, asked.to_id}
        since = select(Introduction.id).where(
            Introduction.state == IntroductionState.MADE,
            col(Introduction.from_id).in_(two),
            col(Introduction.to_id).in_(two),
        )
        if desk is None or session.exec(since).first() is not None:
            return
        people = view_those_told(session, desk.reader, {asked.to_id})
        with i18n.speaking(desk.account.language):
            send(session, desk, over_letter(desk, asked, people.get(asked.to_id)))
