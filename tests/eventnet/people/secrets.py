"""A person who could leak something in every field, and those who might see it."""

from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Profile, ProfileTopic, TopicKind
from eventnet.people.search import index_profile
from tests.factories import an_attendee, save

SECRETS = {
    "name": "Nadia Nameleak",
    "headline": "Headleak",
    "organization": "Orgleak",
    "bio": "Bioleak",
    "links": ["https://linkleak.example"],
    "photo": "22photoleak.webp",
}
TOPICS = {TopicKind.INTEREST: "Intleak", TopicKind.OFFER: "Offleak", TopicKind.SEEK: "Seekleak"}
WORDS = {
    "name": ["nameleak"],
    "headline": ["headleak"],
    "organization": ["orgleak"],
    "bio": ["bioleak"],
    "links": ["linkleak"],
    "photo": ["photoleak"],
    "topics": ["intleak", "offleak", "seekleak"],
}
"""What each field says, as it would stand in a page."""


def a_secret_person(session: Session, event: Event, visibility: dict[str, str]) -> Attendance:
    """Make an attendee with something in every field."""
    attendance = an_attendee(session, event)
    profile = profile_of(session, attendance)
    for field, value in SECRETS.items():
        setattr(profile, field, value)
    profile.visibility = visibility
    session.add(profile)
    for kind, label in TOPICS.items():
        give_topic(session, attendance, kind, label)
    index_profile(session, profile)
    session.commit()
    return attendance


def email_of(session: Session, attendance: Attendance) -> str:
    """Return the address behind an attendance."""
    membership = session.get_one(Membership, attendance.membership_id)
    return session.get_one(Account, membership.account_id).email


def profile_of(session: Session, attendance: Attendance) -> Profile:
    """Return the profile behind an attendance."""
    found = select(Profile).where(Profile.membership_id == attendance.membership_id)
    return session.exec(found).one()


def give_topic(session: Session, attendance: Attendance, kind: TopicKind, label: str) -> str:
    """Put a topic into somebody's profile; return the topic's id."""
    profile = profile_of(session, attendance)
    topic = session.exec(
        select(Topic).where(
            Topic.community_id == profile.community_id, Topic.key == label.casefold()
        )
    ).first()
    if topic is None:
        topic = Topic(community_id=profile.community_id, label=label, key=label.casefold())
        session.add(topic)
        session.flush()
    topic_id = topic.id
    session.add(ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic_id))
    index_profile(session, profile)
    save(session, profile)
    return topic_id
