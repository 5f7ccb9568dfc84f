"""Who may write to whom, and that no answer tells of a veto or a block."""

import pytest
from sqlmodel import Session

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Answer, MeetingState
from eventnet.messages.actions import block
from eventnet.messages.rules import Bar, bars
from eventnet.requests.actions import accept, decline
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.messages.talk import two_who_meet, wrote
from tests.eventnet.requests.asked import asked
from tests.factories import a_meeting, an_attendee, an_event, save
from tests.queries import counted


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=40, tables=40)


def bar(session: Session, one: Attendance, other: Attendance) -> Bar | None:
    """Return what keeps one from writing to the other."""
    session.rollback()
    return bars(session, one, [other.id]).get(other.id)


def test_strangers_those_elsewhere_and_oneself_are_not_written_to(
    session: Session, event: Event
) -> None:
    me, other = an_attendee(session, event), an_attendee(session, event)
    elsewhere = an_attendee(session, an_event(session))
    for one in (other, elsewhere, me):
        assert bar(session, me, one) is Bar.STRANGERS
    assert bars(session, me, ["nobody"]) == {"nobody": Bar.STRANGERS}


def test_request_opens_it_once_it_is_accepted(session: Session, event: Event) -> None:
    ada, ben, cleo = (an_attendee(session, event) for _ in range(3))
    yes, no = asked(session, event, ada, ben), asked(session, event, cleo, ben, slot=1)
    assert bar(session, ada, ben) is bar(session, ben, ada) is Bar.STRANGERS
    accept(session, yes, ben.id)
    decline(session, no, ben.id, "Sorry")
    assert bar(session, ada, ben) is bar(session, ben, ada) is None
    assert bar(session, cleo, ben) is bar(session, ben, cleo) is Bar.STRANGERS


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (MeetingState.CONFIRMED, None),
        (MeetingState.WAITING, Bar.STRANGERS),
        (MeetingState.DECLINED, Bar.STRANGERS),
        (MeetingState.RELEASED, Bar.STRANGERS),
        (MeetingState.CANCELLED, Bar.STRANGERS),
    ],
)
def test_meeting_opens_it_while_both_agree(
    session: Session, event: Event, state: MeetingState, expected: Bar | None
) -> None:
    ada, ben = an_attendee(session, event), an_attendee(session, event)
    answers = (Answer.YES, None) if state is MeetingState.WAITING else (Answer.YES, Answer.YES)
    a_meeting(session, event, ada, ben, answers=answers, state=state)
    assert bar(session, ada, ben) is bar(session, ben, ada) is expected


def test_what_was_open_stays_open_for_those_who_know_of_it(session: Session, event: Event) -> None:
    ada, ben = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, ada, ben)
    wrote(session, ada, ben)
    meeting.state = MeetingState.CANCELLED
    save(session, meeting)
    assert bar(session, ada, ben) is bar(session, ben, ada) is None


def test_what_was_kept_back_opens_nothing_for_whoever_ruled_its_writer_out(
    session: Session, event: Event
) -> None:
    ada, ben = an_attendee(session, event), an_attendee(session, event)
    meeting = a_meeting(session, event, ada, ben)
    make_wish(session, event, ben.id, ada.id, WishKind.AVOID)
    wrote(session, ada, ben)
    meeting.state = MeetingState.CANCELLED
    save(session, meeting)
    assert bar(session, ada, ben) is None
    assert bar(session, ben, ada) is Bar.STRANGERS


def test_own_veto_and_own_block_stand_in_the_way_and_those_of_the_other_do_not(
    session: Session, event: Event
) -> None:
    ada, ben = two_who_meet(session, event)
    make_wish(session, event, ada.id, ben.id, WishKind.AVOID)
    assert (bar(session, ada, ben), bar(session, ben, ada)) == (Bar.RULED_OUT, None)
    cleo, dan = two_who_meet(session, event, slot=1)
    block(session, cleo, dan.id)
    assert (bar(session, cleo, dan), bar(session, dan, cleo)) == (Bar.BLOCKED, None)


def test_whoever_left_is_not_written_to(session: Session, event: Event) -> None:
    ada, ben = two_who_meet(session, event)
    ben.left_at = clock.now()
    save(session, ben)
    assert bar(session, ada, ben) is Bar.LEFT


def test_it_takes_as_many_statements_for_thirty_as_for_one(session: Session, event: Event) -> None:
    me = an_attendee(session, event)
    others = [an_attendee(session, event) for _ in range(30)]
    for number, other in enumerate(others):
        a_meeting(session, event, me, other, slot=number)
    counts = []
    for some in (others[:1], others):
        session.rollback()
        ids = [one.id for one in some]
        assert me.id
        with counted(session) as count:
            assert bars(session, me, ids) == {}
        counts.append(count.total)
    assert counts[0] == counts[1]
