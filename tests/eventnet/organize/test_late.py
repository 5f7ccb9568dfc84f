"""Meetings for somebody who came late, beside those that stand."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import permutations
from random import Random

import pytest
from sqlalchemy import Select
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.affinities.models import PairAffinity
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Consent, Event, Slot, Unavailable
from eventnet.events.queries import slots
from eventnet.matching.models import Run, RunState
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Meeting, MeetingSide, MeetingState
from eventnet.organize.late import book_found, find_meetings
from eventnet.wishes.models import Wish, WishKind
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    without,
)
from tests.work import do_jobs, mails

BEFORE = datetime(2027, 5, 1, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    made = an_event(session, slug="spring", slots=4, tables=2)
    publish(session, made)
    return made


def publish(session: Session, event: Event) -> Run:
    run = Run(event_id=event.id, number=1, state=RunState.PUBLISHED, published_at=BEFORE)
    save(session, run)
    return run


def people(session: Session, event: Event, count: int) -> list[Attendance]:
    return [an_attendee(session, event, f"P{n}", f"p{n}@example.org") for n in range(count)]


def worth(session: Session, one: Attendance, other: Attendance, value: float) -> None:
    a_id, b_id = sorted((one.id, other.id))
    save(session, PairAffinity(a_id=a_id, b_id=b_id, event_id=one.event_id, value=value))


def a_usual(session: Session, event: Event, many: int) -> None:
    """Let two others have so many meetings, so that as many are looked for."""
    pair = [an_attendee(session, event, name) for name in "xy"]
    for number in range(many):
        a_meeting(session, event, *pair, slot=number, table=1)


def partners(late: Attendance, found: Sequence[Booking]) -> dict[str, str]:
    return {one.a_id if one.b_id == late.id else one.b_id: one.slot_id for one in found}


def test_the_worthiest_are_found_at_different_times_at_free_tables(
    session: Session, event: Event
) -> None:
    late, *others = people(session, event, 4)
    for number, one in enumerate(others):
        worth(session, late, one, 0.2 + number / 10)
    a_meeting(session, event, others[0], others[1], slot=0)
    a_meeting(session, event, others[0], others[2], slot=1)
    a_meeting(session, event, others[1], others[2], slot=2)
    with clock.at(BEFORE):
        found = find_meetings(session, event, late.id)
    assert (found.has, found.usual, found.why_not) == (0, 2, "")
    chosen = partners(late, found.bookings)
    assert set(chosen) == {others[1].id, others[2].id}
    assert len(set(chosen.values())) == 2


@pytest.mark.parametrize("seed", range(6))
def test_no_other_choice_is_worth_more(session: Session, seed: int) -> None:
    random = Random(seed)
    event = an_event(session, slots=4, tables=9)
    publish(session, event)
    late, *others = people(session, event, 5)
    times = [slot.id for slot in slots(session, event.id)]
    values = {one.id: random.randint(1, 9) / 10 for one in others}
    for one in others:
        worth(session, late, one, values[one.id])
    away = {(one.id, slot) for one in others for slot in times if random.random() < 0.5}
    for key, slot in away:
        save(session, Unavailable(attendance_id=key, slot_id=slot))
    pair = [an_attendee(session, event, name) for name in "xy"]
    for number, one in enumerate(pair):
        a_meeting(session, event, *pair, slot=number, table=1)
        save(session, Wish(from_id=one.id, to_id=late.id, event_id=event.id, kind=WishKind.AVOID))
    with clock.at(BEFORE):
        found = find_meetings(session, event, late.id).bookings
    best = max(
        (
            sum(values[one] for one, slot in zip(two, when, strict=True))
            if all(pair not in away for pair in zip(two, when, strict=True))
            else 0.0
        )
        for many in (1, 2)
        for two in permutations(values, many)
        for when in permutations(times, many)
    )
    assert sum(one.affinity for one in found) == pytest.approx(best)


def test_nobody_is_found_against_rule_veto_consent_time_or_limit(
    session: Session, event: Event
) -> None:
    late = an_attendee(session, event, "Late", organization="Works")
    veto, _colleague, full, own, gone, away = (
        an_attendee(session, event, name, organization="Works " if name == "Colleague" else "")
        for name in ("Veto", "Colleague", "Full", "Own", "Gone", "Away")
    )
    save(session, Wish(from_id=veto.id, to_id=late.id, event_id=event.id, kind=WishKind.AVOID))
    full.max_meetings, own.consent, gone.left_at = 0, Consent.OWN, clock.now()
    save(session, full, own, gone)
    for slot in slots(session, event.id):
        save(session, Unavailable(attendance_id=away.id, slot_id=slot.id))
    a_usual(session, event, 1)
    busy = session.exec(select(Attendance).join(MeetingSide)).all()
    for one in busy:
        save(session, Wish(from_id=one.id, to_id=late.id, event_id=event.id, kind=WishKind.AVOID))
    with clock.at(BEFORE):
        found = find_meetings(session, event, late.id)
    assert found.bookings == []
    assert found.why_not.startswith("Nobody whom they may meet is free")


def test_why_there_is_nothing_is_said(session: Session, event: Event) -> None:
    own = an_attendee(session, event, "Own", consent=Consent.OWN)
    full = an_attendee(session, event, "Full")
    full.max_meetings = 0
    save(session, full)
    elsewhere = an_event(session)
    other = an_attendee(session, elsewhere, "Other")
    with clock.at(BEFORE):
        assert find_meetings(session, event, own.id).why_not.startswith("They let no meetings")
        assert find_meetings(session, event, full.id).why_not.startswith("They have as many")
        assert find_meetings(session, elsewhere, other.id).why_not.startswith("No schedule is")
        with pytest.raises(Conflict, match="No schedule is published"):
            book_found(session, elsewhere, other.id, [], "by")


def test_they_are_booked_beside_what_stands_and_those_touched_are_told(
    app: Starlette, session: Session, event: Event
) -> None:
    late, one, asked = people(session, event, 3)
    asked.consent = Consent.ASK
    save(session, asked)
    standing = a_meeting(session, event, one, asked, slot=3)
    an_attendee(session, event, "By", "by@example.org")
    session.refresh(standing)
    before = standing.model_dump()
    first, second = slots(session, event.id)[:2]
    wanted = [(one.id, first.id), (asked.id, second.id)]
    with clock.at(BEFORE):
        assert len(book_found(session, event, late.id, wanted, "by")) == 2
        do_jobs(app)
    session.rollback()
    assert session.get_one(Meeting, standing.id).model_dump() == before
    query = (
        select(Meeting).where(Meeting.id != standing.id).join(Slot).order_by(col(Slot.starts_at))
    )
    made = session.exec(query).all()
    assert [meeting.state for meeting in made] == [MeetingState.CONFIRMED, MeetingState.WAITING]
    assert len({meeting.cause_id for meeting in made}) == 1
    told = {n: [mail.subject for mail in mails(session, f"p{n}@example.org")] for n in range(3)}
    assert told == {
        0: ["Spring: you have 2 meetings"],
        1: ["Spring: your schedule has changed"],
        2: ["Spring: your schedule has changed"],
    }
    assert mails(session, "by@example.org") == []
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "meetings.added")).one()
    assert (entry.account_id, entry.subject, entry.detail) == ("by", late.id, {"meetings": 2})


def test_what_is_taken_meanwhile_is_left_out(session: Session, event: Event) -> None:
    late, one, other = people(session, event, 3)
    first, second = slots(session, event.id)[:2]
    a_meeting(session, event, one, other, slot=0)
    with clock.at(BEFORE):
        wanted = [(one.id, first.id), (other.id, second.id)]
        booked = book_found(session, event, late.id, wanted, "by")
    assert partners(late, booked) == {other.id: second.id}


def two_for_one(session: Session, event: Event) -> tuple[str, list[Deed]]:
    """Return somebody, and the deeds of giving each of two latecomers a meeting with them."""
    late, late_too, one = people(session, event, 3)
    event_id, one_id, slot_id = event.id, one.id, slots(session, event.id)[0].id

    def books(key: str) -> Deed:
        wanted = [(one_id, slot_id)]
        return lambda own: len(book_found(own, own.get_one(Event, event_id), key, wanted, "by"))

    return one_id, [books(late.id), books(late_too.id)]


def live_sides(session: Session, attendance_id: str) -> int:
    session.rollback()
    query = select(MeetingSide).where(MeetingSide.attendance_id == attendance_id)
    return len(session.exec(query.where(col(MeetingSide.live))).all())


def test_without_the_holds_and_the_indexes_somebody_has_two_meetings_in_a_slot(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is enough: the hold of the event, that of the people, and the two indexes."""
    only_where_writes_are_many(session)
    one, deeds = two_for_one(session, event)
    monkeypatch.setattr("eventnet.organize.late.lock", careless_lock)
    monkeypatch.setattr(Select, "with_for_update", lambda query, **_how: query)
    without(session, "meeting_side.meeting_side_is_free", "meeting.meeting_table_is_free")
    assert overtaken(app, *deeds, after="eventnet.meetings.booking.fitting") == [1, 1]
    assert live_sides(session, one) == 2


def test_two_organizers_at_once_give_nobody_two_meetings_in_a_slot(
    app: Starlette, session: Session, event: Event
) -> None:
    one, deeds = two_for_one(session, event)
    assert sorted(map(str, at_once(app, *deeds))) == ["0", "1"]
    assert live_sides(session, one) == 1
