"""People who offer something, and asks that are put to them."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from eventnet import clock
from eventnet.asks.actions.asking import ask
from eventnet.asks.forms import AskFields
from eventnet.asks.models import AskNews, AskTurn, NewsKind, TurnState
from eventnet.asks.waves import move_on
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics
from tests.factories import an_attendee

GAUGES = "tide gauges"


def knower(
    session: Session,
    event: Event,
    name: str,
    *offers: str,
    shown_to: Audience = Audience.COMMUNITY,
    **profile: Any,
) -> Membership:
    """Make a member who attends, and offers something."""
    made = an_attendee(session, event, name, shown_to=shown_to, **profile)
    return offer(session, made, *offers)


def offer(session: Session, attendance: Attendance, *offers: str) -> Membership:
    """Let somebody offer this."""
    query = select(Profile).where(Profile.membership_id == attendance.membership_id)
    with writing(session):
        profile = session.exec(query).one()
        set_topics(session, profile, {TopicKind.OFFER: list(offers)})
        index_profile(session, profile)
    return session.get_one(Membership, attendance.membership_id)


def fields(title: str = "Calibrating a gauge", **said: object) -> AskFields:
    """Return what somebody asks about tide gauges."""
    values: dict[str, object] = {
        "title": title,
        "words": "Ours drifts a little each month.",
        "topics": GAUGES,
        "useful_until": clock.now().date() + timedelta(days=30),
        "named": "yes",
        "may_open": "yes",
    }
    return AskFields.model_validate(values | said)


def asked(
    session: Session, asker: Membership, title: str = "Calibrating a gauge", **said: object
) -> str:
    """Ask something, and let the first wave go out; return its id."""
    session.rollback()
    made = ask(session, asker, fields(title, **said))
    key = made.id
    move_on(session, key)
    return key


def turns(session: Session, ask_id: str) -> dict[str, TurnState]:
    """Return how an ask stands with each to whom it was put, by member."""
    session.rollback()
    query = select(AskTurn).where(AskTurn.ask_id == ask_id)
    return {one.member_id: one.state for one in session.exec(query)}


def waiting(session: Session, ask_id: str) -> set[str]:
    """Return for whom an ask waits."""
    return {key for key, state in turns(session, ask_id).items() if state is TurnState.WAITING}


def news(session: Session, member_id: str) -> list[NewsKind]:
    """Return what there is to tell somebody, in the order in which it happened."""
    session.rollback()
    query = select(AskNews).where(AskNews.member_id == member_id)
    return [one.kind for one in sorted(session.exec(query), key=lambda one: one.at)]
