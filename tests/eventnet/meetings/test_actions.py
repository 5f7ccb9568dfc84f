"""An answer, a release and a cancellation, one at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.communities.actions import leave_community
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict, Gone, NotFound
from eventnet.events.actions import change_details
from eventnet.jobs import Ground
from eventnet.meetings.actions import answer, cancel, cancel_all_of, release_due
from eventnet.meetings.models import Answer, Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import meeting_of
from tests.eventnet.events.test_actions import details_of
from tests.factories import a_meeting, an_attendee, an_event

EVE = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)


def lives(session: Session, meeting: Meeting) -> set[bool]:
    """Return what the meeting and its sides say about whether it holds its slot."""
    session.refresh(meeting)
    sides = session.exec(select(MeetingSide).where(MeetingSide.meeting_id == meeting.id)).all()
    for side in sides:
        session.refresh(side)
    return {meeting.live, *(side.live for side in sides)}


def test_a_meeting_is_confirmed_once_everybody_has_said_yes(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, a, b, answers=(None, None))
    assert answer(session, meeting.id, a.id, Answer.YES).state == MeetingState.WAITING
    seen = meeting_of(session, meeting.id, b.id)
    assert seen is not None
    assert seen.needs_answer
    assert answer(session, meeting.id, b.id, Answer.YES).state == MeetingState.CONFIRMED
    assert lives(session, meeting) == {True}
    assert (meeting.sequence, meeting.cause_id) == (1, b.id)


def test_one_no_frees_the_slot_and_the_table(session: Session) -> None:
    event = an_event(session)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    meeting = a_meeting(session, event, a, b, answers=(Answer.YES, None))
    assert answer(session, meeting.id, b.id, Answer.NO).state == MeetingState.DECLINED
    assert lives(session, meeting) == {False}
    a_meeting(session, event, a, c)  # the same slot and the same table


def test_a_double_click_does_no_harm(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, a, b, answers=(Answer.YES, None))
    for _ in range(2):
        assert answer(session, meeting.id, b.id, Answer.YES).state == MeetingState.CONFIRMED
    assert meeting.sequence == 1
    for _ in range(2):
        assert cancel(session, meeting.id, b.id).state == MeetingState.CANCELLED
    assert answer(session, meeting.id, b.id, Answer.NO).state == MeetingState.CANCELLED
    assert meeting.sequence == 2


def test_after_the_hour_a_yes_comes_too_late(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, a, b, answers=(None, None), hours=1)
    answer(session, meeting.id, a.id, Answer.YES)
    with clock.at(clock.now() + timedelta(hours=1, seconds=1)):
        for person in (a, b):
            with pytest.raises(Gone, match="waited for a yes until its hour"):
                answer(session, meeting.id, person.id, Answer.YES)


def test_what_is_settled_says_so(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    declined = a_meeting(session, event, a, b, answers=(Answer.YES, None))
    answer(session, declined.id, b.id, Answer.NO)
    with pytest.raises(Conflict, match="was declined"):
        answer(session, declined.id, a.id, Answer.YES)
    confirmed = a_meeting(session, event, a, b)
    with pytest.raises(Conflict, match="confirmed already"):
        answer(session, confirmed.id, a.id, Answer.NO)
    cancel(session, confirmed.id, a.id)
    with pytest.raises(Gone, match="was called off"):
        answer(session, confirmed.id, b.id, Answer.YES)


def test_a_meeting_of_others_cannot_be_answered_or_called_off(session: Session) -> None:
    event = an_event(session)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    meeting = a_meeting(session, event, a, b, answers=(Answer.YES, None))
    for person in (c.id, "nobody"):
        with pytest.raises(NotFound):
            answer(session, meeting.id, person, Answer.YES)
        with pytest.raises(NotFound):
            cancel(session, meeting.id, person)
    with pytest.raises(NotFound):
        answer(session, "nothing", a.id, Answer.YES)


def test_only_those_whose_hour_has_passed_are_released(session: Session, app: Starlette) -> None:
    event = an_event(session)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    due = a_meeting(session, event, a, b, answers=(Answer.YES, None), hours=1)
    later = a_meeting(session, event, a, c, slot=1, answers=(Answer.YES, None), hours=3)
    confirmed = a_meeting(session, event, b, c, slot=2)
    with clock.at(clock.now() + timedelta(hours=2)):
        for _ in range(2):
            release_due.work(Ground(app.state.settings, app.state.sessions))
    assert [lives(session, one) for one in (due, later, confirmed)] == [{False}, {True}, {True}]
    assert due.state == MeetingState.RELEASED
    assert (due.sequence, due.cause_id) == (1, None)


def test_whoever_leaves_has_nothing_ahead_and_keeps_what_was(session: Session) -> None:
    event = an_event(session)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    was = a_meeting(session, event, a, b)
    ahead = a_meeting(session, event, a, c, slot=1)
    others = a_meeting(session, event, b, c, slot=2)
    with clock.at(datetime(2027, 5, 11, 8, 10, tzinfo=UTC)):
        with writing(session):
            assert cancel_all_of(session, a.id, "left") == 1
        with pytest.raises(Conflict, match="has begun"):
            cancel(session, was.id, a.id)
    assert [lives(session, one) for one in (was, ahead, others)] == [{True}, {False}, {True}]
    assert (was.cause_id, ahead.cause_id) == (None, a.id)
    entry = session.exec(select(AuditEntry)).one()
    assert (entry.deed, entry.detail) == ("meetings.cancelled", {"meetings": 1, "why": "left"})


def test_meetings_go_with_their_slots_into_another_time_zone(session: Session) -> None:
    event, elsewhere = an_event(session), an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    waiting = a_meeting(session, event, a, b, answers=(Answer.YES, None))
    waiting.answer_until = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
    confirmed = a_meeting(session, event, a, b, slot=1)
    off = a_meeting(session, event, a, b, slot=2)
    cancel(session, off.id, a.id)
    other = a_meeting(session, elsewhere, an_attendee(session, elsewhere), b)
    before = waiting.changed_at
    change_details(session, event.id, details_of(event, time_zone="Asia/Tokyo"), "me")
    assert [one.sequence for one in (waiting, confirmed, off, other)] == [1, 1, 1, 0]
    assert [one.cause_id for one in (waiting, confirmed, off)] == [None, None, a.id]
    assert waiting.changed_at > before
    assert lives(session, waiting) == {True}
    assert waiting.answer_until == datetime(2027, 5, 11, 0, 0, tzinfo=UTC)  # it begins
    seen = meeting_of(session, confirmed.id, a.id)
    assert seen is not None
    assert seen.starts_at == datetime(2027, 5, 11, 0, 20, tzinfo=UTC)


def test_whoever_leaves_the_community_gives_their_slots_and_tables_back(session: Session) -> None:
    event = an_event(session)
    leaving, staying = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, leaving, staying)
    account_id = session.get_one(Membership, leaving.membership_id).account_id
    leave_community(session, event.community_id, account_id)
    session.expire_all()
    assert session.get_one(Meeting, meeting.id).state is MeetingState.CANCELLED
    assert lives(session, meeting) == {False}
