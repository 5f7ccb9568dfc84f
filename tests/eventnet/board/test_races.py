"""Of two organizers who tap at once, one has an effect; and a tap against an answer leaves one."""

from collections.abc import Callable
from threading import Barrier

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.board import repairing
from eventnet.board.repairing import repair, undo_repair
from eventnet.day import answering, pairing, rematching
from eventnet.day.answering import say_yes
from eventnet.day.models import Proposal, ProposalState
from eventnet.errors import Refused
from eventnet.events.models import Attendance, Event
from tests.eventnet.board.desk import a_desk, alone
from tests.eventnet.day.day import BEGINS, fresh, minutes_in, seeks
from tests.factories import an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_hold,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    refused,
)

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
    only_where_writes_are_many(session)
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


def an_undoing_and_a_yes(
    session: Session, event: Event, desk: str, number: int
) -> tuple[str, Attendance, Deed, Deed]:
    """Return what was proposed to whom, and the deeds of taking it back and of saying yes."""
    _meeting, ada, _gone = alone(session, event, table=number + 1)
    cy = an_attendee(session, event)
    with minutes_in(4):
        seeks(session, event, cy)
        made = fresh(session, repair(session, event, ada.id, desk)).id
    return made, cy, then(undo_repair, made, desk), then(say_yes, made, cy.id)


def test_without_the_holds_what_was_undone_has_a_yes(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    made, cy, undo, yes = an_undoing_and_a_yes(session, event, a_desk(session, event).id, 0)
    for module in (answering, repairing):
        monkeypatch.setattr(module, "hold_people", careless_hold)
        monkeypatch.setattr(module, "lock", careless_lock)
    assert refused(overtaken(app, undo, yes)) == 0
    session.rollback()
    after = session.get_one(Proposal, made)
    assert after.state is ProposalState.UNDONE
    assert after.yes_of(cy.id) is not None


def test_undoing_against_a_yes_leaves_one_of_them(
    session: Session, app: Starlette, event: Event
) -> None:
    desk = a_desk(session, event).id
    for number in range(ROUNDS):
        made, cy, *pair = an_undoing_and_a_yes(session, event, desk, number)
        assert refused(at_once(app, *(pair if number % 2 else pair[::-1]))) == 1
        session.rollback()
        after = session.get_one(Proposal, made, populate_existing=True)
        assert (after.state is ProposalState.UNDONE) == (after.yes_of(cy.id) is None)
