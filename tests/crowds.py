"""Many people at once: a crowd with topics, bios and wishes, the same for the same seed."""

import random

from sqlmodel import Session

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Consent, Event
from eventnet.people.models import Audience, Profile, ProfileTopic, TopicKind
from eventnet.people.visibility import FIELDS
from eventnet.wishes.models import Wish, WishKind
from tests.factories import a_role, numbers

SUBJECTS = [
    "solar",
    "wind",
    "storage",
    "grids",
    "hydrogen",
    "heat",
    "pumps",
    "housing",
    "transport",
    "cargo",
    "ports",
    "finance",
    "credit",
    "insurance",
    "seeds",
    "soil",
    "water",
    "forests",
    "fisheries",
    "schools",
    "nursing",
    "sensors",
    "robotics",
    "batteries",
    "software",
    "maps",
    "satellites",
    "privacy",
    "law",
    "cities",
    "museums",
    "design",
    "glass",
    "steel",
    "recycling",
]


def a_crowd(
    session: Session, event: Event, size: int, *, wishes: int = 2, seed: int = 1
) -> list[str]:
    """Make `size` attendees who are shown to each other and say *book me*; return their ids."""
    chance = random.Random(seed)
    role = a_role(session, event)
    topics = [Topic(community_id=event.community_id, label=word, key=word) for word in SUBJECTS]
    session.add_all(topics)
    session.flush()
    people = []
    for _ in range(size):
        number = next(numbers)
        account = Account(email=f"crowd{number}@example.org")
        member = Membership(community_id=event.community_id, account_id=account.id)
        profile = Profile(
            membership_id=member.id,
            community_id=event.community_id,
            name=f"Person {number}",
            organization=f"Firm {chance.randrange(max(2, size // 2))}",
            bio=" ".join(chance.choices(SUBJECTS, k=12)),
            visibility=dict.fromkeys(FIELDS, Audience.ATTENDEES.value),
        )
        attendance = Attendance(
            event_id=event.id, membership_id=member.id, role_id=role.id, consent=Consent.BOOK
        )
        people.append((account, member, profile, attendance))
    for part in zip(*people, strict=True):
        session.add_all(part)
        session.flush()
    for _account, _member, profile, _attendance in people:
        for kind in TopicKind:
            for topic in chance.sample(topics, 3):
                session.add(ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic.id))
    ids = [attendance.id for *_rest, attendance in people]
    for one in ids:
        for other in chance.sample([key for key in ids if key != one], min(wishes, size - 1)):
            session.add(Wish(from_id=one, to_id=other, event_id=event.id, kind=WishKind.WANT))
    session.commit()
    return ids
