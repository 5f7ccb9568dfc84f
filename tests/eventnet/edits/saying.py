"""What people say in their profiles, for tests of words."""

from sqlmodel import Session, select

from eventnet.communities.models import Topic
from eventnet.database import writing
from eventnet.edits.vocabulary import vocabulary
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Profile, TopicKind
from eventnet.people.queries import topics_of
from eventnet.people.search import index_profiles
from eventnet.people.topics import set_topics
from tests.factories import an_attendee

OFFER = TopicKind.OFFER
SEEK = TopicKind.SEEK


def says(session: Session, event: Event, offers: list[str], seeks: list[str]) -> Attendance:
    """Return somebody new who says this."""
    person = an_attendee(session, event)
    say(session, person, offers, seeks)
    return person


def profile_of(session: Session, person: Attendance) -> Profile:
    """Return their profile."""
    query = select(Profile).where(Profile.membership_id == person.membership_id)
    return session.exec(query).one()


def say(session: Session, person: Attendance, offers: list[str], seeks: list[str]) -> None:
    """Let somebody say this, and nothing else."""
    with writing(session):
        profile = profile_of(session, person)
        set_topics(session, profile, {OFFER: offers, SEEK: seeks})
        index_profiles(session, [profile.id])


def said(session: Session, person: Attendance) -> tuple[list[str], list[str]]:
    """Return what somebody offers and seeks."""
    session.rollback()
    profile = profile_of(session, person)
    topics = topics_of(session, [profile.id])[profile.id]
    return topics[OFFER], topics[SEEK]


def id_of(session: Session, label: str) -> str:
    """Return the id of a word."""
    return session.exec(select(Topic.id).where(Topic.label == label)).one()


def words(session: Session, event: Event) -> dict[str, tuple[int, int]]:
    """Return how many offer and seek each word."""
    session.rollback()
    return {one.label: (one.offers, one.seeks) for one in vocabulary(session, event.community_id)}
