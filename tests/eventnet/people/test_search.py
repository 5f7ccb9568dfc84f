"""Search finds what the viewer may see, and a hidden field never matches."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlmodel import Session, col

from eventnet import clock, jobs
from eventnet.communities.models import Membership, Topic
from eventnet.events.models import Attendance, Event
from eventnet.people.directory import Order, Wanted, find
from eventnet.people.facets import role_facets, topic_counts, topic_facets
from eventnet.people.models import Audience, Profile, TopicKind
from eventnet.people.search import index_profile, index_profiles
from eventnet.people.search.index import BATCH, behind, catch_up, people_search
from eventnet.people.search.words import words_of
from eventnet.people.viewers import viewer_of
from eventnet.people.visibility import FIELDS, Relation
from tests.crowds import a_crowd
from tests.eventnet.people.secrets import (
    WORDS,
    a_secret_person,
    give_topic,
    profile_of,
)
from tests.factories import a_meeting, a_role, an_attendee, an_event, save
from tests.queries import counted


def found(session: Session, event: Event, viewer: Attendance | None, words: str) -> list[str]:
    """Return whom a viewer finds with these words."""
    who = viewer_of(session, event.id, viewer.id if viewer else None)
    return find(session, who, Wanted(words=words)).attendance_ids


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ærøskøbing — Straße", ["ærøskøbing", "strasse"]),
        ("José Núñez", ["jose", "nunez"]),
        ("İstanbul", ["istanbul"]),
        ("ﬁve Ⅳ", ["five", "iv"]),
        ("نُور الدين", ["نور", "الدين"]),
        ("a_b-c.d", ["a", "b", "c", "d"]),
        ("👋 '\"*()", []),
        ("x" * 70, ["x" * 60]),
    ],
)
def test_words_are_compared_without_case_and_accents(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_words_are_found_whole_and_the_last_by_its_beginning(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    jose = an_attendee(session, event, "José Núñez", headline="Tidal power, off-shore")
    noor = an_attendee(session, event, "نور الدين", bio="Harbours and tides")
    assert found(session, event, viewer, "JOSE") == [jose.id]
    assert found(session, event, viewer, "núnez tid") == [jose.id]
    assert found(session, event, viewer, "tid jose") == []
    assert set(found(session, event, viewer, "tid")) == {jose.id, noor.id}
    assert found(session, event, viewer, "نُور") == [noor.id]
    assert set(found(session, event, viewer, " ")) == {jose.id, noor.id}
    assert found(session, event, viewer, "***") == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "jose OR noor",
        "NEAR(a b)",
        "everyone:jose",
        "{met} : nameleak",
        "jose*) OR (met:*",
        "a & !b | c <-> d",
        "'jose':*A",
        "\\",
        "%_",
        "-jose",
        "ＪＯＳＥ",
        "x" * 10_000,
        "jose " * 3_000,
        "\ud7ff\U0010ffff",
    ],
)
def test_no_query_is_an_operator_or_an_error(session: Session, query: str) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    jose = an_attendee(session, event, "José")
    a_secret_person(session, event, dict.fromkeys(FIELDS, "met") | {"name": "attendees"})
    assert found(session, event, viewer, query) in ([], [jose.id])


@given(query=st.text(max_size=60))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_is_a_query(session: Session, query: str) -> None:
    viewer = viewer_of(session, "no-event", None)
    assert find(session, viewer, Wanted(words=query)).total == 0


@pytest.mark.parametrize("chosen", list(Audience))
def test_a_field_is_found_by_its_audience_only(session: Session, chosen: Audience) -> None:
    event = an_event(session)
    fellow = an_attendee(session, event, "F")
    for field in ("headline", "organization", "bio", "topics"):
        # All others are for nobody, so that whatever is found is found by this field.
        visibility = dict.fromkeys(FIELDS, "nobody") | {"name": "everyone", field: chosen.value}
        person = a_secret_person(session, event, visibility)
        viewers = {
            Relation.FELLOW: viewer_of(session, event.id, fellow.id),
            Relation.MEMBER: viewer_of(session, event.id, None, member=True),
            Relation.STRANGER: viewer_of(session, event.id, None),
        }
        for relation, viewer in viewers.items():
            for word in WORDS[field]:
                seen = person.id in find(session, viewer, Wanted(words=word)).attendance_ids
                included = relation <= list(Audience).index(chosen)
                assert (field, relation, word, seen) == (field, relation, word, included)
        session.delete(person)
        session.commit()


def test_people_whom_one_meets_are_found_by_what_they_show_them(session: Session) -> None:
    event = an_event(session)
    met, fellow = an_attendee(session, event, "M"), an_attendee(session, event, "F")
    person = a_secret_person(session, event, dict.fromkeys(FIELDS, "met") | {"bio": "nobody"})
    a_meeting(session, event, met, person)
    for word in ("nameleak", "headleak", "orgleak", "offleak"):
        assert found(session, event, met, word) == [person.id]
        assert found(session, event, fellow, word) == []
    assert found(session, event, met, "bioleak") == []
    assert found(session, event, met, "nameleak headleak") == [person.id]


def test_the_directory_lists_those_whose_name_reaches_the_viewer(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    shown = an_attendee(session, event, "Shown")
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    partner = an_attendee(session, event, "Partner", shown_to=Audience.NOBODY)
    a_meeting(session, event, viewer, partner)
    gone, left = an_attendee(session, event, "Gone"), an_attendee(session, event, "Left")
    gone.left_at = clock.now()
    membership = session.get_one(Membership, left.membership_id)
    membership.left_at = clock.now()
    save(session, gone, membership)
    an_attendee(session, an_event(session), "Elsewhere")
    assert found(session, event, viewer, "") == [partner.id, shown.id]
    assert found(session, event, hidden, "") == [shown.id, viewer.id]
    assert found(session, event, None, "") == []


def test_facets_narrow_and_never_name_a_hidden_topic(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    shown = an_attendee(session, event, "Shown", role="Exhibitor")
    hidden = an_attendee(session, event, "Hidden")
    about = profile_of(session, hidden)
    about.visibility = about.visibility | {"topics": "met"}
    index_profile(session, about)
    capital = give_topic(session, shown, TopicKind.OFFER, "Capital")
    give_topic(session, hidden, TopicKind.OFFER, "Capital")
    secret = give_topic(session, hidden, TopicKind.OFFER, "Secretleak")
    give_topic(session, shown, TopicKind.SEEK, "Roofs")
    who = viewer_of(session, event.id, viewer.id)
    everybody = find(session, who, Wanted())
    assert everybody.total == 2
    facets = topic_facets(session, who, event, Wanted(offers=secret))
    assert [facet.label for facet in facets[TopicKind.OFFER]] == ["Capital"]
    assert facets[TopicKind.SEEK] == []  # of those who offer what is hidden
    facets = topic_facets(session, who, event, Wanted(offers=capital))
    assert [facet.label for facet in facets[TopicKind.OFFER]] == ["Capital"]
    assert [facet.label for facet in facets[TopicKind.SEEK]] == ["Roofs"]
    assert find(session, who, Wanted(offers=capital)).attendance_ids == [shown.id]
    assert find(session, who, Wanted(offers=secret)).total == 0
    exhibitors = Wanted(role_id=a_role(session, event, "Exhibitor").id)
    assert find(session, who, exhibitors).attendance_ids == [shown.id]
    roles = role_facets(session, who, everybody, Wanted())
    assert [(facet.label, facet.people) for facet in roles] == [("Exhibitor", 1), ("Visitor", 1)]


def test_topics_for_nobody_are_no_facet_to_those_whom_one_meets(session: Session) -> None:
    event = an_event(session)
    viewer, met = an_attendee(session, event, "Viewer"), an_attendee(session, event, "Met")
    a_meeting(session, event, viewer, met)
    topic = give_topic(session, met, TopicKind.OFFER, "Capital")
    who, about = viewer_of(session, event.id, viewer.id), profile_of(session, met)
    for chosen, found_with in ((Audience.MET, 1), (Audience.NOBODY, 0)):
        about.visibility = about.visibility | {"topics": chosen.value}
        index_profile(session, about)
        assert len(topic_facets(session, who, event, Wanted())[TopicKind.OFFER]) == found_with
        assert find(session, who, Wanted(offers=topic)).total == found_with


def test_topics_that_were_counted_are_those_that_are_asked_for_one_by_one(
    session: Session,
) -> None:
    event = an_event(session)
    viewer, *others = a_crowd(session, event, 40)
    profiles = session.scalars(select(Profile)).all()
    for profile in profiles[::3]:
        profile.visibility = profile.visibility | {"topics": Audience.MET.value}
        profile.bio = "Secretleak"
        session.add(profile)
    index_profiles(session, [profile.id for profile in profiles])
    session.commit()
    topics = session.scalars(select(col(Topic.id)).order_by(col(Topic.key))).all()
    who = viewer_of(session, event.id, viewer)
    named = 0
    for wanted in (
        Wanted(),
        Wanted(words="solar"),
        Wanted(offers=topics[0]),
        Wanted(words="wind", seeks=topics[1], interests=topics[2]),
        Wanted(words="nobody at all"),
    ):
        counts = topic_counts(session, who, find(session, who, wanted), wanted)
        assert counts is not None
        asked = topic_facets(session, who, event, wanted)
        counted_ones = topic_facets(session, who, event, wanted, counts)
        for kind in TopicKind:
            found = [(one.id, one.label) for one in counted_ones[kind]]
            assert found == [(one.id, one.label) for one in asked[kind]]
            named += len(found)
    assert len(others) == 39
    assert named > 100


def test_what_is_worth_most_comes_first_and_common_ground_stands_in(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    both = an_attendee(session, event, "Both")
    useful = an_attendee(session, event, "Useful")
    an_attendee(session, event, "Anna")
    hidden = an_attendee(session, event, "Zoe")
    for kind in (TopicKind.INTEREST, TopicKind.SEEK):
        give_topic(session, viewer, kind, "Capital")
    give_topic(session, both, TopicKind.INTEREST, "Capital")
    give_topic(session, useful, TopicKind.OFFER, "Capital")
    give_topic(session, hidden, TopicKind.OFFER, "Capital")
    about = profile_of(session, hidden)
    about.visibility = about.visibility | {"topics": "met"}
    index_profile(session, about)
    session.commit()
    who = viewer_of(session, event.id, viewer.id)
    names = {
        attendance_id: profile.name
        for attendance_id, profile in session.execute(
            select(col(Attendance.id), Profile).join(
                Profile, col(Profile.membership_id) == col(Attendance.membership_id)
            )
        )
    }
    ids = find(session, who, Wanted()).attendance_ids
    assert [names[key] for key in ids] == ["Useful", "Both", "Anna", "Zoe"]
    ids = find(session, who, Wanted(order=Order.NAME)).attendance_ids
    assert [names[key] for key in ids] == ["Anna", "Both", "Useful", "Zoe"]


def test_many_people_take_as_many_queries_as_one(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    give_topic(session, viewer, TopicKind.SEEK, "Capital")
    totals = []
    for more in (1, 29):
        for _ in range(more):
            person = an_attendee(session, event, "Ada")
            give_topic(session, person, TopicKind.OFFER, "Capital")
        who = viewer_of(session, event.id, viewer.id)
        with counted(session) as count:
            result = find(session, who, Wanted(words="ada"))
            topic_facets(session, who, event, Wanted(words="ada"))
        totals.append(count.total)
    assert result.total == 30
    assert totals[0] == totals[1]


def test_deleted_profiles_leave_the_index(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    person = an_attendee(session, event, "Nadia")
    assert found(session, event, viewer, "nadia") == [person.id]
    session.delete(profile_of(session, person))
    session.commit()
    rows = session.execute(select(func.count()).select_from(people_search)).scalar_one()
    assert rows == 1
    other = an_attendee(session, event, "Somebody")
    assert found(session, event, viewer, "nadia") == []
    assert found(session, event, viewer, "some") == [other.id]


def test_what_was_left_behind_is_caught_up_with(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event, "Viewer")
    person = an_attendee(session, event, "Before")
    about = profile_of(session, person)
    about.name, about.updated_at = "After", clock.now()
    save(session, about)
    session.execute(
        people_search.delete().where(people_search.c.profile_id == profile_of(session, viewer).id)
    )
    session.commit()
    assert len(list(behind(session, BATCH))) == 2
    session.commit()
    engine = session.get_bind()

    def sessions() -> Session:
        return Session(engine)

    ground = jobs.Ground(settings=None, sessions=sessions)  # type: ignore[arg-type]
    catch_up.work(ground)
    assert list(behind(session, BATCH)) == []
    assert found(session, event, viewer, "after") == [person.id]
    assert found(session, event, viewer, "before") == []
