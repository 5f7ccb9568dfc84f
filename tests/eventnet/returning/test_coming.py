"""Saying yes and no."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.audit import AuditEntry
from eventnet.communities.models import Membership
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event, Role
from eventnet.events.policies import find_attendance
from eventnet.returning.actions import come, decline, think_again
from eventnet.returning.models import ReturnInvitation
from eventnet.returning.past import asked_again
from eventnet.waiting.actions import set_places
from eventnet.waiting.queries import place_of
from tests.eventnet.returning.conftest import account_of
from tests.factories import a_role, an_attendee, save
from tests.races import Deed, at_once


@pytest.fixture
def ada(session: Session, event: Event, past: Event) -> Attendance:
    """Return who exhibited last time, and is asked."""
    made = an_attendee(session, past, "Ada", "ada@example.org", role="Exhibitor")
    asked = ReturnInvitation(
        event_id=event.id, membership_id=made.membership_id, from_event_id=past.id
    )
    save(session, asked)
    return made


def says(session: Session, one: Attendance, event: Event) -> Deed:
    """Return how somebody says yes, in a session of their own."""
    event_id, member_id, account_id = event.id, one.membership_id, account_of(session, one).id

    def yes(own: Session) -> object:
        account = own.get_one(Account, account_id)
        come(own, own.get_one(Event, event_id), account, own.get_one(Membership, member_id))
        return None

    return yes


def role_here(session: Session, event: Event, one: Attendance) -> str | None:
    session.rollback()
    there = find_attendance(session, event.id, account_of(session, one).id)
    return session.get_one(Role, there.role_id).name if there else None


@pytest.mark.parametrize(
    ("roles", "comes_as"), [(["Visitor", "Exhibitor"], "Exhibitor"), (["Visitor"], "Visitor")]
)
def test_they_come_in_the_role_they_had_where_there_is_one(
    session: Session, event: Event, ada: Attendance, roles: list[str], comes_as: str
) -> None:
    for name in roles:
        a_role(session, event, name)
    says(session, ada, event)(session)
    assert role_here(session, event, ada) == comes_as
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "event.joined")).one()
    assert entry.detail == {"how": "again"}
    assert asked_again(session, account_of(session, ada).id) == []


def test_two_taps_are_one_yes(
    session: Session, app: Starlette, event: Event, ada: Attendance
) -> None:
    yes = says(session, ada, event)
    session.rollback()
    assert at_once(app, yes, yes) == [None, None]
    query = select(Attendance).where(Attendance.event_id == event.id)
    assert len(session.exec(query).all()) == 1


def test_where_all_places_are_taken_they_wait(
    session: Session, event: Event, ada: Attendance
) -> None:
    an_attendee(session, event, "Bo")
    event.places = 1
    save(session, event)
    says(session, ada, event)(session)
    assert role_here(session, event, ada) is None
    assert place_of(session, event.id, account_of(session, ada).id) is not None
    assert asked_again(session, account_of(session, ada).id) == []


@pytest.mark.parametrize(("stays", "comes_as"), [(True, "Exhibitor"), (False, "Visitor")])
def test_a_place_that_becomes_free_is_taken_in_the_role_they_had_where_it_is_still_there(
    session: Session, event: Event, ada: Attendance, stays: bool, comes_as: str
) -> None:
    bo = an_attendee(session, event, "Bo", role="Visitor")
    role = a_role(session, event, "Exhibitor")
    event.places = 1
    save(session, event)
    says(session, ada, event)(session)
    if not stays:
        session.delete(session.get_one(Role, role.id))
        session.commit()
    by = account_of(session, bo).id
    assert set_places(session, event.id, 2, by=by) == 1
    assert role_here(session, event, ada) == comes_as


def test_a_no_is_taken_back_and_a_yes_overrides_it(
    session: Session, event: Event, ada: Attendance
) -> None:
    account = account_of(session, ada)
    member = session.get_one(Membership, ada.membership_id)
    assert [one.id for one in asked_again(session, account.id)] == [event.id]
    decline(session, event, member)
    assert asked_again(session, account.id) == []
    think_again(session, event, member)
    assert [one.id for one in asked_again(session, account.id)] == [event.id]
    decline(session, event, member)
    says(session, ada, event)(session)
    assert role_here(session, event, ada) is not None


def test_nobody_answers_who_was_not_asked_or_once_it_is_over(
    session: Session, event: Event, past: Event, ada: Attendance
) -> None:
    bo = an_attendee(session, past, "Bo")
    with pytest.raises(NotFound, match="not asked"):
        says(session, bo, event)(session)
    with clock.at(datetime(2029, 1, 1, tzinfo=UTC)), pytest.raises(Conflict, match="is over"):
        says(session, ada, event)(session)
