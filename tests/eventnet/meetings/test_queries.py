"""What somebody sees of their meetings, and at what cost."""

from datetime import timedelta

from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.events.models import Attendance
from eventnet.meetings.actions import cancel
from eventnet.meetings.models import Answer, MeetingState
from eventnet.meetings.queries import meeting_of, meetings_of, meetings_of_event, partners, sides_of
from eventnet.wishes.models import Wish, WishKind
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted


def test_both_sides_see_their_meeting(session: Session) -> None:
    event = an_event(session)
    a, b, c = (an_attendee(session, event) for _ in range(3))
    meeting = a_meeting(session, event, a, b, slot=1, answers=(Answer.YES, None))
    earlier = a_meeting(session, event, a, c, slot=0, table=None, place="Stand 4")
    first, second = meetings_of(session, a.id)
    assert (first.id, first.other_id, first.place, first.needs_answer) == (
        earlier.id,
        c.id,
        "Stand 4",
        False,
    )
    assert (
        second.starts_at - first.starts_at
        == timedelta(minutes=20)
        == second.ends_at - (second.starts_at)
    )
    own = meeting_of(session, meeting.id, b.id)
    assert own is not None
    assert own.needs_answer
    assert {own.reader_is_a, second.reader_is_a} == {True, False}
    assert meeting_of(session, meeting.id, c.id) is None
    assert {one.attendance_id for one in sides_of(session, meeting.id)} == {a.id, b.id}
    assert partners(session, a.id) == {b.id, c.id}
    by_person = meetings_of_event(session, event.id)
    assert {key: len(found) for key, found in by_person.items()} == {a.id: 2, b.id: 1, c.id: 1}


def test_why_it_was_called_off_reaches_nobody_who_wants_to_hear_nothing_of_the_other(
    session: Session,
) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, a, b)
    cancel(session, meeting.id, b.id, "Rude words")
    assert {one.said for one in sides_of(session, meeting.id)} == {"Rude words"}
    save(session, Wish(from_id=a.id, to_id=b.id, event_id=event.id, kind=WishKind.AVOID))
    said = {one.attendance_id: one.said for one in sides_of(session, meeting.id)}
    assert said == {a.id: "", b.id: "Rude words"}


def test_meetings_that_ended_are_shown_on_demand_only(session: Session) -> None:
    event = an_event(session)
    a, b = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, a, b, state=MeetingState.CANCELLED, live=False)
    for side in (a, b):
        assert meetings_of(session, side.id) == []
    assert [one.id for one in meetings_of(session, a.id, tuple(MeetingState))] == [meeting.id]


def test_thirty_meetings_take_one_statement_like_one(session: Session, app: Starlette) -> None:
    event = an_event(session, slots=30)
    a_id = an_attendee(session, event).id
    for number in range(30):
        a = session.get_one(Attendance, a_id)
        a_meeting(session, event, a, an_attendee(session, event), slot=number)
        session.expire_all()
        with counted(app.state.engine) as statements:
            assert len(meetings_of(session, a_id)) == number + 1
        assert len([one for one in statements.statements if one.startswith("SELECT")]) == 1
