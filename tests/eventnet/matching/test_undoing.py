"""A publication that is undone: everybody's schedule is as it was, and nobody hears of it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Consent, Event, Phase, Slot
from eventnet.mail.models import OutboxMail
from eventnet.matching.models import (
    MeetingBefore,
    Publication,
    Run,
    RunState,
    SeatBefore,
    SideBefore,
)
from eventnet.matching.publishing import publish_run
from eventnet.matching.telling import tell_people
from eventnet.matching.undoing import undo_publication
from eventnet.matching.window import SHORT_UNDO_TIME, UNDO_TIME
from eventnet.meetings.actions import answer, cancel, cancel_all_of
from eventnet.meetings.models import Answer, Meeting, MeetingState
from eventnet.meetings.queries import meetings_of, meetings_of_event, sides_of
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.matching.published import (
    Draft,
    changed_by,
    latest,
    publish,
    set_tables,
    sides,
    two_publications,
)
from tests.eventnet.matching.schedules import editions, schedules
from tests.eventnet.matching.settled import held, overbooked
from tests.factories import a_meeting, an_attendee, save
from tests.work import do_jobs


def test_everybody_has_what_they_had_before(session: Session, crowd: Event, draft: Draft) -> None:
    set_tables(session, crowd, 1, 8)
    publish(session, draft, crowd)
    tell_people(session, crowd.id, at_once=True)
    set_tables(session, crowd, 8, 1)
    before, old = schedules(session, crowd), editions(session, crowd)
    second = publish(session, draft, crowd, keeps=False)
    assert schedules(session, crowd) != before
    undone = undo_publication(session, second, account_id=None)
    assert schedules(session, crowd) == before
    assert (undone.lost, undone.homeless, undone.seats_lost) == ([], [], [])
    new = editions(session, crowd)
    assert all(new[key] >= old[key] for key in old)
    assert any(new[key] > old[key] for key in old)


def test_of_the_first_publication_nothing_is_left_and_it_can_be_published_again(
    session: Session, crowd: Event, draft: Draft
) -> None:
    first = publish(session, draft, crowd)
    planned = held(session, crowd.id)
    undo_publication(session, first, account_id=None)
    assert held(session, crowd.id) == set()
    run = session.get_one(Run, session.get_one(Publication, first).run_id)
    assert (run.state, run.published_at) == (RunState.DRAFT, None)
    publish_run(session, run.id, account_id=None)
    assert held(session, crowd.id) == planned
    undo_publication(session, latest(session, crowd).id, account_id=None)
    assert held(session, crowd.id) == set()


def test_what_stood_before_is_forgotten_once_it_is_undone(
    session: Session, crowd: Event, draft: Draft
) -> None:
    second = two_publications(session, draft, crowd)
    undo_publication(session, second, account_id=None)
    for table in (MeetingBefore, SideBefore, SeatBefore):
        assert not session.exec(select(table).where(col(table.publication_id) == second)).all()
    deeds = session.exec(select(AuditEntry.deed).where(AuditEntry.event_id == crowd.id)).all()
    assert deeds.count("plan.undone") == 1
    session.refresh(crowd)
    assert crowd.schedule_version == 3


def test_the_later_is_undone_first_and_then_the_earlier(
    session: Session, crowd: Event, draft: Draft
) -> None:
    first = publish(session, draft, crowd)
    set_tables(session, crowd, 1)
    between = schedules(session, crowd)
    second = publish(session, draft, crowd, keeps=False)
    with pytest.raises(Conflict, match="Undo that one first"):
        undo_publication(session, first, account_id=None)
    undo_publication(session, second, account_id=None)
    assert schedules(session, crowd) == between
    undo_publication(session, first, account_id=None)
    assert held(session, crowd.id) == set()


def test_it_is_undone_once_and_in_time(session: Session, crowd: Event, draft: Draft) -> None:
    first = publish(session, draft, crowd)
    with clock.at(clock.now() + UNDO_TIME), pytest.raises(Conflict, match="is over"):
        undo_publication(session, first, account_id=None)
    undo_publication(session, first, account_id=None)
    with pytest.raises(Conflict, match="undone already"):
        undo_publication(session, first, account_id=None)
    second = publish(session, draft, crowd, keeps=False)
    tell_people(session, crowd.id, at_once=True)
    with pytest.raises(Conflict, match="were told"):
        undo_publication(session, second, account_id=None)


def test_the_time_to_undo_is_short_when_a_slot_is_near(
    session: Session, crowd: Event, draft: Draft
) -> None:
    starts = session.exec(select(Slot.starts_at).order_by(col(Slot.starts_at))).all()
    for ahead, expected in (
        (timedelta(days=2), UNDO_TIME),
        (timedelta(hours=2), SHORT_UNDO_TIME),
        (timedelta(minutes=3), timedelta(minutes=3)),
        (-timedelta(minutes=1), SHORT_UNDO_TIME),
    ):
        with clock.at(starts[0] - ahead):
            publish(session, draft, crowd)
            found = latest(session, crowd)
            assert found.undo_until - found.at == expected
            undo_publication(session, found.id, account_id=None)
    crowd.phase_by_hand = Phase.RUNNING
    save(session, crowd)
    with clock.at(starts[0] - timedelta(days=2)):
        publish(session, draft, crowd)
        found = latest(session, crowd)
        assert found.undo_until - found.at == SHORT_UNDO_TIME


def test_answers_of_before_are_back_and_those_of_meanwhile_are_not(
    session: Session, crowd: Event, draft: Draft
) -> None:
    for attendance in session.exec(select(Attendance)).all():
        attendance.consent = Consent.ASK
    session.commit()
    publish(session, draft, crowd)
    tell_people(session, crowd.id, at_once=True)
    by_person = meetings_of_event(session, crowd.id)
    eager = min(by_person)
    for meeting in by_person[eager]:
        answer(session, meeting.id, eager, Answer.YES)
        answer(session, meeting.id, meeting.other_id, Answer.YES)
    set_tables(session, crowd, 1)
    before = schedules(session, crowd)
    second = publish(session, draft, crowd, keeps=False)
    changed = session.exec(
        select(MeetingBefore.meeting_id).where(
            MeetingBefore.publication_id == second, MeetingBefore.change != "kept"
        )
    ).all()
    answered = 0
    for key in changed:
        for side in sides_of(session, key):
            if side.needs_answer:
                answer(session, key, side.attendance_id, Answer.YES)
                answered += 1
    assert answered
    undo_publication(session, second, account_id=None)
    assert schedules(session, crowd) == before


def test_a_no_stands(session: Session, app: Starlette, crowd: Event, draft: Draft) -> None:
    second = two_publications(session, draft, crowd)
    moved = changed_by(session, second, "moved")[0]
    added = changed_by(session, second, "added")[0]
    for key in (moved, added):
        cancel(session, key, sides(session, key)[0])
    do_jobs(app)
    assert (
        session.exec(select(OutboxMail).where(col(OutboxMail.once).startswith("mee"))).all() == []
    )
    undo_publication(session, second, account_id=None)
    session.rollback()
    states = {key: session.get_one(Meeting, key).state for key in (moved, added)}
    assert set(states.values()) == {MeetingState.CANCELLED}
    do_jobs(app)
    session.rollback()
    told = session.exec(select(OutboxMail).where(col(OutboxMail.once).startswith("mee"))).all()
    # The other hears of the one that they know, and that is off; of the new one they never heard.
    assert [mail.once for mail in told if mail.once and added in mail.once] == []
    assert len([mail for mail in told if mail.once and moved in mail.once]) == 1


def test_what_cannot_come_back_is_counted_and_nobody_is_at_two_tables(
    session: Session, crowd: Event, draft: Draft
) -> None:
    second = two_publications(session, draft, crowd)
    gone = changed_by(session, second, "cancelled")
    taken, vetoed, left, rests = gone[:4]
    one = sides(session, taken)[0]
    slot_id = session.get_one(Meeting, taken).slot_id
    for meeting in meetings_of(session, one):
        if meeting.slot_id == slot_id:
            cancel(session, meeting.id, one)
    grid = [slot.id for slot in session.exec(select(Slot).order_by(col(Slot.starts_at)))]
    a_meeting(
        session,
        crowd,
        session.get_one(Attendance, one),
        an_attendee(session, crowd, "Somebody new"),
        slot=grid.index(slot_id),
        table=None,
        place="the bench",
    )
    by, ruled_out = sides(session, vetoed)
    make_wish(session, crowd, by, ruled_out, WishKind.AVOID)
    leaver = sides(session, left)[0]
    session.get_one(Attendance, leaver).left_at = clock.now()
    session.get_one(Attendance, sides(session, rests)[0]).paused_at = clock.now()
    session.commit()
    cancel_all_of(session, leaver, "left")
    undone = undo_publication(session, second, account_id=None)
    session.rollback()
    lost = {was.meeting.id for was in undone.lost}
    assert {taken, vetoed, left, rests} <= lost
    assert [session.get_one(Meeting, key).live for key in (taken, vetoed, left, rests)] == [
        False
    ] * 4
    assert session.get_one(Publication, second).lost == len(lost)
    assert overbooked(session, crowd.id) == []
