"""Whom one wanted to meet before comes first among the ten."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from eventnet.people.models import Audience, Profile
from eventnet.people.recommendations import ten_people
from eventnet.people.search.index import index_profile
from eventnet.people.viewers import Viewer, viewer_of
from eventnet.returning.unmet import ALL, want_all
from eventnet.wishes.models import Wish, WishKind
from eventnet.wishes.queries import wishes_of
from tests.eventnet.returning.conftest import again
from tests.factories import a_meeting, an_attendee, an_event, save

WHY = "You wanted to meet at Past, and it has not come to it."


@pytest.fixture
def ada(session: Session, event: Event, past: Event) -> Attendance:
    """Return Ada at the event before; she comes again."""
    made = an_attendee(session, past, "Ada", "ada@example.org")
    again(session, made, event)
    return made


def looks(session: Session, event: Event, one: Attendance) -> Viewer:
    """Return somebody of the event before as they look at this one."""
    session.rollback()
    here = select(Attendance.id).where(
        Attendance.event_id == event.id, Attendance.membership_id == one.membership_id
    )
    return viewer_of(session, event.id, session.exec(here).one())


def wanted(
    session: Session, past: Event, ada: Attendance, name: str, kind: WishKind = WishKind.WANT
) -> Attendance:
    """Make somebody of whom Ada has said something at the event before."""
    made = an_attendee(session, past, name)
    save(session, Wish(from_id=ada.id, to_id=made.id, event_id=past.id, kind=kind))
    return made


def test_they_come_first_with_the_reason_and_nobody_else_reads_it(
    session: Session, event: Event, past: Event, ada: Attendance
) -> None:
    for number in range(12):
        an_attendee(session, event, f"Person {number}")
    bo = again(session, wanted(session, past, ada, "Bo"), event)
    ten = ten_people(session, looks(session, event, ada))
    assert ten.attendance_ids[0] == bo.id
    assert ten.because == {bo.id: WHY}
    assert ten.at_once == {ALL: 1}
    theirs = ten_people(session, viewer_of(session, event.id, bo.id))
    assert (theirs.because, theirs.at_once) == ({}, {})


def test_who_was_met_does_not_come_hides_or_was_ruled_out_since_is_not_put_first(
    session: Session, event: Event, past: Event, ada: Attendance
) -> None:
    met, hides, out = (wanted(session, past, ada, name) for name in ("Met", "Hides", "Out"))
    wanted(session, past, ada, "Stays away")
    again(session, wanted(session, past, ada, "Perhaps", WishKind.MAYBE), event)
    here = [again(session, one, event) for one in (met, hides, out)]
    a_meeting(session, past, ada, met)
    other = an_event(session, session.get_one(Community, past.community_id))
    save(
        session,
        Wish(
            from_id=again(session, ada, other).id,
            to_id=again(session, out, other).id,
            event_id=other.id,
            kind=WishKind.AVOID,
            created_at=clock.now() + timedelta(minutes=1),
        ),
    )
    profile = session.exec(
        select(Profile).where(Profile.membership_id == hides.membership_id)
    ).one()
    profile.visibility = dict(profile.visibility, name=Audience.NOBODY.value)
    index_profile(session, profile)
    save(session, profile)
    with clock.at(clock.now() + timedelta(days=3650)):
        ten = ten_people(session, looks(session, event, ada))
        assert here[0].id not in ten.because
        assert here[2].id not in ten.because
        assert here[1].id not in ten.attendance_ids
        assert ten.at_once == {ALL: 0}


def test_all_are_wished_for_in_one_step_but_whom_one_spoke_of_here(
    session: Session, event: Event, past: Event, ada: Attendance
) -> None:
    one, two, three = (
        again(session, wanted(session, past, ada, name), event) for name in ("One", "Two", "Three")
    )
    viewer = looks(session, event, ada)
    assert viewer.attendance_id is not None
    mine = viewer.attendance_id
    save(session, Wish(from_id=mine, to_id=three.id, event_id=event.id, kind=WishKind.MAYBE))
    assert want_all(session, event, viewer) == 2
    assert wishes_of(session, mine) == {
        one.id: WishKind.WANT,
        two.id: WishKind.WANT,
        three.id: WishKind.MAYBE,
    }
    assert want_all(session, event, viewer) == 0


def test_they_are_not_wished_for_once_wishes_are_closed(
    session: Session, event: Event, past: Event, ada: Attendance
) -> None:
    again(session, wanted(session, past, ada, "One"), event)
    event.wishes_until = clock.now() - timedelta(days=1)
    save(session, event)
    with pytest.raises(Conflict, match="closed"):
        want_all(session, event, looks(session, event, ada))
