"""People are cut down to what each kind of viewer may see, in a constant number of queries."""

from collections.abc import Iterator

import pytest
from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.meetings.models import MeetingSide
from eventnet.people.models import Audience
from eventnet.people.queries import PersonView, event_roll, tint, view_people
from eventnet.people.visibility import FIELDS, Relation
from tests.eventnet.people.secrets import a_secret_person
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted


def leaks(view: PersonView) -> set[str]:
    """Return the fields of which anything is to be seen."""
    told = {
        "name": view.name,
        "headline": view.headline,
        "organization": view.organization,
        "bio": view.bio,
        "links": view.links,
        "photo": view.photo_url,
        "topics": view.interests + view.offers + view.seeks,
    }
    return {field for field, value in told.items() if value}


def ladder() -> Iterator[tuple[Audience, set[Relation]]]:
    """Return each audience with the relations it includes."""
    for number, chosen in enumerate(Audience):
        yield chosen, {relation for relation in Relation if relation <= number}


@pytest.mark.parametrize(("chosen", "included"), list(ladder()), ids=str)
def test_a_person_is_cut_down_to_what_the_viewer_may_see(
    session: Session, chosen: Audience, included: set[Relation]
) -> None:
    event = an_event(session)
    person = a_secret_person(session, event, dict.fromkeys(FIELDS, chosen.value))
    met, fellow = an_attendee(session, event), an_attendee(session, event)
    a_meeting(session, event, met, person)
    viewers: dict[Relation, tuple[str | None, bool]] = {
        Relation.SELF: (person.id, False),
        Relation.MET: (met.id, False),
        Relation.FELLOW: (fellow.id, False),
        Relation.MEMBER: (None, True),
        Relation.STRANGER: (None, False),
    }
    for relation, (attendance_id, member) in viewers.items():
        view = view_people(session, event.id, attendance_id, [person.id], member=member)[person.id]
        expected = set(FIELDS) if relation in included else set()
        if relation is Relation.MET:
            expected |= {"name"}
        assert (relation, leaks(view)) == (relation, expected)
        if not expected:
            assert "leak" not in repr(view)
            assert view.tint == tint(person.id)


def test_each_field_has_an_audience_of_its_own(session: Session) -> None:
    event = an_event(session)
    fellow = an_attendee(session, event)
    for field in FIELDS:
        visibility = dict.fromkeys(FIELDS, "met") | {field: "attendees"}
        person = a_secret_person(session, an_event(session), visibility)
        person.event_id = event.id
        save(session, person)
        view = view_people(session, event.id, fellow.id, [person.id])[person.id]
        assert leaks(view) == {field}


def test_a_profile_without_choices_is_for_people_whom_one_meets(session: Session) -> None:
    event = an_event(session)
    person = a_secret_person(session, event, {})
    met, fellow = an_attendee(session, event), an_attendee(session, event)
    a_meeting(session, event, met, person)
    called_off = an_attendee(session, event)
    meeting = a_meeting(session, event, called_off, person, table=2, slot=1)
    meeting.live = False
    sides = session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting.id)).all()
    for side in sides:
        side.live = False
    save(session, meeting, *sides)
    assert leaks(view_people(session, event.id, met.id, [person.id])[person.id]) == set(FIELDS)
    for other in (fellow, called_off):
        assert leaks(view_people(session, event.id, other.id, [person.id])[person.id]) == set()


def test_people_who_met_at_an_earlier_event_still_know_each_other(session: Session) -> None:
    last = an_event(session)
    person, met = a_secret_person(session, last, {}), an_attendee(session, last)
    a_meeting(session, last, met, person)
    this = an_event(session)
    again = [
        Attendance(event_id=this.id, membership_id=one.membership_id, role_id=one.role_id)
        for one in (person, met)
    ]
    save(session, *again)
    view = view_people(session, this.id, again[1].id, [again[0].id])[again[0].id]
    assert view.relation is Relation.MET


def test_people_of_another_event_and_people_who_left_are_not_in_the_answer(
    session: Session,
) -> None:
    event, other = an_event(session), an_event(session)
    viewer = an_attendee(session, event)
    gone, elsewhere = an_attendee(session, event), an_attendee(session, other)
    left = an_attendee(session, event)
    gone.left_at = gone.created_at
    membership = session.get(Membership, left.membership_id)
    assert membership is not None
    membership.left_at = gone.created_at
    save(session, gone, membership)
    ids = [gone.id, elsewhere.id, left.id, "no-such-id"]
    assert view_people(session, event.id, viewer.id, ids) == {}
    # An attendance of another event, or one that ended, gives no standing here.
    shown = view_people(session, event.id, elsewhere.id, [viewer.id])
    assert leaks(shown[viewer.id]) == set()
    assert leaks(view_people(session, event.id, gone.id, [viewer.id])[viewer.id]) == set()


def test_thirty_people_take_as_many_queries_as_one(session: Session) -> None:
    event = an_event(session)
    viewer = an_attendee(session, event)
    ids = [an_attendee(session, event).id for _ in range(30)]
    viewer_id, event_id = viewer.id, event.id
    session.commit()
    with counted(session) as one:
        view_people(session, event_id, viewer_id, ids[:1])
    session.commit()
    with counted(session) as thirty:
        assert len(view_people(session, event_id, viewer_id, ids)) == 30
    assert one.total == thirty.total


def test_the_roll_names_everybody_for_the_organizers(session: Session) -> None:
    event = an_event(session)
    a_secret_person(session, event, dict.fromkeys(FIELDS, "nobody"))
    an_attendee(session, event, "Bea", "bea@example.org")
    roll = event_roll(session, event.id)
    assert [(entry.name, entry.role) for entry in roll] == [
        ("Bea", "Visitor"),
        ("Nadia Nameleak", "Visitor"),
    ]
    assert roll[0].email == "bea@example.org"
