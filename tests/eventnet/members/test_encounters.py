"""What happened between two members, as one of them knows it."""

from datetime import date

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Membership
from eventnet.contacts.actions import Choice, choose
from eventnet.contacts.models import Contact
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import MeetingState
from eventnet.members.encounters import Between, between
from eventnet.notes.models import Note
from eventnet.outcomes.actions import Agreed, Told, tell
from eventnet.outcomes.models import Happened
from eventnet.wishes.models import Wish, WishKind
from tests.eventnet.members.again import again
from tests.factories import a_meeting, an_attendee, save
from tests.queries import counted


def found(session: Session, me: Membership, other: Attendance) -> Between | None:
    """Return what happened between me and another, read anew."""
    session.rollback()
    return between(session, me.id, clock.now()).get(other.membership_id)


def test_meetings_of_all_events_are_one_history(
    session: Session,
    spring: Event,
    autumn: Event,
    ada: Attendance,
    bo: Attendance,
    me: Membership,
) -> None:
    a_meeting(session, spring, ada, bo)
    a_meeting(session, autumn, again(session, autumn, ada), again(session, autumn, bo))
    there = found(session, me, bo)
    assert there is not None
    assert {one.event.slug for one in there.encounters if one.event} == {"spring", "autumn"}
    assert there.knows
    assert set(there.attended) == {spring.id, autumn.id}


def test_what_i_say_did_not_take_place_is_no_encounter_whatever_the_other_says(
    session: Session, spring: Event, ada: Attendance, bo: Attendance, me: Membership
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    tell(session, spring, meeting.id, bo.id, Told(Happened.THEY_MISSED))
    there = found(session, me, bo)
    assert there is not None
    assert there.knows
    tell(session, spring, meeting.id, bo.id, Told(Happened.YES))
    tell(session, spring, meeting.id, ada.id, Told(Happened.THEY_MISSED))
    there = found(session, me, bo)
    assert there is not None
    assert not there.knows


def test_a_meeting_that_is_off_or_ahead_is_no_encounter(
    session: Session, spring: Event, autumn: Event, ada: Attendance, bo: Attendance, me: Membership
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    meeting.state, meeting.live = MeetingState.CANCELLED, False
    save(session, meeting)
    assert found(session, me, bo) is None
    with clock.at(autumn.opens_at or clock.now()):
        a_meeting(session, autumn, again(session, autumn, ada), again(session, autumn, bo))
        assert found(session, me, bo) is None


def test_everything_else_between_two_is_there_and_only_mine(
    session: Session, spring: Event, ada: Attendance, bo: Attendance, me: Membership
) -> None:
    meeting = a_meeting(session, spring, ada, bo)
    agreed = Agreed("send the drawings", mine=True, due_on=date(2027, 9, 9))
    tell(session, spring, meeting.id, ada.id, Told(Happened.YES, memory="pumps", agreed=agreed))
    tell(session, spring, meeting.id, bo.id, Told(Happened.YES, memory="her secret"))
    choose(session, spring, bo.id, Choice(email=True))
    a_id, b_id = sorted((ada.id, bo.id))
    save(
        session,
        Contact(a_id=a_id, b_id=b_id, event_id=spring.id),
        Note(from_id=ada.id, to_id=bo.id, event_id=spring.id, words="tall"),
        Note(from_id=bo.id, to_id=ada.id, event_id=spring.id, words="theirs"),
        Wish(from_id=ada.id, to_id=bo.id, event_id=spring.id, kind=WishKind.WANT),
        Wish(from_id=bo.id, to_id=ada.id, event_id=spring.id, kind=WishKind.WANT),
    )
    there = found(session, me, bo)
    assert there is not None
    assert [one.memory for one in there.encounters] == ["pumps"]
    assert [(one.promise.words, one.is_mine) for one in there.agreements] == [
        ("send the drawings", True)
    ]
    assert there.details is not None
    assert there.details.email == "bo@example.org"
    assert [words for _event, words in there.notes] == ["tall"]
    assert [other for _event, other in there.wanted_at] == [bo.id]
    assert "theirs" not in repr(there)
    assert "her secret" not in repr(there)


def test_nothing_is_heard_of_a_deleted_event(
    session: Session, spring: Event, ada: Attendance, bo: Attendance, me: Membership
) -> None:
    a_meeting(session, spring, ada, bo)
    spring.erase_at = clock.now()
    save(session, spring)
    assert found(session, me, bo) is None


def test_as_many_statements_for_one_as_for_many(
    session: Session, spring: Event, ada: Attendance, bo: Attendance, me: Membership
) -> None:
    a_meeting(session, spring, ada, bo)
    with counted(session) as one:
        found(session, me, bo)
    for number in range(3):
        other = an_attendee(session, spring, f"Other {number}")
        save(
            session,
            Note(from_id=ada.id, to_id=other.id, event_id=spring.id, words="x"),
            Wish(from_id=ada.id, to_id=other.id, event_id=spring.id, kind=WishKind.WANT),
        )
    session.refresh(me)
    with counted(session) as many:
        found(session, me, bo)
    assert many.total <= one.total + 1
