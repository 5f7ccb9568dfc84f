"""The jobs that write mails about rounds."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock, i18n
from eventnet.batches import batches
from eventnet.database import lock, writing
from eventnet.jobs import Ground, enqueue, job
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import Letter, post_all
from eventnet.people.silence import unheard_members
from eventnet.rounds import letters
from eventnet.rounds.letters import Other
from eventnet.rounds.models import RoundMember, RoundTalk, RoundTalkSide, TalkRound
from eventnet.rounds.partners import people_of
from eventnet.rounds.readers import Reader, readers
from eventnet.settings import Settings

TOGETHER = 100
"""Talks whose mails are written between two transactions."""
LATEST = timedelta(days=7)
"""Of a talk so long ago nobody is asked any more, because nothing ran."""

Write = Callable[[Settings, Reader, RoundTalk, list[Other]], Letter]


@job()
def tell_round(ground: Ground, round_id: str) -> None:
    """Write to all who took part in a round: with whom they talk, or that there was nobody."""
    with ground.sessions() as session:
        held = session.get(TalkRound, round_id)
        if held is None:
            return
        query = select(RoundTalk.id).where(RoundTalk.round_id == round_id, col(RoundTalk.live))
        talks = session.exec(query.order_by(col(RoundTalk.id))).all()
        waiting = session.exec(
            select(RoundMember.membership_id)
            .where(
                RoundMember.community_id == held.community_id,
                col(RoundMember.takes_part),
                RoundMember.first_since == held.done_at,
            )
            .order_by(col(RoundMember.membership_id))
        ).all()
        for some in batches(talks, TOGETHER):
            _write(session, ground.settings, some, letters.talk_letter)
        for some in batches(waiting, TOGETHER):
            mails = [
                _drawn(ground.settings, to, letters.left_letter, round_id)
                for to in readers(session, some).values()
            ]
            with writing(session):
                post_all(session, mails)


@job()
def tell_moved(ground: Ground, talk_id: str, sequence: int, by_id: str) -> None:
    """Write to the others that one of them proposes a time, unless there is another by now."""

    def write(settings: Settings, to: Reader, talk: RoundTalk, others: list[Other]) -> Letter:
        (by,) = (one for one in others if one.person.membership_id == by_id)
        return letters.moved_letter(settings, to, talk, others, by)

    with ground.sessions() as session:
        talk = session.get(RoundTalk, talk_id)
        said = talk is not None and talk.live and talk.sequence == sequence
        if said and by_id in people_of(session, [by_id]):
            _write(session, ground.settings, [talk_id], write, by_id=by_id)


@job()
def tell_off(ground: Ground, talk_id: str, by_id: str) -> None:
    """Write to the others that it does not suit one of them."""
    with ground.sessions() as session:
        talk = session.get(RoundTalk, talk_id)
        if talk is None:
            return
        there = _there(session, [talk_id])[talk_id]
        people = people_of(session, [*there, by_id])
        if by_id not in people:
            return
        by = Other(people[by_id].seen(), [])
        mails = []
        for key, to in readers(session, there).items():
            others = [Other(people[one].seen(), []) for one in there if one != key]
            mails.append(_drawn(ground.settings, to, letters.off_letter, talk, by, others))
        with writing(session):
            post_all(session, mails)


@job(cron="*/15 * * * *")
def ask_whether_they_met(ground: Ground) -> None:
    """Have the people of each talk asked whose time has passed, once."""
    now = clock.now()
    with ground.sessions() as session:
        due = session.exec(
            select(RoundTalk).where(
                col(RoundTalk.live),
                col(RoundTalk.asked_at).is_(None),
                RoundTalk.starts_at <= now,
                RoundTalk.starts_at > now - LATEST,
            )
        ).all()
        for key in [talk.id for talk in due if talk.ends_at <= now]:
            with writing(session):
                talk = lock(session, RoundTalk, key)
                if talk is None or not talk.live or talk.asked_at or talk.ends_at > now:
                    continue
                talk.asked_at = now
                session.add(talk)
                enqueue(session, ask_of, key)


@job()
def ask_of(ground: Ground, talk_id: str) -> None:
    """Ask those who have said nothing yet of a talk whether they met."""
    with ground.sessions() as session:
        _write(session, ground.settings, [talk_id], letters.met_letter, silent_only=True)


def _write(
    session: Session,
    settings: Settings,
    talk_ids: Iterable[str],
    letter: Write,
    *,
    by_id: str = "",
    silent_only: bool = False,
) -> None:
    """Write a mail about each of these talks to all of its people, but to whoever it is `by`."""
    ids = list(talk_ids)
    talks = {
        one.id: one for one in session.exec(select(RoundTalk).where(col(RoundTalk.id).in_(ids)))
    }
    there = _there(session, ids)
    members = {one for keys in there.values() for one in keys}
    people, to_write = people_of(session, members), readers(session, members)
    where = _where(session, members)
    told = _told(session, ids) if silent_only else set()
    mails = []
    for talk_id, talk in talks.items():
        for key in there[talk_id]:
            to = to_write.get(key)
            if to is None or key not in people or key == by_id or (talk_id, key) in told:
                continue
            if by_id and unheard_members(session, key, [by_id]):
                continue
            others = [one for one in there[talk_id] if one != key and one in people]
            with i18n.speaking(to.language):
                mates = [
                    Other(people[one].seen(), people[key].why(people[one]), where[one])
                    for one in others
                ]
                mails.append(letters.drawn_up(settings, to, letter(settings, to, talk, mates)))
    with writing(session):
        post_all(session, mails)


def _drawn(
    settings: Settings, to: Reader, letter: Callable[..., Letter], *said: object
) -> OutboxMail:
    with i18n.speaking(to.language):
        return letters.drawn_up(settings, to, letter(settings, to, *said))


def _there(session: Session, talk_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return those whom each talk still suits."""
    found: dict[str, list[str]] = {key: [] for key in talk_ids}
    query = select(RoundTalkSide.talk_id, RoundTalkSide.membership_id).where(
        col(RoundTalkSide.talk_id).in_(list(found)), col(RoundTalkSide.out_at).is_(None)
    )
    for talk_id, key in session.exec(query.order_by(col(RoundTalkSide.membership_id))):
        found[talk_id].append(key)
    return found


def _told(session: Session, talk_ids: list[str]) -> set[tuple[str, str]]:
    query = select(RoundTalkSide.talk_id, RoundTalkSide.membership_id).where(
        col(RoundTalkSide.talk_id).in_(talk_ids), col(RoundTalkSide.met).is_not(None)
    )
    return set(session.exec(query).all())


def _where(session: Session, members: Iterable[str]) -> dict[str, str]:
    query = select(RoundMember.membership_id, RoundMember.where)
    query = query.where(col(RoundMember.membership_id).in_(list(members)))
    return dict(session.exec(query).all())
