"""Changes of who may meet whom: what each does to meetings and requests, and its undo."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from eventnet.database import writing
from eventnet.edits.actions import make_edit, tell_now, undo_edit
from eventnet.edits.barring import KEEP, OFF
from eventnet.edits.kinds import Unchanged
from eventnet.edits.models import Edit, EditTouch
from eventnet.edits.taking_out import TakingOut
from eventnet.edits.who_meets import Drawn, WhoMeets, drawn
from eventnet.errors import Conflict, Gone, Refused
from eventnet.events import queries, roles
from eventnet.events.models import Event
from eventnet.jobs import Ground
from eventnet.meetings.arranging import KeptApart, arrange
from eventnet.meetings.models import Meeting
from eventnet.requests.actions import accept
from eventnet.requests.models import MeetingRequest, RequestState
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.edits.agreeing import edit
from tests.eventnet.edits.ruling import Two, asked_of_another, mails, of
from tests.factories import (
    a_meeting,
    a_role,
    an_attendee,
    let_meet,
    save,
)

Apart = Callable[..., Edit]


@pytest.fixture
def part(session: Session, event: Event, two: Two) -> Apart:
    """Return a function by which visitors and investors may no longer meet."""

    def done(choice: str = OFF) -> Edit:
        pair = roles.ordered(two[0].role_id, two[1].role_id)
        return edit(session, event.id, WhoMeets(frozenset(), frozenset({pair}), choice))

    return done


def test_meetings_that_are_no_longer_allowed_are_called_off_and_their_people_told(
    session: Session, event: Event, two: Two, part: Apart, by: str, ground: Ground
) -> None:
    other = an_attendee(session, event, "Cy", "cy@example.org")
    meeting, stays = (
        a_meeting(session, event, *two).id,
        a_meeting(session, event, two[0], other, slot=1),
    )
    made = part()
    assert not of(session, Meeting, meeting).live
    assert of(session, Meeting, stays.id).live
    tell_now(session, event.id, made.id, by)
    off = "Tue 11 May, 09:00 is off: the organizers changed who meets whom"
    assert mails(session, ground, made) == {"ada@example.org": off, "bo@example.org": off}


def test_meetings_may_be_let_stand_and_then_nobody_is_told(
    session: Session, event: Event, two: Two, part: Apart, by: str, ground: Ground
) -> None:
    meeting = a_meeting(session, event, *two).id
    made = part(KEEP)
    assert of(session, Meeting, meeting).live
    assert session.exec(select(EditTouch).where(EditTouch.edit_id == made.id)).all() == []
    tell_now(session, event.id, made.id, by)
    assert mails(session, ground, made) == {}


def test_undone_everything_stands_as_before(
    session: Session, event: Event, two: Two, part: Apart, by: str
) -> None:
    meeting, request = a_meeting(session, event, *two).id, asked_of_another(session, event, two)
    before = roles.may_meet(session, event.id)
    made = part()
    assert of(session, MeetingRequest, request).state is RequestState.BARRED
    assert undo_edit(session, event.id, made.id, by) == 0
    assert of(session, Meeting, meeting).live
    assert of(session, MeetingRequest, request).state is RequestState.WAITING
    assert roles.may_meet(session, event.id) == before


def test_requests_end_and_both_are_told_once(
    session: Session, event: Event, two: Two, part: Apart, by: str, ground: Ground
) -> None:
    request = asked_of_another(session, event, two)
    third = of(session, MeetingRequest, request).to_id
    made = part()
    with pytest.raises(Gone, match="changed which roles meet"):
        accept(session, request, third, queries.slots(session, event.id)[0].id)
    tell_now(session, event.id, made.id, by)
    told = mails(session, ground, made)
    closed = f"{event.name}: a request of yours is closed"
    assert told == {"ada@example.org": closed, "cy@example.org": closed}


def test_organizers_read_how_many_requests_end_and_not_whose_they_are(
    session: Session, event: Event, two: Two
) -> None:
    asked_of_another(session, event, two)
    pair = roles.ordered(two[0].role_id, two[1].role_id)
    with writing(session):
        touched = WhoMeets(frozenset(), frozenset({pair})).touched(session, event)
    assert touched.sentences == [
        "Investor and Visitor may no longer meet.",
        "1 request to meet that waits for an answer ends. Between whom is theirs alone to know.",
    ]
    assert touched.lines == []
    assert len(touched.members) == 2


def test_whoever_ruled_the_other_out_hears_nothing_of_the_request(
    session: Session, event: Event, two: Two, part: Apart, by: str, ground: Ground
) -> None:
    request = asked_of_another(session, event, two)
    third = of(session, MeetingRequest, request).to_id
    save(
        session,
        Wish(event_id=event.id, from_id=third, to_id=two[0].id, kind=WishKind.AVOID),
    )
    made = part()
    tell_now(session, event.id, made.id, by)
    assert mails(session, ground, made).keys() == {"ada@example.org"}
    touched = session.exec(select(EditTouch).where(EditTouch.edit_id == made.id)).all()
    assert [one.membership_id for one in touched] == [two[0].membership_id]


def test_nobody_arranges_what_is_not_allowed(
    session: Session, event: Event, two: Two, part: Apart
) -> None:
    slot = queries.slots(session, event.id)[0].id
    part()
    session.rollback()
    with pytest.raises(KeptApart):
        arrange(session, event.id, list(two), slot, two[0].id)


def test_a_slot_brought_back_does_not_bring_a_meeting_that_was_forbidden_since(
    session: Session, event: Event, two: Two, part: Apart, by: str
) -> None:
    meeting = a_meeting(session, event, *two)
    out = edit(session, event.id, TakingOut((meeting.slot_id,)))
    part()
    assert undo_edit(session, event.id, out.id, by) == 1
    assert not of(session, Meeting, meeting.id).live


def test_a_slot_brought_back_brings_a_meeting_that_was_let_stand(
    session: Session, event: Event, two: Two, part: Apart, by: str
) -> None:
    meeting = a_meeting(session, event, *two)
    part(KEEP)
    out = edit(session, event.id, TakingOut((meeting.slot_id,)))
    assert undo_edit(session, event.id, out.id, by) == 0
    assert of(session, Meeting, meeting.id).live


def test_a_pair_that_has_arranged_something_since_is_not_taken_back(
    session: Session, event: Event, two: Two, by: str
) -> None:
    a, b = two[0].role_id, two[1].role_id
    let_meet(session, event, {(a, a), (b, b)})
    made = edit(session, event.id, WhoMeets(frozenset({roles.ordered(a, b)}), frozenset()))
    a_meeting(session, event, *two)
    with pytest.raises(Conflict, match="have arranged meetings"):
        undo_edit(session, event.id, made.id, by)


def test_what_is_so_already_is_no_change(session: Session, event: Event, two: Two) -> None:
    pair = roles.ordered(two[0].role_id, two[1].role_id)
    with pytest.raises(Unchanged):
        make_edit(session, event.id, WhoMeets(frozenset({pair}), frozenset()), None)
    every = roles.every_pair(queries.roles(session, event.id))
    with pytest.raises(Refused, match="nobody could meet"):
        make_edit(session, event.id, WhoMeets(frozenset(), frozenset(every)), None)
    session.rollback()
    assert session.exec(select(Edit)).all() == []


def test_the_grid_of_a_form_is_read_as_it_was_drawn(session: Session, event: Event) -> None:
    a, b = a_role(session, event).id, a_role(session, event, "Investor").id
    let_meet(session, event, {(a, b), (a, a)})
    shown = drawn(session, event.id)
    assert Drawn.read(shown.word) == shown
    assert shown.changed([(b, b), (a, a)]) == ({(b, b)}, {roles.ordered(a, b)})
    for odd in ("", ".", "x.zz", "..", "a,b.-1"):
        assert Drawn.read(odd).changed([(b, b)])[0] == set()
