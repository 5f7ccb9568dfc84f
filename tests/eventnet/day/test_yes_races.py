"""Of two answers to a proposal, or one and something else, neither is lost; nobody sits twice."""

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.database import writing
from eventnet.day import answering, signs
from eventnet.day.answering import say_yes
from eventnet.day.models import Proposal, ProposalState
from eventnet.day.rematching import find_somebody
from eventnet.day.signs import say_here, say_missing
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings import arranging
from eventnet.meetings.arranging import arrange
from eventnet.meetings.models import Meeting, MeetingSide
from tests.eventnet.day.day import fresh, minutes_in, seeks, sign_of
from tests.eventnet.day.test_races import ROUNDS, a_table, then
from tests.factories import an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
    without,
)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=1, tables=400)


@pytest.fixture
def careless(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody hold anything of a meeting, its two or what is proposed."""
    only_where_writes_are_many(session)
    for module in (answering, signs):
        monkeypatch.setattr(module, "hold_people", careless_hold)
        monkeypatch.setattr(module, "lock", careless_lock)
    monkeypatch.setattr(arranging, "hold_people", careless_hold)


def booking(own: Session, event: Event, one: str, other: str) -> object:
    """Let two have a meeting in the first slot that came about elsewhere."""
    with writing(own):
        two = list(arranging.hold_people(own, event.id, [one, other]).values())
        return arrange(own, event.id, two, slots(own, event.id)[0].id, other, begun=True)


def seats_hold(session: Session) -> bool:
    """Say whether nobody sits at two tables, and no table has two meetings."""
    session.rollback()
    sides = session.exec(
        select(MeetingSide.attendance_id, MeetingSide.slot_id).where(col(MeetingSide.live))
    ).all()
    tables = session.exec(
        select(Meeting.slot_id, Meeting.table_number).where(col(Meeting.live))
    ).all()
    return len(set(sides)) == len(sides) and len(set(tables)) == len(tables)


def proposed(session: Session, event: Event, number: int) -> tuple[Meeting, str, str, str, str]:
    """Propose another to somebody whose partner did not come.

    Returns the meeting of the two, who waits, who did not come, who is free as well, and what was
    proposed.
    """
    with minutes_in(4):
        meeting, ada, bo = a_table(session, event, number + 1)
        say_missing(session, event, meeting.id, ada.id)
        cy = an_attendee(session, event)
        seeks(session, event, cy)
        found = fresh(session, find_somebody(session, event, ada.id)).id
        return meeting, ada.id, bo.id, cy.id, found


def state_of(session: Session, found: str) -> ProposalState:
    session.rollback()
    return session.get_one(Proposal, found, populate_existing=True).state


def here_and_the_second_yes(
    session: Session, event: Event, number: int
) -> tuple[Meeting, str, str, Deed, Deed]:
    """Return a meeting, who is here, what was proposed, and the deeds of a yes and a here."""
    meeting, ada, bo, cy, found = proposed(session, event, number)
    with minutes_in(4):
        say_yes(session, event, found, ada)
    return meeting, bo, found, then(say_yes, found, cy), then(say_here, meeting.id, bo)


@pytest.mark.usefixtures("careless")
def test_without_the_hold_somebody_is_here_at_a_table_that_the_other_has_left(
    session: Session, app: Starlette, event: Event
) -> None:
    meeting, bo, found, yes, here = here_and_the_second_yes(session, event, 0)
    assert refused(overtaken(app, here, yes)) == 0
    with minutes_in(4):
        assert sign_of(session, meeting, session.get_one(Attendance, bo)).here_at is not None
    assert not session.get_one(Meeting, meeting.id, populate_existing=True).live
    assert state_of(session, found) is ProposalState.ACCEPTED


def test_here_against_the_second_yes_leaves_one_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        meeting, _bo, found, yes, here = here_and_the_second_yes(session, event, number)
        assert refused(at_once(app, yes, here)) == 1
        booked = state_of(session, found)
        old = session.get_one(Meeting, meeting.id, populate_existing=True)
        assert (old.live, booked) in {
            (True, ProposalState.OVERTAKEN),
            (False, ProposalState.ACCEPTED),
        }
        assert seats_hold(session)


@pytest.mark.usefixtures("careless")
def test_without_the_hold_and_the_index_a_yes_and_a_third_meeting_take_one_time(
    session: Session, app: Starlette, event: Event
) -> None:
    _meeting, ada, _bo, cy, found = proposed(session, event, 0)
    dan = an_attendee(session, event).id
    with minutes_in(4):
        say_yes(session, event, found, ada)
    without(session, "meeting_side.meeting_side_is_free")
    check = "eventnet.meetings.arranging.check_free"
    results = overtaken(app, then(say_yes, found, cy), then(booking, cy, dan), after=check)
    assert refused(results) == 0
    assert not seats_hold(session)


def test_two_yeses_against_a_third_meeting_leave_one(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        _meeting, ada, _bo, cy, found = proposed(session, event, number)
        dan = an_attendee(session, event).id
        results = at_once(
            app, then(say_yes, found, ada), then(say_yes, found, cy), then(booking, cy, dan)
        )
        assert seats_hold(session)
        live = select(MeetingSide).where(MeetingSide.attendance_id == cy, col(MeetingSide.live))
        assert len(session.exec(live).all()) == 1
        assert refused(results) == 1


@pytest.mark.usefixtures("careless")
def test_without_the_hold_of_the_proposal_two_yeses_make_no_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    _meeting, ada, _bo, cy, found = proposed(session, event, 0)
    overtaken(app, then(say_yes, found, ada), then(say_yes, found, cy))
    assert state_of(session, found) is ProposalState.WAITING  # of whom, both said yes
    made = session.get_one(Proposal, found)
    assert made.a_yes_at
    assert made.b_yes_at


def test_two_yeses_at_once_make_one_meeting(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        _meeting, ada, _bo, cy, found = proposed(session, event, number)
        at_once(app, *[then(say_yes, found, who) for who in (ada, cy, ada, cy)])
        assert state_of(session, found) is ProposalState.ACCEPTED
        assert seats_hold(session)
