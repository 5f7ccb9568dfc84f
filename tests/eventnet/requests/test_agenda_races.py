"""Of two things that happen at once to a time or an agenda, exactly one wins."""

from collections.abc import Sequence
from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet.database import lock, writing
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.meetings import arranging
from eventnet.meetings.actions import cancel
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingSide
from eventnet.meetings.queries import meetings_of
from eventnet.requests import actions
from eventnet.requests.actions import accept
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    only_where_writes_are_many,
    overtaken,
    without,
)

ROUNDS = 25
LOOKS = "eventnet.meetings.arranging.check_free"
"""Where two have looked whether both are free, and write that they meet."""


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=ROUNDS, tables=1)


def yes(request_id: str, attendance_id: str) -> Deed:
    """Return the deed of accepting."""
    return lambda own: accept(own, request_id, attendance_id)


def agendas_hold(session: Session, event: Event) -> bool:
    """Say whether nobody sits at two tables, and no table has two meetings."""
    session.rollback()
    live = select(Meeting.slot_id, Meeting.table_number).where(
        Meeting.event_id == event.id, col(Meeting.live), col(Meeting.table_number).is_not(None)
    )
    tables = session.exec(live).all()
    seats = session.exec(
        select(MeetingSide.attendance_id, MeetingSide.slot_id).where(col(MeetingSide.live))
    ).all()
    return len(set(tables)) == len(tables) and len(set(seats)) == len(seats)


def won(results: Sequence[object]) -> int:
    """Return how many were not refused."""
    return sum(not isinstance(result, Refused) for result in results)


def test_without_the_hold_of_the_agendas_two_yeses_exceed_a_limit(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    first, second, bo = _two_for_a_full_agenda(session, event)
    both_have_read = Barrier(2, timeout=60)

    def taken(_session: Session, _slot: object) -> set[int]:
        both_have_read.wait()  # both look at the agendas before either has written into them
        return set()

    monkeypatch.setattr(actions, "hold_people", careless_hold)
    monkeypatch.setattr(arranging, "_taken", taken)
    assert won(at_once(app, yes(first, bo), yes(second, bo))) == 2
    session.rollback()
    assert len(meetings_of(session, bo)) == 2  # though one is the most that bo wants


def _two_for_a_full_agenda(session: Session, event: Event) -> tuple[str, str, str]:
    """Let two ask somebody who wants one meeting at most."""
    bo = an_attendee(session, event)
    bo.max_meetings = 1
    save(session, bo)
    requests = [
        asked(session, event, an_attendee(session, event), bo, number) for number in range(2)
    ]
    return requests[0], requests[1], bo.id


def test_two_yeses_at_once_keep_the_limit(session: Session, app: Starlette, event: Event) -> None:
    for _round in range(ROUNDS):
        first, second, bo = _two_for_a_full_agenda(session, event)
        assert won(at_once(app, yes(first, bo), yes(second, bo))) == 1
        session.rollback()
        (meeting,) = meetings_of(session, bo)
        cancel(session, meeting.id, bo)


def two_for_one_time(session: Session, event: Event, number: int) -> tuple[list[str], list[Deed]]:
    """Let two ask somebody for one time; return the requests, and the deeds of a yes to each."""
    bo = an_attendee(session, event)
    keys = [asked(session, event, an_attendee(session, event), bo, number) for _one in "12"]
    return keys, [yes(key, bo.id) for key in keys]


def test_without_the_hold_and_the_index_one_person_has_two_meetings_at_a_time(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    _keys, (one, other) = two_for_one_time(session, event, 0)
    monkeypatch.setattr(actions, "hold_people", careless_hold)
    without(session, "meeting_side.meeting_side_is_free")
    assert won(overtaken(app, one, other, after=LOOKS)) == 2
    assert not agendas_hold(session, event)


def test_two_yeses_for_one_time_of_one_person_make_one_meeting(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        keys, deeds = two_for_one_time(session, event, number)
        assert won(at_once(app, *deeds)) == 1
        assert sorted(state_of(session, key) for key in keys) == ["accepted", "waiting"]
        assert agendas_hold(session, event)


def two_for_one_table(session: Session, event: Event, number: int) -> list[Deed]:
    """Return the deeds of two yeses to meet at the only table of a time."""
    pairs = [(an_attendee(session, event), an_attendee(session, event)) for _one in "12"]
    keys = [asked(session, event, one, other, number) for one, other in pairs]
    return [yes(key, other.id) for key, (_one, other) in zip(keys, pairs, strict=True)]


def test_without_the_hold_and_the_index_two_pairs_take_the_last_table(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    one, other = two_for_one_table(session, event, 0)
    monkeypatch.setattr(actions, "hold_people", careless_hold)
    without(session, "meeting.meeting_table_is_free")
    assert won(overtaken(app, one, other, after="eventnet.meetings.arranging._taken")) == 2
    assert not agendas_hold(session, event)


def test_two_pairs_take_the_last_table_once(session: Session, app: Starlette, event: Event) -> None:
    for number in range(ROUNDS):
        assert won(at_once(app, *two_for_one_table(session, event, number))) == 1
        assert agendas_hold(session, event)


def a_yes_and_a_plan(session: Session, event: Event, number: int) -> tuple[Attendance, Deed, Deed]:
    """Return somebody, their yes to a request, and a publication that books them at that time."""
    ada, bo, eve = (an_attendee(session, event) for _one in range(3))
    key, event_id = asked(session, event, ada, bo, number), event.id
    plan = [Booking(bo.id, eve.id, slot_of(session, event, number).id, 1)]

    def publish(own: Session) -> int:
        with writing(own):
            lock(own, Event, event_id)  # as publishing does
            return len(book_plan(own, own.get_one(Event, event_id), str(number), plan).bookings)

    return bo, yes(key, bo.id), publish


def test_without_the_hold_and_the_index_a_yes_and_a_plan_book_somebody_twice(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    bo, says_yes, publish = a_yes_and_a_plan(session, event, 0)
    monkeypatch.setattr(actions, "hold_people", careless_hold)
    without(session, "meeting_side.meeting_side_is_free")
    _said, booked = overtaken(app, says_yes, publish, after=LOOKS)
    assert booked == 1
    assert len(meetings_of(session, bo.id)) == 2
    assert not agendas_hold(session, event)


def test_a_yes_and_a_publication_book_nobody_twice(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        bo, says_yes, publish = a_yes_and_a_plan(session, event, number)
        said, booked = at_once(app, says_yes, publish)
        assert agendas_hold(session, event)
        assert booked == (1 if isinstance(said, Refused) else 0)
        assert len(meetings_of(session, bo.id)) == 1
        for meeting in meetings_of(session, bo.id):
            cancel(session, meeting.id, bo.id)
