"""A rule changed beside a meeting that is accepted or booked, and beside another organizer."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.database import lock, writing
from eventnet.edits.actions import make_edit
from eventnet.edits.barring import OFF, apart
from eventnet.edits.limits import ROLE, RoleChange, edition
from eventnet.edits.models import Edit
from eventnet.edits.role_out import RoleOut
from eventnet.edits.who_meets import WhoMeets
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event, Role
from eventnet.events.queries import slots
from eventnet.events.roles import may_meet, ordered, put_pairs
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.organize.marking import give_role
from eventnet.organize.whom import Whom
from eventnet.requests.actions import accept
from eventnet.requests.making import ask
from eventnet.versions import Clash, content
from tests.eventnet.edits.agreeing import edit
from tests.factories import a_role, an_account, an_attendee, an_event
from tests.races import Deed, at_once, only_where_writes_are_many, overtaken

BARRIER = Barrier(2)
ROUNDS = 12


class Case:
    """A visitor and an investor who may meet, at an event of one slot."""

    def __init__(self, session: Session) -> None:
        event = an_event(session, slots=1)
        one, other = an_attendee(session, event), an_attendee(session, event, role="Investor")
        self.event_id, self.ids = event.id, sorted((one.id, other.id))
        self.asker, self.asked = one.id, other.id
        self.pair = ordered(one.role_id, other.role_id)
        self.slot_id = slots(session, event.id)[0].id
        session.rollback()

    @property
    def parting(self) -> WhoMeets:
        """Return the edit after which they may not."""
        return WhoMeets(frozenset(), frozenset({self.pair}), OFF)

    def stands_apart(self, session: Session) -> bool:
        """Say whether they have a meeting although they may not."""
        session.rollback()
        query = select(Meeting.id).where(Meeting.event_id == self.event_id, col(Meeting.live))
        two = dict.fromkeys(session.exec(query), self.ids)
        return bool(apart(session, self.event_id, two))


def meet_unguarded(session: Session, case: Case) -> None:
    """Look at the rules before the transaction that writes, holding nothing, and meet."""
    allowed = case.pair in may_meet(session, case.event_id)
    BARRIER.wait(5)
    if allowed:
        with writing(session):
            meeting = Meeting(
                event_id=case.event_id,
                slot_id=case.slot_id,
                table_number=1,
                state=MeetingState.CONFIRMED,
            )
            session.add(meeting)
            session.flush()
            for one in case.ids:
                side = MeetingSide(meeting_id=meeting.id, attendance_id=one, slot_id=case.slot_id)
                session.add(side)


def part_unguarded(session: Session, case: Case) -> None:
    """Look at what stands before the transaction that writes, and change the rule."""
    there = session.exec(select(Meeting).where(Meeting.event_id == case.event_id)).all()
    pairs = may_meet(session, case.event_id) - {case.pair}
    BARRIER.wait(5)
    if not there:
        with writing(session):
            put_pairs(session, case.event_id, pairs)


def test_without_the_hold_a_meeting_stands_that_is_not_allowed(
    app: Starlette, session: Session
) -> None:
    """On SQLite, too: it lets one write at a time, and each writes what it saw before."""
    case = Case(session)
    at_once(app, lambda own: meet_unguarded(own, case), lambda own: part_unguarded(own, case))
    assert case.stands_apart(session)


def yes(session: Session, case: Case) -> Deed:
    event = session.get_one(Event, case.event_id)
    key = ask(session, event, case.asker, case.asked, slot_id=case.slot_id, message="").id
    session.rollback()
    return lambda own: accept(own, key, case.asked)


def booked(_session: Session, case: Case) -> Deed:
    def book(own: Session) -> None:
        with writing(own):
            event = lock(own, Event, case.event_id)
            assert event is not None
            book_plan(own, event, "run", [Booking(case.ids[0], case.ids[1], case.slot_id, 1)])

    return book


@pytest.mark.parametrize("meeting", [yes, booked])
def test_no_meeting_stands_that_a_rule_forbade_at_the_same_time(
    app: Starlette,
    session: Session,
    meeting: Callable[[Session, Case], Deed],
) -> None:
    for _round in range(ROUNDS):
        case = Case(session)
        meet = meeting(session, case)

        def part(own: Session, case: Case = case) -> Edit:
            return edit(own, case.event_id, case.parting)

        results = at_once(app, meet, part)
        assert isinstance(results[1], Edit | Refused)
        if isinstance(results[1], Refused):  # it touched something else by then
            edit(session, case.event_id, case.parting)
        assert not case.stands_apart(session)


def untick_unguarded(session: Session, case: Case, role_id: str) -> None:
    """Set the whole grid as it was drawn for a form, as a page without merging would."""
    pairs = may_meet(session, case.event_id) - {(role_id, role_id)}
    BARRIER.wait(5)
    with writing(session):
        lock(session, Event, case.event_id)
        put_pairs(session, case.event_id, pairs)


def unticking(case: Case, role_id: str) -> Deed:
    plan = WhoMeets(frozenset(), frozenset({(role_id, role_id)}))
    return lambda own: make_edit(own, case.event_id, plan, None)


def test_two_who_change_different_pairs_lose_none(app: Starlette, session: Session) -> None:
    case = Case(session)
    a, b = case.pair
    at_once(
        app,
        lambda own: untick_unguarded(own, case, a),
        lambda own: untick_unguarded(own, case, b),
    )
    session.rollback()
    assert len(may_meet(session, case.event_id)) == 2  # the race is real: one lost theirs
    for _round in range(ROUNDS):
        case = Case(session)
        made = at_once(app, *[unticking(case, one) for one in case.pair])
        assert all(isinstance(one, Edit) for one in made)
        session.rollback()
        assert may_meet(session, case.event_id) == {case.pair}


def limit_unguarded(session: Session, role_id: str, name: str) -> None:
    """Set a whole role as it was drawn for a form, as a page without merging would."""
    values = {**content(session.get_one(Role, role_id), ROLE), name: 4}
    BARRIER.wait(5)
    with writing(session):
        role = session.get_one(Role, role_id, with_for_update=True)
        role.sqlmodel_update(values)
        session.add(role)


def limiting(event_id: str, plan: RoleChange) -> Deed:
    return lambda own: make_edit(own, event_id, plan, None)


def test_of_two_who_change_one_limit_one_is_shown_both(app: Starlette, session: Session) -> None:
    role = a_role(session, an_event(session))
    role_id = role.id
    session.rollback()
    at_once(
        app,
        lambda own: limit_unguarded(own, role_id, "max_meetings"),
        lambda own: limit_unguarded(own, role_id, "floor"),
    )
    session.rollback()
    assert {role.max_meetings, role.floor} != {4}  # the race is real: one lost theirs
    for _round in range(ROUNDS):
        event = an_event(session)
        role = a_role(session, event)
        typed, shown = content(role, ROLE), edition(role)
        deeds = [
            limiting(event.id, RoleChange(role.id, {**typed, "floor": least, name: 5}, shown))
            for least, name in ((1, "max_meetings"), (2, "position"))
        ]
        session.rollback()
        results = at_once(app, *deeds)
        (clash,) = [one for one in results if isinstance(one, Refused)]
        assert isinstance(clash, Clash)
        assert set(clash.fields) == {"floor"}


def roles_while_one_goes(session: Session, app: Starlette) -> list[object]:
    """Give many a role that another organizer removes meanwhile; return what both came to."""
    event = an_event(session)
    an_attendee(session, event)
    event_id, role_id, by = event.id, a_role(session, event, "Speaker").id, an_account(session).id
    session.rollback()
    return overtaken(
        app,
        lambda own: give_role(own, own.get_one(Event, event_id), Whom(all_of=True), role_id, by),
        lambda own: make_edit(own, event_id, RoleOut(role_id), None),
        after="eventnet.organize.marking.of_roll",
    )


def test_without_the_hold_of_the_event_many_are_given_a_role_that_is_gone(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr("eventnet.organize.marking.held", lambda *_given: None)
    with pytest.raises(IntegrityError):
        roles_while_one_goes(session, app)


def test_many_are_given_a_role_before_it_goes_or_not_at_all(
    session: Session, app: Starlette
) -> None:
    by = an_account(session).id
    for _round in range(6):
        session.rollback()
        event = an_event(session)
        who, role_id = an_attendee(session, event).id, a_role(session, event, "Speaker").id
        event_id = event.id
        session.rollback()

        def give(own: Session, event_id: str = event_id, role_id: str = role_id) -> object:
            event = own.get_one(Event, event_id)
            return give_role(own, event, Whom(all_of=True), role_id, by)

        def go(own: Session, event_id: str = event_id, role_id: str = role_id) -> object:
            return make_edit(own, event_id, RoleOut(role_id), None)

        given, _gone = at_once(app, give, go)
        session.rollback()
        has = session.get_one(Attendance, who).role_id == role_id
        assert has is (given == 1)
        assert (session.get(Role, role_id) is not None) is has
