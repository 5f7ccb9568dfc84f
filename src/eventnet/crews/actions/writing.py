"""Verbs of whoever writes a brief: write it or ask for a circle, look again, swap, invite, end."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, col, delete, func, select

from eventnet import clock
from eventnet.asks.holding import hold_members
from eventnet.asks.topics import readable
from eventnet.communities.models import Membership
from eventnet.crews.forms import BriefFields, CircleFields
from eventnet.crews.holding import hold_own, no_such_crew
from eventnet.crews.looking import look_for
from eventnet.crews.models import (
    LIVE,
    SMALLEST,
    BriefState,
    CrewBrief,
    CrewSeat,
    CrewSkill,
    Kind,
    SeatState,
)
from eventnet.crews.pool import seats_of
from eventnet.crews.telling import tell_invited
from eventnet.database import writing
from eventnet.errors import Conflict, Refused
from eventnet.i18n import gettext as _
from eventnet.jobs import enqueue
from eventnet.people.members import view_self
from eventnet.people.topics import topic_key

MOST_LIVE = 3
"""Briefs of one member that are under way at a time."""


class UnknownSkills(Refused):
    """None of the skills stands anywhere where whoever writes may read it."""


class NothingToBring(Refused):
    """A profile says nothing that somebody would give, or nothing that they look for."""


class TooManyBriefs(Refused):
    """Somebody has as many briefs under way as they may."""


def write_brief(session: Session, author: Membership, said: BriefFields) -> CrewBrief:
    """Write a brief, and look for its team. The same form sent twice is one brief."""
    needs = _needs(session, author, said)
    brief = CrewBrief(
        community_id=author.community_id,
        by_id=author.id,
        title=said.title,
        words=said.words,
        least=said.least,
        most=said.most,
        until=said.until,
    )
    return _write(session, brief, said.once, needs)


def ask_for_circle(session: Session, author: Membership, said: CircleFields) -> CrewBrief:
    """Ask for a circle around oneself, and look for it. The same form sent twice is one circle."""
    theme = _topics(session, author, [said.theme] if said.theme else [])
    me = view_self(session, author)
    if not (me.offers and me.seeks):
        raise NothingToBring(
            _(
                "Your profile has to say what you offer and what you look for: a circle is made of "
                "both."
            )
        )
    brief = CrewBrief(
        community_id=author.community_id,
        by_id=author.id,
        kind=Kind.CIRCLE,
        title=said.title,
        words=said.words,
        least=SMALLEST - 1,
        most=said.size - 1,
        until=said.until,
    )
    return _write(session, brief, said.once, dict.fromkeys(theme.values(), (1, False)))


def _write(
    session: Session, brief: CrewBrief, once: str, needs: Mapping[str, tuple[int, bool]]
) -> CrewBrief:
    """Keep a brief with what it needs, by topic, and look for who is picked."""
    author_id = brief.by_id
    with writing(session):
        hold_members(session, [author_id])
        query = select(CrewBrief).where(CrewBrief.once == once)
        known = session.exec(query).first() if once else None
        if known is not None and known.by_id == author_id:
            return known
        _refuse_many(session, author_id)
        if once and known is None:
            brief.once = once
        session.add(brief)
        session.flush()
        session.add_all(
            CrewSkill(brief_id=brief.id, topic_id=key, people=min(people, brief.most), must=must)
            for key, (people, must) in needs.items()
        )
        enqueue(session, look_for, brief.id, brief.looks)
        return brief


def _needs(session: Session, author: Membership, said: BriefFields) -> dict[str, tuple[int, bool]]:
    """Return the needs by topic."""
    rows = {topic_key(word): (word, people, must) for word, people, must in said.needs()}
    topics = _topics(session, author, [word for word, _people, _must in rows.values()])
    return {topics[key]: (people, must) for key, (_word, people, must) in rows.items()}


def _topics(session: Session, author: Membership, words: Sequence[str]) -> dict[str, str]:
    """Return the topic of each word, by its key; a word shown to the author nowhere is refused."""
    asked = {topic_key(word): word for word in words}
    labels = {
        topic_key(label): key for key, label in readable(session, author, asked.keys()).items()
    }
    unknown = [word for key, word in asked.items() if key not in labels]
    if unknown:
        raise UnknownSkills(
            _(
                "Nobody here shows you the word “%(word)s”. Choose one from profiles here, or "
                "leave it out.",
                word=unknown[0],
            )
        )
    return labels


def _refuse_many(session: Session, member_id: str) -> None:
    mine = select(func.count()).where(CrewBrief.by_id == member_id, col(CrewBrief.state).in_(LIVE))
    if session.exec(mine).one() >= MOST_LIVE:
        raise TooManyBriefs(
            _(
                "You have %(most)d briefs under way, which is as many as one may have. End one of "
                "them first.",
                most=MOST_LIVE,
            )
        )


def look_again(session: Session, member_id: str, brief_id: str, *, anew: bool = False) -> None:
    """Look for a team again, keeping those picked; `anew`: also for others in their place."""
    with writing(session):
        brief = hold_own(session, member_id, brief_id)
        if anew:
            again = (SeatState.PICKED, SeatState.DROPPED)
            session.exec(
                delete(CrewSeat).where(
                    col(CrewSeat.brief_id) == brief_id, col(CrewSeat.state).in_(again)
                )
            )
        _look(session, brief)


def swap(session: Session, member_id: str, brief_id: str, other_id: str) -> None:
    """Look for somebody else in the place of one, who was picked, or invited and has not answered.

    All others are kept.
    """
    with writing(session):
        brief = hold_own(session, member_id, brief_id)
        seat = seats_of(session, brief_id).get(other_id)
        if seat is None:
            raise no_such_crew()
        if seat.state is SeatState.YES:
            raise Conflict(_("They have said yes meanwhile, and are in the crew."))
        if seat.state in (SeatState.PICKED, SeatState.INVITED):
            seat.state, seat.changed_at = SeatState.DROPPED, clock.now()
            session.add(seat)
            _look(session, brief)


def invite(session: Session, member_id: str, brief_id: str) -> int:
    """Invite all who are picked; return how many. Again invites nobody twice."""
    with writing(session):
        brief = hold_own(session, member_id, brief_id)
        if brief.state is BriefState.LOOKING:
            raise Conflict(_("The team is still being put together. Please wait a moment."))
        if brief.until < clock.now().date():
            raise Conflict(_("The last day to say yes has passed. Write another brief."))
        now = clock.now()
        picked = [
            seat for seat in seats_of(session, brief_id).values() if seat.state is SeatState.PICKED
        ]
        for seat in picked:
            seat.state, seat.invited_at, seat.changed_at = SeatState.INVITED, now, now
            session.add(seat)
            enqueue(session, tell_invited, brief_id, seat.member_id)
        return len(picked)


def end(session: Session, member_id: str, brief_id: str) -> None:
    """End a brief: who is invited sees it no more, who is in the crew still reads it."""
    with writing(session):
        brief = hold_own(session, member_id, brief_id)
        brief.state, brief.ended_at = BriefState.ENDED, clock.now()
        session.add(brief)


def _look(session: Session, brief: CrewBrief) -> None:
    brief.state, brief.looks, brief.looked_among = BriefState.LOOKING, brief.looks + 1, 0
    session.add(brief)
    session.flush()
    enqueue(session, look_for, brief.id, brief.looks)
