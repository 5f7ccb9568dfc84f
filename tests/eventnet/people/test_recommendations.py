"""Who has said little sees ten people all the same, in an order that favours nobody."""

import pytest
from sqlmodel import Session

from eventnet.events.models import Attendance, Event, MayMeet
from eventnet.people.models import Audience
from eventnet.people.recommendations import Ten, ten_people
from eventnet.people.viewers import viewer_of
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.people.secrets import profile_of
from tests.factories import a_role, an_attendee, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def ten_for(session: Session, attendance: Attendance) -> Ten:
    """Return the people whom somebody is asked about."""
    return ten_people(session, viewer_of(session, attendance.event_id, attendance.id))


def test_a_ticket_is_enough_to_see_ten_people(session: Session, event: Event) -> None:
    me = an_attendee(session, event, "Ada")
    others = {an_attendee(session, event, f"Person {number:02}").id for number in range(14)}
    hidden = an_attendee(session, event, "Hidden", shown_to=Audience.MET)
    found = ten_for(session, me)
    assert (len(set(found.attendance_ids)), found.filled) == (10, True)
    assert set(found.attendance_ids) <= others
    assert hidden.id not in found.attendance_ids


def test_neither_wishes_nor_the_alphabet_decide_who_comes_first(
    session: Session, event: Event
) -> None:
    viewers = [an_attendee(session, event, "Viewer") for _number in range(6)]
    people = [an_attendee(session, event, f"Person {number:02}") for number in range(30)]
    before = [ten_for(session, viewer).attendance_ids for viewer in viewers]
    assert len({found[0] for found in before}) > 1
    for person in people[:20]:
        wished = Wish(from_id=person.id, to_id=people[29].id, event_id=event.id, kind=WishKind.WANT)
        veto = Wish(from_id=person.id, to_id=viewers[0].id, event_id=event.id, kind=WishKind.AVOID)
        save(session, wished, veto)
    assert [ten_for(session, viewer).attendance_ids for viewer in viewers] == before


def test_colleagues_and_roles_that_do_not_meet_are_left_out(session: Session, event: Event) -> None:
    me = an_attendee(session, event, "Ada", organization="Pumps")
    an_attendee(session, event, "Colleague", organization="PUMPS")
    secret = an_attendee(session, event, "Secret colleague", organization="Pumps")
    profile = profile_of(session, secret)
    profile.visibility = {"name": "attendees", "organization": "nobody"}
    save(session, profile)
    investor = an_attendee(session, event, "Investor", role="Investor")
    press = an_attendee(session, event, "Press", role="Press")
    found = ten_for(session, me)
    # Whom they work for is not shown, so it is not told by leaving them out.
    assert set(found.attendance_ids) == {secret.id, investor.id, press.id}
    visitor, other = sorted([a_role(session, event).id, a_role(session, event, "Investor").id])
    save(session, MayMeet(event_id=event.id, a_role_id=visitor, b_role_id=other))
    assert ten_for(session, me).attendance_ids == [investor.id]
