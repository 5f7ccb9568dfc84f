"""A plan becomes meetings: on whose terms, and what gives way to it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.database import writing
from eventnet.events.models import Attendance, Consent, Event, Role, Slot, Unavailable
from eventnet.meetings.actions import answer, cancel
from eventnet.meetings.booking import Booked, book_plan
from eventnet.meetings.difference import Booking
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.wishes.models import Wish, WishKind
from tests.factories import a_meeting, an_attendee, an_event, save


def slots(session: Session, event: Event) -> list[str]:
    query = select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    return [slot.id for slot in session.exec(query)]


def book(session: Session, event: Event, bookings: Sequence[Booking], run: str = "run") -> Booked:
    with writing(session):
        return book_plan(session, event, run, bookings)


def only(session: Session, person: Attendance) -> OwnMeeting:
    (meeting,) = meetings_of(session, person.id)
    return meeting


@pytest.mark.parametrize(
    ("mine", "other", "unchosen_are_asked", "state"),
    [
        (Consent.BOOK, Consent.BOOK, False, MeetingState.CONFIRMED),
        (Consent.BOOK, Consent.ASK, False, MeetingState.WAITING),
        (Consent.ASK, Consent.ASK, False, MeetingState.WAITING),
        (Consent.BOOK, Consent.OWN, True, None),
        (Consent.ASK, None, False, None),
        (Consent.BOOK, None, True, MeetingState.WAITING),
    ],
)
def test_nobody_is_booked_without_consent(
    session: Session,
    mine: Consent,
    other: Consent | None,
    unchosen_are_asked: bool,
    state: MeetingState | None,
) -> None:
    event = an_event(session)
    event.ask_unchosen = unchosen_are_asked
    save(session, event)
    a = an_attendee(session, event, consent=mine)
    b = an_attendee(session, event, consent=other)
    booked = book(session, event, [Booking(a.id, b.id, slots(session, event)[0], 1, affinity=1)])
    assert [one.state for one in meetings_of(session, a.id)] == ([state] if state else [])
    assert len(booked.bookings) == (state is not None)
    for person in (a, b):
        for one in meetings_of(session, person.id):
            asked = person.consent != Consent.BOOK
            assert one.needs_answer == asked


def test_a_meeting_waits_for_its_hours_but_not_beyond_its_beginning(session: Session) -> None:
    event = an_event(session)
    a = an_attendee(session, event, consent=Consent.ASK)
    b = an_attendee(session, event)
    begins = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    booking = Booking(a.id, b.id, slots(session, event)[0], 1)
    with clock.at(begins - timedelta(days=3)):
        book(session, event, [booking])
        assert only(session, a).answer_until == begins - timedelta(days=2)
    with clock.at(begins - timedelta(hours=1)):
        book(session, event, [])
        book(session, event, [booking])
        assert only(session, a).answer_until == begins


def test_what_changed_since_the_draft_is_left_out(session: Session) -> None:
    event = an_event(session, slots=3, tables=2)
    first, second, third = slots(session, event)
    a, b, c, d, e, gone = (an_attendee(session, event) for _ in range(6))
    gone.left_at = clock.now()
    e.max_meetings = 1
    save(
        session,
        gone,
        e,
        Wish(from_id=b.id, to_id=a.id, event_id=event.id, kind=WishKind.AVOID),
        Unavailable(attendance_id=c.id, slot_id=first),
    )
    refused = a_meeting(session, event, c, d, slot=2, answers=(Answer.YES, None))
    answer(session, refused.id, d.id, Answer.NO)
    own = a_meeting(session, event, a, c, slot=1, table=2)  # not planned, so it stays
    booked = book(
        session,
        event,
        [
            Booking(a.id, gone.id, first, 1, affinity=9),
            Booking(a.id, b.id, third, 1, affinity=9),  # a veto
            Booking(c.id, d.id, third, 2, affinity=9),  # d said no before
            Booking(c.id, b.id, first, 1, affinity=9),  # c can't
            Booking(a.id, d.id, second, 1, affinity=9),  # a is busy
            Booking(b.id, d.id, second, 2, affinity=9),  # the table is taken
            Booking(b.id, d.id, first, 3, affinity=9),  # there are two tables
            Booking(d.id, e.id, first, 1, affinity=5),
            Booking(b.id, e.id, third, 1, affinity=4),  # e wants one, and has a worthier one
            Booking(a.id, e.id, "no slot", 1, affinity=8),
            Booking(b.id, c.id, third, None, affinity=8),  # nobody has a stand
        ],
    )
    assert [one.two for one in booked.bookings] == [frozenset((d.id, e.id))]
    assert only(session, a).id == own.id


def test_a_stand_is_the_place_of_its_meetings(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    b.stand = "Stand 12"
    save(session, b)
    book(session, event, [Booking(a.id, b.id, slots(session, event)[0], 1)])
    assert (only(session, a).place, only(session, a).table_number) == ("Stand 12", None)


def test_a_new_plan_keeps_moves_adds_and_cancels(session: Session) -> None:
    event = an_event(session)
    first, second, *_ = slots(session, event)
    a, b, c, d, e = (an_attendee(session, event) for _ in range(5))
    asked = an_attendee(session, event, consent=Consent.ASK)
    book(
        session,
        event,
        [
            Booking(a.id, b.id, first, 1),
            Booking(c.id, d.id, second, 1),
            Booking(c.id, asked.id, first, 2),
            Booking(d.id, e.id, first, 3),
        ],
    )
    answer(session, only(session, asked).id, asked.id, Answer.YES)
    before = {m.id: m for person in (a, c, d, asked) for m in meetings_of(session, person.id)}
    booked = book(
        session,
        event,
        [
            Booking(a.id, b.id, first, 1, because=[{"signal": "text", "detail": [], "share": 1}]),
            Booking(c.id, d.id, first, 2),  # swaps with the next
            Booking(c.id, asked.id, second, 1),
            Booking(b.id, e.id, second, 2),
        ],
        run="next run",
    )
    difference = booked.difference
    assert [
        len(part)
        for part in (difference.kept, difference.moved, difference.added, difference.cancelled)
    ] == [1, 2, 1, 1]
    kept, moved = only(session, a), only(session, asked)
    assert (kept.sequence, kept.run_id) == (before[kept.id].sequence, "next run")
    assert kept.because == [{"signal": "text", "detail": [], "share": 1}]
    assert (moved.slot_id, moved.needs_answer) == (second, True)
    assert moved.sequence > before[moved.id].sequence
    (gone,) = [
        m
        for m in meetings_of(session, d.id, tuple(MeetingState))
        if m.state == MeetingState.CANCELLED
    ]
    assert gone.sequence > before[gone.id].sequence
    causes = {one.id: one.cause_id for one in (kept, moved, only(session, e), gone)}
    assert causes == {kept.id: "run"} | dict.fromkeys(set(causes) - {kept.id}, "next run")
    for meeting, side in session.exec(
        select(Meeting, MeetingSide).join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
    ):
        assert (side.live, side.slot_id) == (meeting.live, meeting.slot_id)


def test_another_table_at_the_same_time_asks_nobody_again(session: Session) -> None:
    event = an_event(session)
    slot = slots(session, event)[0]
    a = an_attendee(session, event)
    b = an_attendee(session, event, consent=Consent.ASK)
    book(session, event, [Booking(a.id, b.id, slot, 1)])
    answer(session, only(session, b).id, b.id, Answer.YES)
    book(session, event, [Booking(a.id, b.id, slot, 2)])
    assert only(session, b).state == MeetingState.CONFIRMED
    assert only(session, b).table_number == 2


def test_what_has_begun_stays_and_counts(session: Session) -> None:
    event = an_event(session)
    first, second, *_ = slots(session, event)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    role = session.exec(select(Role)).one()
    role.max_meetings = 1
    save(session, role)
    book(session, event, [Booking(a.id, b.id, first, 1)])
    with clock.at(datetime(2027, 5, 11, 8, 5, tzinfo=UTC)):
        book(session, event, [Booking(b.id, c.id, second, 1)])
    assert only(session, a).slot_id == first
    assert meetings_of(session, c.id) == []


def test_who_called_off_is_not_booked_with_them_again(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    booking = Booking(a.id, b.id, slots(session, event)[0], 1)
    book(session, event, [booking])
    cancel(session, only(session, a).id, a.id)
    assert book(session, event, [booking]).bookings == []
