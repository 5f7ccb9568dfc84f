"""Words to tap, and numbers of people, rest on nothing that the reader may not see."""

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.events.models import Attendance, Event
from eventnet.people.cloud import Word, cloud, sizes_of, with_own
from eventnet.people.models import Audience, TopicKind
from eventnet.people.prospects import brought, prospects, worth_of
from eventnet.people.search import index_profile
from eventnet.people.viewers import viewer_of
from tests.eventnet.people.secrets import give_topic, profile_of
from tests.factories import a_meeting, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


@pytest.fixture
def me(session: Session, event: Event) -> Attendance:
    return an_attendee(session, event, "Ada")


def saying(session: Session, event: Event, kind: TopicKind, *words: str) -> Attendance:
    """Make an attendee who says this."""
    person = an_attendee(session, event)
    for word in words:
        give_topic(session, person, kind, word)
    return person


def words_for(session: Session, event: Event, me: Attendance, kind: TopicKind) -> list[Word]:
    """Return the cloud that somebody is shown."""
    return cloud(session, viewer_of(session, event.id, me.id), event, kind)


def test_words_in_most_use_come_first_with_whom_they_bring(
    session: Session, event: Event, me: Attendance
) -> None:
    for _number in range(3):
        saying(session, event, TopicKind.SEEK, "Water")
    saying(session, event, TopicKind.OFFER, "Water", "Bricks")
    assert words_for(session, event, me, TopicKind.OFFER) == [Word("Water", 4, 3), Word("Bricks")]
    assert words_for(session, event, me, TopicKind.SEEK) == [
        Word("Water", 4, 1),
        Word("Bricks", 1, 1),
    ]
    assert words_for(session, event, me, TopicKind.INTEREST) == [Word("Water", 4), Word("Bricks")]


def test_words_of_those_who_hide_them_or_themselves_count_for_nothing(
    session: Session, event: Event, me: Attendance
) -> None:
    shy = saying(session, event, TopicKind.SEEK, "Secret", "Water")
    nameless = saying(session, event, TopicKind.SEEK, "Whispers", "Water")
    gone = saying(session, event, TopicKind.SEEK, "Farewell", "Water")
    saying(session, event, TopicKind.SEEK, "Water")
    community = session.get_one(Community, event.community_id)
    saying(session, an_event(session, community), TopicKind.SEEK, "Elsewhere", "Water")
    for person, field in ((shy, "topics"), (nameless, "name")):
        profile = profile_of(session, person)
        profile.visibility = {**profile.visibility, field: Audience.MET}
        index_profile(session, profile)
        save(session, profile)
    gone.left_at = clock.now()
    save(session, gone)
    give_topic(session, me, TopicKind.OFFER, "Water")
    give_topic(session, me, TopicKind.OFFER, "Mine")
    assert words_for(session, event, me, TopicKind.OFFER) == [Word("Water", 2, 1)]
    found = prospects(session, viewer_of(session, event.id, me.id), profile_of(session, me))
    assert found.saying == {TopicKind.SEEK: 1, TopicKind.OFFER: 0, TopicKind.INTEREST: 0}
    assert found.answering == {TopicKind.OFFER: 1}
    a_meeting(session, event, me, shy)
    words = {word.label for word in words_for(session, event, me, TopicKind.OFFER)}
    assert words == {"Secret", "Water"}
    found = prospects(session, viewer_of(session, event.id, me.id), profile_of(session, me))
    assert found.answering == {TopicKind.OFFER: 2}


def test_answers_are_worth_what_is_true(session: Session, event: Event, me: Attendance) -> None:
    def told(question: str) -> str:
        viewer = viewer_of(session, event.id, me.id)
        return worth_of(question, event, prospects(session, viewer, profile_of(session, me)))

    assert told("offers") == "With what you offer, people who look for it can find you."
    saying(session, event, TopicKind.SEEK, "Water", "Bricks")
    assert told("offers").startswith("1 person here says what they look for.")
    saying(session, event, TopicKind.SEEK, "Bricks")
    assert told("offers").startswith("2 people here say what they look for.")
    assert told("seeks") == "With what you look for, we can suggest people who offer it."
    assert told("consent") == "Until you choose, no meetings are planned for you."
    event.ask_unchosen = True
    assert told("consent").startswith("Until you choose, each meeting that is planned")


def test_what_answers_brought_is_counted_by_people(
    session: Session, event: Event, me: Attendance
) -> None:
    def told() -> list[str]:
        viewer, profile = viewer_of(session, event.id, me.id), profile_of(session, me)
        return brought(prospects(session, viewer, profile), profile)

    saying(session, event, TopicKind.SEEK, "Water", "Bricks")
    saying(session, event, TopicKind.OFFER, "Bricks")
    assert told() == []
    for word in ("Water", "Bricks"):
        give_topic(session, me, TopicKind.OFFER, word)
    assert told() == ["1 person here looks for what you offer."]
    give_topic(session, me, TopicKind.SEEK, "Bricks")
    assert told()[1:] == ["1 person here offers what you look for."]
    profile = profile_of(session, me)
    profile.visibility = {**profile.visibility, "topics": Audience.MET}
    save(session, profile)
    assert told()[2:] == [
        "So far you see this and they do not: attendees are not shown your words."
    ]


def test_words_of_ones_own_stand_before_the_others() -> None:
    words = [Word("Water", 4), Word("Bricks")]
    assert with_own(words, ["bricks", "Pumps"]) == [Word("Pumps"), *words]


@pytest.mark.parametrize(
    ("counts", "sizes"), [([], []), ([3, 3], [2, 2]), ([1, 10, 100], [1, 3, 5]), ([2], [2])]
)
def test_sizes_grow_slowly(counts: list[int], sizes: list[int]) -> None:
    assert sizes_of(counts, 5) == sizes
