"""Of two things that happen to a meeting at once, exactly one wins."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.jobs import Ground
from eventnet.meetings import actions, booking
from eventnet.meetings.actions import accept_all, answer, cancel_all_of, release_due
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.participants import Participant, participants
from eventnet.meetings.queries import meetings_of
from tests.factories import a_meeting, an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)

ROUNDS = 70


def says(meeting_id: str, attendance_id: str, given: Answer) -> Deed:
    """Return the deed of answering."""
    return lambda own: answer(own, meeting_id, attendance_id, given)


def is_whole(session: Session, meeting_id: str) -> bool:
    """Say whether a meeting, its sides and their answers agree."""
    session.rollback()
    meeting = session.get_one(Meeting, meeting_id)
    sides = session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting_id)).all()
    answers = [side.answer for side in sides]
    fits = {
        MeetingState.CONFIRMED: answers.count(Answer.YES) == 2,
        MeetingState.DECLINED: Answer.NO in answers,
        MeetingState.RELEASED: None in answers,
    }[meeting.state]
    return fits and {meeting.live} == {side.live for side in sides}


def pairs(session: Session, event: Event, count: int) -> list[tuple[Meeting, str, str]]:
    """Make meetings in which the second still has to say yes, in a slot of their own each."""
    a, b = an_attendee(session, event), an_attendee(session, event)
    return [
        (a_meeting(session, event, a, b, slot=number, answers=(Answer.YES, None)), a.id, b.id)
        for number in range(count)
    ]


def test_without_the_hold_two_answers_both_win(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((meeting, a, b),) = pairs(session, an_event(session), 1)
    with Session(app.state.engine) as early:
        stale = early.get_one(Meeting, meeting.id)

    def careless(session: Session, model: type[Meeting], key: str) -> Meeting:
        return session.merge(stale, load=False)  # what a reader without a hold believes

    monkeypatch.setattr(actions, "lock", careless)
    results = [
        answer(session, meeting.id, b, Answer.YES),
        answer(session, meeting.id, a, Answer.NO),
    ]
    assert len(results) == 2  # a was told that it is declined, b that it is confirmed
    sequence = session.exec(select(Meeting.sequence).where(Meeting.id == meeting.id)).one()
    assert sequence == 2


def test_of_a_yes_and_a_no_one_wins(session: Session, app: Starlette) -> None:
    event = an_event(session, slots=ROUNDS)
    ended: Counter[str] = Counter()
    for meeting, a, b in pairs(session, event, ROUNDS):
        key = meeting.id
        results = at_once(app, says(key, b, Answer.YES), says(key, a, Answer.NO))
        assert refused(results) == 1
        assert is_whole(session, key)
        ended[session.get_one(Meeting, key).state] += 1
    assert set(ended) <= {MeetingState.CONFIRMED, MeetingState.DECLINED}


def releases(app: Starlette) -> Deed:
    """Return the deed of the clock: the hour strikes between the answer's clock and its own."""
    ground, late = Ground(app.state.settings, app.state.sessions), clock.now() + timedelta(hours=25)

    def release(_own: Session) -> None:
        with clock.at(late):
            release_due.work(ground)

    return release


def test_without_the_hold_a_meeting_is_released_that_was_just_confirmed(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    ((meeting, _a, b),) = pairs(session, an_event(session), 1)
    key, looks = meeting.id, "eventnet.meetings.actions._is_due"
    monkeypatch.setattr(actions, "lock", careless_lock)
    results = overtaken(app, releases(app), says(key, b, Answer.YES), after=looks)
    assert refused(results) == 0
    session.rollback()
    assert session.get_one(Meeting, key).state is MeetingState.RELEASED


def test_of_a_yes_and_the_release_one_wins(session: Session, app: Starlette) -> None:
    event = an_event(session, slots=ROUNDS)
    for meeting, _a, b in pairs(session, event, ROUNDS):
        key = meeting.id
        said, _released = at_once(app, says(key, b, Answer.YES), releases(app))
        session.rollback()
        state = session.get_one(Meeting, key).state
        expected = MeetingState.RELEASED if isinstance(said, Refused) else MeetingState.CONFIRMED
        assert state == expected
        assert is_whole(session, key)


def test_without_the_hold_the_same_click_twice_has_two_effects(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So it is with a yes to all, which says yes to each in turn."""
    only_where_writes_are_many(session)
    ((meeting, _a, b),) = pairs(session, an_event(session), 1)
    key = meeting.id
    monkeypatch.setattr(actions, "lock", careless_lock)
    assert refused(overtaken(app, *[says(key, b, Answer.YES)] * 2)) == 0
    session.rollback()
    assert session.get_one(Meeting, key).sequence == 2


def test_the_same_click_twice_at_once_has_one_effect(session: Session, app: Starlette) -> None:
    event = an_event(session, slots=ROUNDS)
    for meeting, _a, b in pairs(session, event, ROUNDS):
        key = meeting.id
        results = at_once(app, *[says(key, b, Answer.YES)] * 2)
        assert refused(results) == 0
        session.rollback()
        assert session.get_one(Meeting, key).sequence == 1


def leaves(who: str) -> Deed:
    """Return the deed of leaving an event."""

    def leave(own: Session) -> None:
        with writing(own):
            own.get_one(Attendance, who).left_at = clock.now()
            own.flush()
            cancel_all_of(own, who, "left")

    return leave


def publishes(event: Event, slot_id: str, a: str, b: str, run: str) -> Deed:
    """Return the deed of publishing a plan of one meeting."""
    event_id = event.id

    def publish(own: Session) -> None:
        with writing(own):
            book_plan(own, own.get_one(Event, event_id), run, [Booking(a, b, slot_id, 1)])

    return publish


def test_without_the_hold_a_plan_books_who_has_left(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    event = an_event(session)
    a, b = an_attendee(session, event).id, an_attendee(session, event).id

    def careless(own: Session, event: Event, *, hold: bool) -> dict[str, Participant]:
        assert hold
        return participants(own, event)

    monkeypatch.setattr(booking, "participants", careless)
    publish = publishes(event, slots(session, event.id)[0].id, a, b, "run")
    overtaken(app, publish, leaves(a), after="eventnet.meetings.booking.participants")
    assert [meeting.is_live for meeting in meetings_of(session, b)] == [True]


def test_a_plan_books_nobody_who_leaves_at_the_same_time(session: Session, app: Starlette) -> None:
    event = an_event(session)
    event_id, slot_id = event.id, slots(session, event.id)[0].id
    for number in range(20):
        a, b = an_attendee(session, event).id, an_attendee(session, event).id
        at_once(app, leaves(a), publishes(event, slot_id, a, b, str(number)))
        session.rollback()
        assert meetings_of(session, a) == meetings_of(session, b) == []
    made = session.exec(select(Meeting).where(col(Meeting.event_id) == event_id)).all()
    assert all(not meeting.live for meeting in made)


def test_a_yes_to_all_twice_at_once_and_a_no_have_one_effect_each(
    session: Session, app: Starlette
) -> None:
    event = an_event(session, slots=20)
    waiting = pairs(session, event, 20)
    (_meeting, a, b), *_rest = waiting
    declined = waiting[10][0].id
    at_once(
        app,
        lambda own: accept_all(own, b),
        lambda own: accept_all(own, b),
        says(declined, a, Answer.NO),
    )
    session.rollback()
    for meeting in session.exec(select(Meeting).where(Meeting.event_id == event.id)):
        confirmed = meeting.state == MeetingState.CONFIRMED
        assert confirmed or meeting.id == declined
        assert meeting.sequence == 1
        assert is_whole(session, meeting.id)
