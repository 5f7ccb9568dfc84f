"""The measure in SQL is that of the pages."""

from itertools import product

import pytest
from sqlmodel import Session, col, select

from eventnet.communities.models import Topic
from eventnet.events.models import Attendance, Consent
from eventnet.people.completeness import TOTAL, answered
from eventnet.people.models import Audience, Profile, ProfileTopic, TopicKind
from eventnet.people.questions import progress
from tests.factories import an_attendee, an_event, save

FILLED = {"headline": "Dikes", "bio": "Since 1990", "organization": "Works", "photo": "a.webp"}


@pytest.mark.parametrize("seed", range(8))
def test_as_much_is_answered_as_the_pages_say(session: Session, seed: int) -> None:
    event = an_event(session)
    topic = Topic(community_id=event.community_id, label="Dikes", key="dikes")
    other = Topic(community_id=event.community_id, label="Pumps", key="pumps")
    save(session, topic, other)
    bits = list(product((False, True), repeat=len(FILLED)))[seed * 2 : seed * 2 + 2]
    for number, (some, shown, consent) in enumerate(product(bits, (None, Audience.MET), Consent)):
        one = an_attendee(session, event, f"N{number}", consent=consent)
        if number % 3 == 0:
            one.consent = None
        profile = session.exec(
            select(Profile).where(Profile.membership_id == one.membership_id)
        ).one()
        profile.visibility = {"name": shown.value} if shown else {}
        for name, on in zip(FILLED, some, strict=True):
            setattr(profile, name, FILLED[name] if on else None if name == "photo" else "")
        for kind in list(TopicKind)[: number % 4]:
            save(session, ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic.id))
            save(session, ProfileTopic(profile_id=profile.id, kind=kind, topic_id=other.id))
        save(session, one, profile)
    rows = session.execute(
        select(Attendance, Profile, answered()).join(
            Profile, col(Profile.membership_id) == col(Attendance.membership_id)
        )
    ).all()
    assert len(rows) == 12
    for attendance, profile, count in rows:
        asked = progress(session, profile, attendance)
        assert (count, TOTAL) == (asked.answered, asked.total)
