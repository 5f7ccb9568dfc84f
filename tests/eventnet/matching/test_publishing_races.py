"""Publishing beside another publication, and beside people who leave or call off."""

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.matching import publishing
from eventnet.matching.models import Run
from eventnet.matching.publishing import publish_run
from eventnet.meetings import booking
from eventnet.meetings.actions import cancel, cancel_all_of
from eventnet.meetings.booking import book_plan
from eventnet.meetings.difference import Booking, Held, held_meetings
from eventnet.meetings.queries import meetings_of, meetings_of_event
from tests.eventnet.matching.settled import faults, held, overbooked, planned, published
from tests.eventnet.matching.test_publishing import Draft, publishing_of
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)


def test_without_the_holds_a_plan_takes_the_place_of_one_that_nobody_looked_at(
    session: Session, app: Starlette, crowd: Event, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    first, second = draft(crowd).id, draft(crowd).id
    session.rollback()
    monkeypatch.setattr(publishing, "lock", careless_lock)
    deeds = publishing_of(first, 0), publishing_of(second, 0)
    assert refused(overtaken(app, *deeds, after="eventnet.matching.publishing._hold")) == 0
    session.rollback()
    assert session.get_one(Event, crowd.id).schedule_version == 2  # though both looked at the first
    assert held(session, crowd.id) == planned(session.get_one(Run, first))


def test_of_two_organizers_who_publish_at_once_one_wins(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    for round_number in range(5):
        first, second = draft(crowd).id, draft(crowd).id
        session.rollback()
        results = at_once(
            app,
            publishing_of(first, round_number),
            publishing_of(first, round_number),
            publishing_of(second, round_number),
        )
        assert refused(results) == 2
        session.rollback()
        assert session.get_one(Event, crowd.id).schedule_version == round_number + 1
        assert held(session, crowd.id) == planned(published(session, crowd.id))


def test_without_the_hold_of_meetings_a_plan_brings_back_what_was_called_off(
    session: Session, app: Starlette, crowd: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That whoever leaves is not booked rests on another hold: see `meetings.test_races`."""
    only_where_writes_are_many(session)
    a, b = sorted(session.exec(select(Attendance.id).order_by(col(Attendance.id))).all()[:2])
    event_id, (first, second, *_rest) = crowd.id, [one.id for one in slots(session, crowd.id)]

    def publishes(slot_id: str) -> Deed:
        def publish(own: Session) -> None:
            with writing(own):
                book_plan(own, own.get_one(Event, event_id), slot_id, [Booking(a, b, slot_id, 1)])

        return publish

    def careless(own: Session, event_id: str, *, hold: bool) -> list[Held]:
        assert hold
        return held_meetings(own, event_id)

    publishes(first)(session)
    (meeting,) = meetings_of(session, a)
    key = meeting.id
    session.rollback()
    monkeypatch.setattr(booking, "held_meetings", careless)
    calls_off: Deed = lambda own: cancel(own, key, a)  # noqa: E731
    looks = "eventnet.meetings.booking.fitting"
    assert refused(overtaken(app, publishes(second), calls_off, after=looks)) == 0
    assert [one.is_live for one in meetings_of(session, a)] == [True]


def test_publishing_against_leaving_and_calling_off(
    session: Session, app: Starlette, crowd: Event, draft: Draft
) -> None:
    for _ in range(5):
        publish_run(session, draft(crowd).id, account_id=None)
        run_id = draft(crowd).id
        session.rollback()
        by_person = meetings_of_event(session, crowd.id)
        leaver, meetings = max(by_person.items(), key=lambda item: len(item[1]))
        other_id, called_off = next(
            (key, found[0].id)
            for key, found in by_person.items()
            if key != leaver and leaver not in (found[0].other_id,)
        )
        assert meetings
        session.rollback()

        def leave(own: Session, who: str = leaver) -> None:
            with writing(own):
                own.get_one(Attendance, who).left_at = clock.now()
                own.flush()
                cancel_all_of(own, who, "left")

        def call_off(own: Session, which: str = called_off, who: str = other_id) -> None:
            cancel(own, which, who)

        at_once(app, leave, call_off, publishing_of(run_id))
        session.rollback()
        assert meetings_of(session, leaver) == []
        assert called_off not in {m.id for m in meetings_of(session, other_id)}
        assert overbooked(session, crowd.id) == []
        assert faults(published(session, crowd.id)) == []
