"""What is asked across a block seems sent, and never arrives, as across a veto."""

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import clock
from eventnet.errors import Conflict, NotFound
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from eventnet.messages.actions import block, unblock
from eventnet.requests.actions import decline, propose
from eventnet.requests.making import ask_to_move
from eventnet.requests.models import RequestState
from eventnet.requests.queries import requests_of, waiting_for
from eventnet.requests.rules import Bar, bars
from eventnet.requests.settling import kind_words
from tests.eventnet.requests.asked import asked, slot_of, state_of
from tests.factories import a_meeting
from tests.work import do_jobs, mails

ADA, BO = "ada@example.org", "bo@example.org"


@pytest.fixture
def meeting(session: Session, event: Event, ada: Attendance, bo: Attendance) -> Meeting:
    """Return a meeting of the two, so that they may write to each other."""
    return a_meeting(session, event, ada, bo)


def moved(session: Session, event: Event, meeting: Meeting, by: Attendance) -> str:
    """Let one of the two ask for another time; return the id of the request."""
    at = slot_of(session, event, 3).id
    return ask_to_move(session, event, meeting.id, by.id, slot_id=at, message="Rude words").id


def test_a_move_and_its_words_never_arrive(
    session: Session,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    app: Starlette,
) -> None:
    block(session, ada, bo.id)
    key = moved(session, event, meeting, bo)
    assert [one.message for one in requests_of(session, bo.id)] == ["Rude words"]
    assert requests_of(session, ada.id) == []
    assert waiting_for(session, [ada.id], clock.now()) == {}
    with pytest.raises(NotFound):
        decline(session, key, ada.id, "No")
    session.rollback()
    do_jobs(app)
    assert mails(session, ADA) == []
    unblock(session, ada, bo.id)
    assert len(requests_of(session, ada.id)) == 1  # as after a veto that is taken back


def test_who_blocks_takes_their_own_word_back_and_asks_no_more(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    key = moved(session, event, meeting, ada)
    block(session, ada, bo.id)
    assert state_of(session, key) is RequestState.WITHDRAWN
    with pytest.raises(Conflict, match="You blocked this person"):
        moved(session, event, meeting, ada)
    session.rollback()
    assert bars(session, event, ada, [bo.id]) == {bo.id: Bar.BLOCKED}
    assert bars(session, event, bo, [ada.id]) == {ada.id: Bar.MEETING}


def test_a_time_that_was_proposed_gives_way_to_a_kind_no(
    session: Session, event: Event, ada: Attendance, bo: Attendance, meeting: Meeting
) -> None:
    key = moved(session, event, meeting, bo)
    propose(session, key, ada.id, slot_of(session, event, 4).id, "Rather then")
    block(session, ada, bo.id)
    (his,) = requests_of(session, bo.id)
    assert (his.state, his.reply) == (RequestState.DECLINED, kind_words())


def test_a_block_bars_its_maker_alone(
    session: Session, event: Event, ada: Attendance, bo: Attendance
) -> None:
    past = a_meeting(session, event, ada, bo)
    with clock.at(slot_of(session, event, 1).starts_at):
        assert bars(session, event, ada, [bo.id]) == {}
        block(session, ada, bo.id)
        assert bars(session, event, ada, [bo.id]) == {bo.id: Bar.BLOCKED}
        assert bars(session, event, bo, [ada.id]) == {}
        with pytest.raises(Conflict, match="You blocked this person"):
            asked(session, event, ada, bo, 4)
        session.rollback()
        asked(session, event, bo, ada, 4)
        assert requests_of(session, ada.id) == []
    assert past.id
