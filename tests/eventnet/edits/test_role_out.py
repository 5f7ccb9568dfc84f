"""A role that goes, or becomes part of another, and comes back."""

import pytest
from sqlmodel import Session, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.edits.actions import tell_now, undo_edit
from eventnet.edits.barring import OFF
from eventnet.edits.models import Edit
from eventnet.edits.role_out import RoleOut
from eventnet.erasure.steps.edits import erase_from_edits
from eventnet.erasure.tracks import tracks_of
from eventnet.errors import Conflict, Refused
from eventnet.events import queries, roles
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.meetings.models import Meeting
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.ruling import Two, mails, of
from tests.factories import (
    a_meeting,
    a_role,
    an_attendee,
    let_meet,
    save,
)


def test_a_role_that_goes_gives_its_people_another_and_comes_back(
    session: Session, event: Event, two: Two, by: str
) -> None:
    visitor, investor = two[0].role_id, two[1].role_id
    meeting = a_meeting(session, event, *two).id
    third = an_attendee(session, event, "Cy", "cy@example.org", role="Speaker")
    let_meet(session, event, {(visitor, investor), (visitor, visitor), (third.role_id, investor)})
    other = a_meeting(session, event, third, two[1], slot=1).id
    gone = edit(session, event.id, RoleOut(investor, visitor, OFF))
    assert of(session, Attendance, two[1].id).role_id == visitor
    assert of(session, Meeting, meeting).live
    assert not of(session, Meeting, other).live
    assert undo_edit(session, event.id, gone.id, by) == 0
    assert of(session, Attendance, two[1].id).role_id == investor
    assert of(session, Meeting, other).live
    assert roles.may_meet(session, event.id) == {
        roles.ordered(visitor, investor),
        (visitor, visitor),
        roles.ordered(third.role_id, investor),
    }


def test_those_who_come_as_another_are_told_so(
    session: Session, event: Event, two: Two, by: str, ground: Ground
) -> None:
    made = edit(session, event.id, RoleOut(two[1].role_id, two[0].role_id))
    tell_now(session, event.id, made.id, by)
    assert mails(session, ground, made) == {
        "bo@example.org": f"{event.name}: you come as “Visitor” now"
    }


def test_a_role_that_nobody_has_goes_and_comes_back(
    session: Session, event: Event, by: str
) -> None:
    a_role(session, event)
    role = a_role(session, event, "Other").id
    before = roles.may_meet(session, event.id)
    made = edit(session, event.id, RoleOut(role))
    assert len(queries.roles(session, event.id)) == 1
    undo_edit(session, event.id, made.id, by)
    assert roles.may_meet(session, event.id) == before


def test_a_role_in_use_and_the_last_one_stay(session: Session, event: Event, two: Two) -> None:
    with pytest.raises(Conflict, match="1 person has the role “Investor”"):
        edit(session, event.id, RoleOut(two[1].role_id))
    edit(session, event.id, RoleOut(two[1].role_id, two[0].role_id))
    with pytest.raises(Conflict, match="only role"):
        edit(session, event.id, RoleOut(two[0].role_id))


def test_a_role_whose_name_was_given_anew_does_not_come_back(
    session: Session, event: Event, by: str
) -> None:
    a_role(session, event)
    made = edit(session, event.id, RoleOut(a_role(session, event, "Other").id))
    a_role(session, event, "Other")
    with pytest.raises(Refused, match="called “Other” already"):
        undo_edit(session, event.id, made.id, by)


def test_whoever_had_a_role_that_went_is_erased_from_it(
    session: Session, event: Event, two: Two, ground: Ground
) -> None:
    gone = two[1]
    gone.left_at = clock.now()
    save(session, gone)
    made = edit(session, event.id, RoleOut(gone.role_id, two[0].role_id))
    assert made.inverse["people"] == [gone.id]
    account = session.exec(select(Account).where(Account.email == "bo@example.org")).one()
    account.erase_at = clock.now()
    save(session, account)
    tracks = tracks_of(session, account.id)
    assert tracks is not None
    erase_from_edits(ground, session, tracks)
    assert of(session, Edit, made.id).inverse["people"] == []
