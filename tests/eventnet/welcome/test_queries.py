import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event, Organizer
from eventnet.people.models import Audience, Profile, ProfileTopic, TopicKind
from eventnet.welcome.queries import clouds, recently, told, weigh
from tests.factories import an_account, an_attendee, an_event, save


def says(session: Session, attendance: Attendance, kind: TopicKind, label: str) -> None:
    event = session.get_one(Event, attendance.event_id)
    topic = session.exec(
        select(Topic).where(Topic.community_id == event.community_id, Topic.key == label)
    ).first()
    if topic is None:
        topic = Topic(community_id=event.community_id, label=label, key=label)
        save(session, topic)
    profile = session.exec(
        select(Profile).where(Profile.membership_id == attendance.membership_id)
    ).one()
    save(session, ProfileTopic(profile_id=profile.id, kind=kind, topic_id=topic.id))


def test_the_wall_shows_those_who_chose_it_to_those_whom_they_chose(session: Session) -> None:
    event = an_event(session)
    an_attendee(session, event, "Open", shown_to=Audience.EVERYONE)
    viewer = an_attendee(session, event, "Fellow", shown_to=Audience.ATTENDEES)
    an_attendee(session, event, "Kin", shown_to=Audience.COMMUNITY)
    an_attendee(session, event, "Hidden", shown_to=Audience.NOBODY)
    an_attendee(session, event, "Met", shown_to=Audience.MET)
    gone = an_attendee(session, event, "Gone", shown_to=Audience.EVERYONE)
    gone.left_at = clock.now()
    save(session, gone)
    an_attendee(session, an_event(session), "Elsewhere", shown_to=Audience.EVERYONE)
    public = told(session, event.id, None).wall
    assert ([person.name for person in public.people], public.shown, public.total) == (
        ["Open"],
        1,
        5,
    )
    inside = told(session, event.id, viewer.id).wall
    assert {person.name for person in inside.people} == {"Open", "Fellow", "Kin"}
    assert (inside.shown, inside.total) == (3, 5)


def test_photos_come_first_but_only_for_those_who_may_see_them(session: Session) -> None:
    event = an_event(session)
    for _number in range(3):
        an_attendee(session, event, "Plain", shown_to=Audience.EVERYONE)
    an_attendee(session, event, "Photo", shown_to=Audience.EVERYONE, photo="abc.webp")
    people = told(session, event.id, None).wall.people
    assert people[0].name == "Photo"
    assert people[0].photo_url is not None


def test_a_word_is_told_when_two_say_it_to_everyone(session: Session) -> None:
    event = an_event(session)
    ada, bob = (an_attendee(session, event, shown_to=Audience.EVERYONE) for _ in range(2))
    others = [audience for audience in Audience if audience is not Audience.EVERYONE]
    for one in (ada, bob):
        says(session, one, TopicKind.SEEK, "investors")
    for one in (ada, *(an_attendee(session, event, shown_to=audience) for audience in others)):
        says(session, one, TopicKind.SEEK, "a secret need")
    for one in (ada, bob):
        says(session, one, TopicKind.OFFER, "timber")
        says(session, one, TopicKind.INTEREST, "chess")
    said = clouds(session, event.id)
    assert {kind: [word for word, *_rest in words] for kind, words in said.items()} == {
        TopicKind.SEEK: ["investors"],
        TopicKind.OFFER: ["timber"],
    }


def test_words_are_set_larger_the_more_people_say_them() -> None:
    words = [("Wood", 2), ("b", 4), ("Art", 32)]
    assert weigh(words) == [("Art", 5, None), ("b", 2, None), ("Wood", 1, None)]
    assert weigh([("one", 3), ("two", 3)]) == [("one", 2, None), ("two", 2, None)]
    assert weigh([]) == []


@pytest.mark.parametrize(
    ("shown_to", "names"), [(Audience.EVERYONE, ["Olga"]), (Audience.ATTENDEES, [])]
)
def test_hosts_are_organizers_who_attend_and_show_themselves(
    session: Session, shown_to: Audience, names: list[str]
) -> None:
    event = an_event(session, organizer=an_account(session))
    olga = an_attendee(session, event, "Olga", shown_to=shown_to)
    an_attendee(session, event, "A guest", shown_to=Audience.EVERYONE)
    assert told(session, event.id, None).hosts == []
    recently.clear()
    account_id = session.get_one(Membership, olga.membership_id).account_id
    save(session, Organizer(event_id=event.id, account_id=account_id))
    assert [person.name for person in told(session, event.id, None).hosts] == names


def test_whoever_hides_or_leaves_is_gone_at_once(session: Session) -> None:
    event = an_event(session)
    hides = an_attendee(session, event, "Hides", shown_to=Audience.EVERYONE)
    leaves = an_attendee(session, event, "Leaves", shown_to=Audience.EVERYONE)
    assert len(told(session, event.id, None).wall.people) == 2
    profile = session.exec(
        select(Profile).where(Profile.membership_id == hides.membership_id)
    ).one()
    profile.visibility = {**profile.visibility, "name": Audience.NOBODY.value}
    leaves.left_at = clock.now()
    save(session, profile, leaves)
    assert told(session, event.id, None).wall.people == []
