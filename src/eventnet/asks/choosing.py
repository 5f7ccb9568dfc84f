"""Who is asked next: the best of those who fit, whom it may reach, and who have room."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, select

from eventnet.asks.evidence import Evidence, who_knows
from eventnet.asks.load import Load, loads
from eventnet.asks.models import Ask, AskTurn, Reach, TurnState
from eventnet.asks.topics import topics_of
from eventnet.communities.models import Membership
from eventnet.people.members import view_members
from eventnet.people.silence import kept_apart
from eventnet.people.visibility import Relation

Turns = Mapping[str, AskTurn]


def who_fits(
    session: Session, asker: Membership, reach: Reach, topics: Mapping[str, str], text: str
) -> list[Evidence]:
    """Return to whom an ask might be put, as its asker sees them, the best first."""
    found = who_knows(session, asker, topics, text)
    if reach is Reach.MET:
        return [one for one in found if one.person.relation is Relation.MET]
    return found


def turns_of(session: Session, ask_id: str) -> dict[str, AskTurn]:
    """Return the turns of an ask, by member, as they are now."""
    query = select(AskTurn).where(AskTurn.ask_id == ask_id)
    found = session.exec(query.execution_options(populate_existing=True))
    return {turn.member_id: turn for turn in found}


def candidates(session: Session, ask: Ask, asker: Membership) -> dict[str, Evidence]:
    """Return everybody who fits an ask or was suggested, but for those it was put to."""
    turns = turns_of(session, ask.id)
    suggested = {key for key, turn in turns.items() if turn.state is TurnState.SUGGESTED}
    topics = topics_of(session, [ask.id])[ask.id]
    found = {
        one.person.membership_id: one
        for one in who_fits(session, asker, ask.reach, topics, f"{ask.title} {ask.words}")
    }
    for key, person in view_members(session, asker, suggested - found.keys()).items():
        found[key] = Evidence(person)
    return {key: one for key, one in found.items() if key not in turns or key in suggested}


def ranked(
    session: Session, ask: Ask, found: Mapping[str, Evidence], now: datetime
) -> list[tuple[Evidence, Load]]:
    """Return who of these is asked before whom: those suggested first, then by fit and load.

    Whoever has no room, or wants to hear nothing of the asker, is not among them; after the last
    wave only those who were suggested are.
    """
    turns = turns_of(session, ask.id)
    suggested = {key for key, turn in turns.items() if turn.state is TurnState.SUGGESTED}
    fresh = {key: one for key, one in found.items() if key not in turns or key in suggested}
    if ask.wave >= ask.waves:
        fresh = {key: one for key, one in fresh.items() if key in suggested}
    room = loads(session, fresh.keys(), now)
    apart = kept_apart(session, ask.by_id, fresh.keys())
    free = [
        (one, room[key]) for key, one in fresh.items() if room[key].has_room and key not in apart
    ]

    def rank(two: tuple[Evidence, Load]) -> tuple[bool, float, str]:
        one, load = two
        key = one.person.membership_id
        return (key not in suggested, -load.spread(one.score), key)

    return sorted(free, key=rank)
