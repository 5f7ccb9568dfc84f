"""Of two organizers who tap at once, one has an effect; and a tap against an answer leaves one."""

from collections.abc import Callable, Sequence
from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.board.repairing import repair, undo_repair
from eventnet.day import pairing, rematching
from eventnet.day.answering import say_yes
from eventnet.day.models import Proposal, ProposalState
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from tests.eventnet.board.desk import a_desk, alone
from tests.eventnet.day.day import BEGINS, fresh, minutes_in, seeks
from tests.factories import an_attendee, an_event
from tests.races import Deed, at_once

ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slots=1, tables=40)


def then(deed: Callable[..., object], *known: str) -> Deed:
    """Return a deed that is done in the first slot, of the event as its own session has it."""

    def done(own: Session) -> object:
        with clock.at(BEGINS.replace(minute=4)):
            return deed(own, own.exec(select(Event)).one(), *known)

    return done


def waiting(session: Session, key: str) -> list[Proposal]:
    session.rollback()
    query = select(Proposal).where(
        (col(Proposal.a_id) == key) | (col(Proposal.b_id) == key),
        Proposal.state == ProposalState.WAITING,
    )
    return list(session.exec(query))


def test_without_the_hold_two_taps_ask_twice(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time, whatever the code does")
    desk = a_desk(session, event).id
    _meeting, ada, _gone = alone(session, event)
    with minutes_in(4):
        seeks(session, event, an_attendee(session, event), an_attendee(session, event))
    both_have_read = Barrier(2, timeout=60)
    real = pairing.never

    def never(*known: object) -> object:
        found = real(*known)  # type: ignore[arg-type]
        both_have_read.wait()
        return found

    def careless_hold(own: Session, _id: str, ids: Sequence[str]) -> dict[str, Attendance]:
        return {key: own.get_one(Attendance, key) for key in ids}

    monkeypatch.setattr(rematching, "hold_people", careless_hold)
    monkeypatch.setattr(rematching, "never", never)
    at_once(app, then(repair, ada.id, desk), then(repair, ada.id, desk))
    assert len(waiting(session, ada.id)) == 2


def test_two_taps_at_once_ask_once(session: Session, app: Starlette, event: Event) -> None:
    desk, other = a_desk(session, event).id, a_desk(session, event, "other@example.org").id
    for number in range(ROUNDS):
        _meeting, ada, _gone = alone(session, event, table=number + 1)
        with minutes_in(4):
            seeks(session, event, an_attendee(session, event))
        results = at_once(app, then(repair, ada.id, desk), then(repair, ada.id, other))
        assert not [one for one in results if isinstance(one, Refused)]
        assert len(waiting(session, ada.id)) == 1
        trail = select(AuditEntry.deed).where(AuditEntry.subject == ada.id)
        assert session.exec(trail).all() == ["day.repaired"]


def test_undoing_against_a_yes_leaves_one_of_them(
    session: Session, app: Starlette, event: Event
) -> None:
    desk = a_desk(session, event).id
    for number in range(ROUNDS):
        _meeting, ada, _gone = alone(session, event, table=number + 1)
        cy = an_attendee(session, event)
        with minutes_in(4):
            seeks(session, event, cy)
            made = fresh(session, repair(session, event, ada.id, desk)).id
        pair = then(undo_repair, made, desk), then(say_yes, made, cy.id)
        results = at_once(app, *(pair if number % 2 else pair[::-1]))
        assert sum(isinstance(one, Refused) for one in results) == 1
        session.rollback()
        after = session.get_one(Proposal, made, populate_existing=True)
        assert (after.state is ProposalState.UNDONE) == (after.yes_of(cy.id) is None)
