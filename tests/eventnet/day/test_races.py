"""Of two things that are said at once on the day, each finds the other; nobody sits twice."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.day import pairing, rematching, signs
from eventnet.day.models import Proposal, ProposalState
from eventnet.day.rematching import find_somebody, propose
from eventnet.day.signs import say_here, say_missing
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import slots
from eventnet.meetings.models import Meeting
from tests.eventnet.day.day import BEGINS, minutes_in, seeks, sign_of
from tests.factories import a_meeting, an_attendee, an_event
from tests.races import Deed, at_once, careless_hold, careless_lock, only_where_writes_are_many

ROUNDS = 15


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=1, tables=400)


def then(deed: Callable[..., object], *known: str) -> Deed:
    """Return a deed that is done in the first slot, of the event as its own session has it."""

    def done(own: Session) -> object:
        with clock.at(BEGINS.replace(minute=4)):
            return deed(own, own.exec(select(Event)).one(), *known)

    return done


def proposing(own: Session, event: Event, one: str, other: str) -> object:
    """Propose one to another in the first slot, because the one looked."""
    return propose(own, event, slots(own, event.id)[0], (one, other), one)


def a_table(session: Session, event: Event, number: int) -> tuple[Meeting, Attendance, Attendance]:
    ada, bo = an_attendee(session, event), an_attendee(session, event)
    return a_meeting(session, event, ada, bo, table=400 - number), ada, bo


def test_without_the_hold_somebody_is_missing_and_here_at_once(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    meeting, ada, bo = a_table(session, event, 1)
    both_have_read = Barrier(2, timeout=60)

    def look(*known: object) -> bool:
        both_have_read.wait()  # both have read what was said before either says anything
        return True

    monkeypatch.setattr(signs, "hold_people", careless_hold)
    monkeypatch.setattr(signs, "lock", careless_lock)
    monkeypatch.setattr(signs, "is_near", look)
    monkeypatch.setattr(signs, "is_under_way", look)
    at_once(
        app,
        then(say_missing, meeting.id, ada.id),
        then(say_here, meeting.id, bo.id),
    )
    assert sign_of(session, meeting, ada).missing_at is not None
    assert sign_of(session, meeting, bo).here_at is not None


def test_whoever_is_missing_and_here_at_once_is_here(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        meeting, ada, bo = a_table(session, event, number + 1)
        said = then(say_missing, meeting.id, ada.id)
        here = then(say_here, meeting.id, bo.id)
        at_once(app, *((said, here) if number % 2 else (here, said)))
        assert sign_of(session, meeting, ada).missing_at is None
        assert sign_of(session, meeting, bo).here_at is not None


def two_left_behind(session: Session, event: Event, first: int) -> tuple[str, str, str]:
    """Make two whose partners did not come, and one who is free."""
    keys = []
    with minutes_in(4):
        for number in (first, first + 1):
            meeting, ada, _bo = a_table(session, event, number)
            say_missing(session, event, meeting.id, ada.id)
            keys.append(ada.id)
        cy = an_attendee(session, event)
        seeks(session, event, cy)
    return keys[0], keys[1], cy.id


def open_proposals(session: Session, key: str) -> int:
    session.rollback()
    query = select(Proposal).where(
        (col(Proposal.a_id) == key) | (col(Proposal.b_id) == key),
        Proposal.state == ProposalState.WAITING,
    )
    return len(session.exec(query).all())


def test_without_the_hold_one_person_is_proposed_to_two(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    one, other, cy = two_left_behind(session, event, 1)
    both_have_read = Barrier(2, timeout=60)
    real = pairing.never

    def never(*known: object) -> object:
        found = real(*known)  # type: ignore[arg-type]
        both_have_read.wait()
        return found

    monkeypatch.setattr(rematching, "hold_people", careless_hold)
    monkeypatch.setattr(rematching, "never", never)
    at_once(
        app,
        then(proposing, one, cy),
        then(proposing, other, cy),
    )
    assert open_proposals(session, cy) == 2


def test_two_left_behind_at_once_are_not_both_promised_the_same_one(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        one, other, cy = two_left_behind(session, event, 2 * number + 1)
        at_once(
            app,
            then(find_somebody, one),
            then(find_somebody, other),
        )
        assert [open_proposals(session, key) <= 1 for key in (one, other, cy)] == [True] * 3
        assert open_proposals(session, one) + open_proposals(session, other) >= 1
