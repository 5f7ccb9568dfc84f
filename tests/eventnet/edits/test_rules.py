"""Changes of who may meet whom, of roles and of their limits: what each does, and its undo."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.edits.actions import make_edit, tell_now, undo_edit
from eventnet.edits.barring import KEEP, OFF
from eventnet.edits.kinds import Unchanged
from eventnet.edits.limits import ROLE, RoleChange, edition
from eventnet.edits.models import Edit, EditTouch
from eventnet.edits.role_out import RoleOut
from eventnet.edits.taking_out import TakingOut
from eventnet.edits.telling import tell_edit
from eventnet.edits.who_meets import Drawn, WhoMeets, drawn
from eventnet.erasure.steps.edits import erase_from_edits
from eventnet.erasure.tracks import tracks_of
from eventnet.errors import Conflict, Gone, Refused
from eventnet.events import queries, roles
from eventnet.events.models import Attendance, Event, Role
from eventnet.jobs import Ground
from eventnet.mail.models import OutboxMail
from eventnet.meetings.arranging import KeptApart, arrange
from eventnet.meetings.models import Meeting
from eventnet.requests.actions import accept
from eventnet.requests.making import ask
from eventnet.requests.models import MeetingRequest, RequestState
from eventnet.versions import Clash, content
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.edits.agreeing import edit
from tests.factories import (
    a_meeting,
    a_role,
    an_account,
    an_attendee,
    let_meet,
    save,
)

Two = tuple[Attendance, Attendance]
Apart = Callable[..., Edit]


@pytest.fixture
def by(session: Session) -> str:
    return an_account(session).id


@pytest.fixture
def two(session: Session, event: Event) -> Two:
    """A visitor and an investor."""
    one = an_attendee(session, event, "Ada", "ada@example.org")
    return one, an_attendee(session, event, "Bo", "bo@example.org", role="Investor")


@pytest.fixture
def part(session: Session, event: Event, two: Two) -> Apart:
    """Return a function by which visitors and investors may no longer meet."""

    def done(choice: str = OFF) -> Edit:
        pair = roles.ordered(two[0].role_id, two[1].role_id)
        return edit(session, event.id, WhoMeets(frozenset(), frozenset({pair}), choice))

    return done


def of(session: Session, model: Any, key: str) -> Any:
    session.rollback()
    return session.get_one(model, key)


def mails(session: Session, ground: Ground, made: Edit) -> dict[str, str]:
    tell_edit.work(ground, made.id)
    session.rollback()
    once = col(OutboxMail.once).startswith(f"edit:{made.id}:")
    return dict(session.exec(select(OutboxMail.to, OutboxMail.subject).where(once)).all())


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


def asked_of_another(session: Session, event: Event, two: Two) -> str:
    """Let the visitor ask another investor; return the id of the request."""
    third = an_attendee(session, event, "Cy", "cy@example.org", role="Investor")
    return ask(session, event, two[0].id, third.id, slot_id=None, message="").id


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


def change(session: Session, event: Event, role: Role, **values: Any) -> RoleChange:
    typed = {**content(role, ROLE), **values}
    return RoleChange(role.id, typed, edition(role))


def test_those_over_a_new_limit_keep_their_meetings_and_are_told(
    session: Session, event: Event, two: Two, by: str, ground: Ground
) -> None:
    for slot in range(2):
        a_meeting(session, event, *two, slot=slot)
    role = a_role(session, event)
    made = edit(session, event.id, change(session, event, role, max_meetings=1))
    assert made.detail["changed"] == {"max_meetings": [None, 1]}
    tell_now(session, event.id, made.id, by)
    assert mails(session, ground, made) == {
        "ada@example.org": f"{event.name}: at most 1 meeting for you"
    }


def test_those_below_a_new_floor_are_counted_and_not_told(
    session: Session, event: Event, two: Two
) -> None:
    role = a_role(session, event)
    touched = change(session, event, role, floor=2).touched(session, event)
    assert any("1 person has fewer than 2 meetings" in words for words in touched.sentences)
    assert touched.members == frozenset()


def test_a_limit_is_undone_unless_it_was_changed_again(
    session: Session, event: Event, by: str
) -> None:
    role = a_role(session, event)
    made = edit(session, event.id, change(session, event, role, max_meetings=5, floor=2))
    edit(session, event.id, change(session, event, of(session, Role, role.id), floor=3))
    undo_edit(session, event.id, made.id, by)
    assert (role.max_meetings, role.floor) == (None, 3)


def test_limits_that_two_set_and_that_do_not_fit_are_refused(
    session: Session, event: Event
) -> None:
    role = a_role(session, event)
    first, second = (
        change(session, event, role, max_meetings=2),
        change(session, event, role, floor=3),
    )
    edit(session, event.id, first)
    with pytest.raises(Refused, match="at least 3 meetings would be more than the 2"):
        edit(session, event.id, second)


def test_what_two_changed_at_once_is_a_clash(session: Session, event: Event) -> None:
    role = a_role(session, event)
    first, second = (change(session, event, role, max_meetings=one) for one in (2, 3))
    edit(session, event.id, first)
    with pytest.raises(Clash) as clash:
        edit(session, event.id, second)
    assert clash.value.fields == {"max_meetings": (3, 2)}


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
