"""Of two things that happen at once to an answer or a promise, one wins and nothing is lost."""

from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, delete, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from eventnet.meetings.models import Meeting
from eventnet.outcomes import promising
from eventnet.outcomes.actions import Agreed, Told, tell
from eventnet.outcomes.models import Happened, Outcome, Promise, PromiseState, Worth
from eventnet.outcomes.promising import deny, mark_done
from eventnet.outcomes.queries import outcome_of
from tests.eventnet.outcomes.conftest import NOON
from tests.eventnet.outcomes.promises import MAY_18, now_of, promised
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
)

ROUNDS = 10


def careless(own: Session, meeting_id: str, attendance_id: str, ready: Barrier) -> None:
    """Answer as one would who believes what was read before."""
    event_id = own.get_one(Meeting, meeting_id).event_id
    known = outcome_of(own, meeting_id, attendance_id)
    own.rollback()
    ready.wait()
    assert known is None
    own.add(
        Outcome(
            meeting_id=meeting_id,
            attendance_id=attendance_id,
            event_id=event_id,
            happened=Happened.YES,
        )
    )
    own.commit()


def test_without_the_hold_of_the_meeting_one_of_two_answers_fails(
    app: Starlette, ada: Attendance, meeting: Meeting
) -> None:
    key, me, ready = meeting.id, ada.id, Barrier(2, timeout=60)
    with pytest.raises(IntegrityError):
        at_once(app, *[lambda own: careless(own, key, me, ready)] * 2)


def test_answering_twice_at_once_is_answering_once(
    session: Session, app: Starlette, event: Event, ada: Attendance, meeting: Meeting
) -> None:
    event_id, key, me = event.id, meeting.id, ada.id
    agreed = Agreed("Send the map", mine=True, due_on=MAY_18)
    told = Told(Happened.YES, Worth.MUCH, "Pumps", agreed)

    def answer(own: Session) -> None:
        with clock.at(NOON):  # a thread begins with a clock of its own
            tell(own, own.get_one(Event, event_id), key, me, told)

    for _round in range(ROUNDS):
        session.exec(delete(Promise))
        session.exec(delete(Outcome))
        session.commit()
        assert at_once(app, answer, answer) == [None, None]
        session.rollback()
        assert len(session.exec(select(Outcome)).all()) == 1
        assert len(session.exec(select(Promise)).all()) == 1


def test_without_the_hold_of_the_promise_a_done_and_a_not_so_both_win(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = promised(session, event, meeting, ada).id
    with Session(app.state.engine) as early:
        stale = early.get_one(Promise, key)

    def careless(session: Session, _model: type[Promise], _key: str) -> Promise:
        return session.merge(stale, load=False)  # what a reader without a hold believes

    monkeypatch.setattr(promising, "lock", careless)
    mark_done(session, event, key, ada.id)
    deny(session, event, key, bo.id)
    assert now_of(session, key).state is PromiseState.NOT_SO  # though it was done


def deeds(
    event: Event, promise: Promise, *changes: tuple[promising.Change, Attendance]
) -> list[Deed]:
    """Return changes of a promise, each by somebody."""
    event_id, key = event.id, promise.id
    return [
        lambda own, change=change, who=who.id: change(own, own.get_one(Event, event_id), key, who)  # type: ignore[misc]
        for change, who in changes
    ]


@pytest.fixture
def doers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return who has changed a promise, one after the other."""
    changed: list[str] = []
    becomes = promising._become

    def noted(own: Session, promise: Promise, state: PromiseState, who: str) -> None:
        changed.append(who)
        becomes(own, promise, state, who)

    monkeypatch.setattr(promising, "_become", noted)
    return changed


def test_without_the_hold_of_the_promise_a_done_is_written_over_another(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    doers: list[str],
) -> None:
    only_where_writes_are_many(session)
    promise = promised(session, event, meeting, ada)
    monkeypatch.setattr(promising, "lock", careless_lock)
    overtaken(app, *deeds(event, promise, (mark_done, ada), (mark_done, bo)))
    assert doers == [ada.id, bo.id]
    assert now_of(session, promise.id).changed_by_id == ada.id  # though bo did it first


def test_both_mark_it_done_at_once_and_the_first_has_done_it(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
    doers: list[str],
) -> None:
    for number in range(ROUNDS):
        promise = promised(session, event, meeting, ada, f"Map {number}")
        both = deeds(event, promise, (mark_done, ada), (mark_done, bo))
        assert at_once(app, *both) == [None, None]
        done = now_of(session, promise.id)
        assert done.state is PromiseState.DONE
        assert doers == [done.changed_by_id]
        doers.clear()


def test_of_a_done_and_a_not_so_one_wins(
    session: Session,
    app: Starlette,
    event: Event,
    ada: Attendance,
    bo: Attendance,
    meeting: Meeting,
) -> None:
    for number in range(ROUNDS):
        promise = promised(session, event, meeting, ada, f"Map {number}")
        done, not_so = at_once(app, *deeds(event, promise, (mark_done, ada), (deny, bo)))
        assert isinstance(done, Refused) != isinstance(not_so, Refused)
        state = now_of(session, promise.id).state
        assert state is (PromiseState.NOT_SO if done else PromiseState.DONE)
