"""Circles that are asked for, and what people say for them."""

from datetime import timedelta

from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.crews.actions.writing import ask_for_circle
from eventnet.crews.forms import CircleFields
from eventnet.database import writing
from eventnet.people.models import Profile, TopicKind
from eventnet.people.search import index_profile
from eventnet.people.topics import set_topics
from tests.eventnet.crews.briefs import looked


def shows(
    session: Session,
    member: Membership,
    offers: str,
    seeks: str,
    interests: list[str] | None = None,
) -> Membership:
    """Let somebody offer this, and look for that."""
    query = select(Profile).where(Profile.membership_id == member.id)
    with writing(session):
        profile = session.exec(query).one()
        topics = {
            TopicKind.OFFER: offers.split(),
            TopicKind.SEEK: seeks.split(),
            TopicKind.INTEREST: interests or [],
        }
        set_topics(session, profile, topics)
        index_profile(session, profile)
    return member


def said() -> dict[str, str]:
    """Return the form of a circle."""
    until = clock.now().date() + timedelta(days=20)
    return {"title": "Round the quay", "size": "5", "until": until.isoformat()}


def circled(session: Session, member: Membership, *, size: int = 5, theme: str = "") -> str:
    """Ask for a circle and let it be found; return its id."""
    session.rollback()
    fields = CircleFields.model_validate(said() | {"size": str(size), "theme": theme})
    key = ask_for_circle(session, member, fields).id
    looked(session, key)
    return key
