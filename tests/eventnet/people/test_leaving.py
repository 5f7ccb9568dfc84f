"""Leaving an event, and taking it back: the attendance at once, meetings as far as they can be."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Gone
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import slots
from eventnet.mail.models import OutboxMail
from eventnet.meetings import returning
from eventnet.meetings.actions import cancel
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meetings_of
from eventnet.meetings.returning import Restored
from eventnet.organize.actions import remove_attendee
from eventnet.people.attending import MAY_RETURN, leave, pause, take_leaving_back
from eventnet.requests.actions import accept
from eventnet.requests.models import RequestState
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.people.person import Open, signed_in
from tests.eventnet.requests.asked import asked, state_of
from tests.factories import a_meeting, an_account, an_attendee, an_event, save
from tests.races import at_once
from tests.work import do_jobs

ROUNDS = 15
BEFORE = datetime(2027, 5, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(session: Session) -> Event:
    """Return an open event."""
    return an_event(session, slots=ROUNDS)


@pytest.fixture
def ada(session: Session, event: Event) -> Attendance:
    """Return who leaves."""
    return an_attendee(session, event, "Ada", "ada@example.org")


@pytest.fixture
def bo(session: Session, event: Event) -> Attendance:
    """Return whom she meets."""
    return an_attendee(session, event, "Bo", "bo@example.org")


def test_taking_it_back_gives_attendance_and_meetings_back(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    waits = a_meeting(session, event, ada, bo, slot=1, answers=(None, Answer.YES))
    assert leave(session, event, ada.id) == 2
    assert take_leaving_back(session, event, ada.id) == Restored(back=2, lost=0)
    session.refresh(ada)
    assert (ada.left_at, ada.may_return_until) == (None, None)
    states = {one.id: (one.state, one.sequence) for one in meetings_of(session, ada.id)}
    assert states == {
        meeting.id: (MeetingState.CONFIRMED, 2),
        waits.id: (MeetingState.WAITING, 2),
    }
    assert take_leaving_back(session, event, ada.id) == Restored(back=0, lost=0)


def test_what_was_called_off_before_stays_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    with clock.at(BEFORE):
        by_itself = a_meeting(session, event, ada, bo)
        cancel(session, by_itself.id, ada.id)
        earlier = a_meeting(session, event, ada, bo, slot=1)
        leave(session, event, ada.id)
        ada.left_at = None  # an organizer took them back
        save(session, ada)
        later = a_meeting(session, event, ada, bo, slot=2)
    with clock.at(BEFORE + timedelta(hours=1)):
        leave(session, event, ada.id)
        assert take_leaving_back(session, event, ada.id) == Restored(back=1, lost=0)
        assert [one.id for one in meetings_of(session, ada.id)] == [later.id]
    assert not {by_itself.id, earlier.id} & {one.id for one in meetings_of(session, bo.id)}


def lost(session: Session, event: Event, ada: Attendance) -> bool:
    """Say whether nothing of the one meeting came back, though she attends."""
    found = take_leaving_back(session, event, ada.id)
    session.refresh(ada)
    return ada.left_at is None and found == Restored(back=0, lost=1)


def test_a_meeting_whose_time_is_taken_stays_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    a_meeting(session, event, ada, bo)
    leave(session, event, ada.id)
    a_meeting(session, event, bo, an_attendee(session, event, "Cy"), table=2)
    assert lost(session, event, ada)
    assert len(meetings_of(session, bo.id)) == 1


@pytest.mark.parametrize("why", ["left", "paused", "full", "slot", "past", "unanswered"])
def test_a_meeting_that_can_no_longer_be_stays_off(
    session: Session, event: Event, ada: Attendance, bo: Attendance, why: str
) -> None:
    with clock.at(BEFORE):
        waits = (Answer.YES, None) if why == "unanswered" else (Answer.YES, Answer.YES)
        meeting = a_meeting(session, event, ada, bo, answers=waits, hours=0.1)
        leave(session, event, ada.id)
        if why == "left":
            leave(session, event, bo.id)
        elif why == "paused":
            pause(session, bo.id)
        elif why == "full":
            bo.max_meetings = 0
            save(session, bo)
    slot = session.get_one(Slot, meeting.slot_id)
    when = BEFORE
    if why == "slot":
        slot.removed_at = BEFORE
        save(session, slot)
    elif why == "past":
        when = slot.starts_at
        ada.may_return_until = when + MAY_RETURN
        save(session, ada)
    elif why == "unanswered":
        when = BEFORE + timedelta(minutes=10)
    with clock.at(when):
        assert lost(session, event, ada)


@pytest.mark.parametrize("whose", ["theirs", "own"])
@pytest.mark.parametrize("answer", [Answer.YES, None])
def test_a_veto_shows_in_no_meeting_that_comes_back(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    whose: str,
    answer: Answer | None,
) -> None:
    meeting = a_meeting(session, event, ada, bo, answers=(Answer.YES, answer))
    one, other = (bo, ada) if whose == "theirs" else (ada, bo)
    make_wish(session, event, one.id, other.id, WishKind.AVOID)
    assert [found.id for found in meetings_of(session, ada.id)] == [meeting.id]
    leave(session, event, ada.id)
    assert take_leaving_back(session, event, ada.id) == Restored(back=1, lost=0)
    assert [found.id for found in meetings_of(session, ada.id)] == [meeting.id]


def test_a_meeting_gets_another_table_if_its_own_is_taken(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    meeting = a_meeting(session, event, ada, bo)
    leave(session, event, ada.id)
    a_meeting(session, event, an_attendee(session, event), an_attendee(session, event), table=1)
    assert take_leaving_back(session, event, ada.id).back == 1
    session.refresh(meeting)
    assert (meeting.live, meeting.table_number) == (True, 2)


def test_it_can_be_taken_back_for_a_while_and_not_after_a_removal(
    session: Session, event: Event, ada: Attendance
) -> None:
    with clock.at(BEFORE):
        leave(session, event, ada.id)
    with clock.at(BEFORE + MAY_RETURN), pytest.raises(Gone, match="for 30 minutes"):
        take_leaving_back(session, event, ada.id)
    with clock.at(BEFORE + MAY_RETURN - timedelta(seconds=1)):
        take_leaving_back(session, event, ada.id)
        leave(session, event, ada.id)
        take_leaving_back(session, event, ada.id)
        remove_attendee(session, event.id, ada.id, an_account(session).id)
        with pytest.raises(Gone):
            take_leaving_back(session, event, ada.id)


def test_requests_stay_closed(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    key = asked(session, event, bo, ada)
    leave(session, event, ada.id)
    take_leaving_back(session, event, ada.id)
    assert state_of(session, key) is RequestState.LEFT


def test_pages_lead_back_and_the_other_side_is_told(
    session: Session, browser: Open, app: Starlette, event: Event, ada: Attendance, bo: Attendance
) -> None:
    cy = an_attendee(session, event, "Cy")
    a_meeting(session, event, ada, bo)
    a_meeting(session, event, ada, cy, slot=1, table=2)
    mine, path = signed_in(browser, session, ada), f"/e/{event.slug}"
    assert mine.get(f"{path}/left").headers["location"] == f"{path}/schedule"
    assert mine.post(f"{path}/attendance/leave").headers["location"] == f"{path}/left"
    page = mine.read(f"{path}/left")
    assert page.count("You no longer attend") == 1
    assert page.count("Your 2 meetings were called off") == 1
    assert "Take it back, until" in mine.read("/")
    do_jobs(app)
    session.rollback()
    a_meeting(session, event, cy, an_attendee(session, event), slot=1, table=1)
    assert mine.post(f"{path}/left/back").headers["location"] == f"{path}/schedule"
    words = mine.read(f"{path}/schedule")
    assert "1 meeting stands again" in words
    assert "1 meeting stays off" in words
    assert mine.post(f"{path}/left/back").status_code == 303
    assert "Take it back" not in mine.read("/")
    do_jobs(app)
    session.rollback()
    told = select(OutboxMail.subject).where(OutboxMail.to == "bo@example.org")
    assert [subject.rpartition(": ")[2] for subject in session.exec(told)] == [
        "Ada can't come",
        "Ada comes after all",
    ]


def test_the_page_is_gone_when_it_is_too_late_and_for_nobody_else(
    session: Session, browser: Open, event: Event, ada: Attendance
) -> None:
    mine, path = signed_in(browser, session, ada), f"/e/{event.slug}/left"
    mine.post(f"/e/{event.slug}/attendance/leave")
    session.rollback()
    ada.may_return_until = clock.now()
    save(session, ada)
    assert mine.get(path).status_code == 410
    assert mine.post(f"{path}/back").status_code == 410
    assert "Take it back" not in mine.read("/")
    ada.may_return_until = None
    save(session, ada)
    assert mine.get(path).status_code == 404


def agendas_hold(session: Session) -> bool:
    """Say whether nobody sits at two tables, and no table has two meetings."""
    session.rollback()
    seats = session.exec(
        select(MeetingSide.attendance_id, MeetingSide.slot_id).where(col(MeetingSide.live))
    ).all()
    tables = session.exec(
        select(Meeting.slot_id, Meeting.table_number).where(col(Meeting.live))
    ).all()
    return len(set(seats)) == len(seats) and len(set(tables)) == len(tables)


def test_without_the_look_at_agendas_taking_back_runs_into_what_took_the_time(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_meeting(session, event, ada, bo)
    leave(session, event, ada.id)
    a_meeting(session, event, bo, an_attendee(session, event, "Cy"), table=2)

    def before(own: Session, event_id: str, _two: object) -> list[Slot]:
        return slots(own, event_id)  # as they were read before the time was taken

    monkeypatch.setattr(returning, "free_slots", before)
    with pytest.raises(IntegrityError), writing(session):
        take_leaving_back(session, event, ada.id)


def test_of_taking_back_and_of_somebody_who_takes_the_time_one_gets_it(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        ada, bo, cy = (an_attendee(session, event) for _one in range(3))
        a_meeting(session, event, ada, bo, slot=number)
        event_id, ada_id, bo_id = event.id, ada.id, bo.id
        leave(session, event, ada_id)
        key = asked(session, event, cy, bo, number)

        def back(own: Session, event_id: str = event_id, ada_id: str = ada_id) -> Restored:
            return take_leaving_back(own, own.get_one(Event, event_id), ada_id)

        def takes(own: Session, key: str = key, bo_id: str = bo_id) -> object:
            return accept(own, key, bo_id)

        results = at_once(app, back, takes)
        assert agendas_hold(session)
        assert len(meetings_of(session, bo_id)) == 1
        restored = results[0]
        assert isinstance(restored, Restored)
        accepted = state_of(session, key) is RequestState.ACCEPTED
        assert (restored.back, restored.lost) == ((0, 1) if accepted else (1, 0))
