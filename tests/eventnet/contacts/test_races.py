"""Of two exchanges, or two choices, at once none is lost, and none is half of each."""

from threading import Barrier

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, delete
from starlette.applications import Starlette

from eventnet.contacts import actions
from eventnet.contacts.actions import Choice, choose, exchange
from eventnet.contacts.codes import Shown
from eventnet.contacts.models import Contact, ContactCard
from eventnet.contacts.queries import Details, contact_of
from eventnet.events.models import Event
from tests.eventnet.contacts.test_actions import ALL, NOTHING, ROUNDS, pairs, somebody
from tests.factories import an_attendee, an_event
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    without_passing_over,
)

ADDRESS = Choice(email=True)


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def careless(session: Session, event_id: str, one: str, other: str, ready: Barrier) -> None:
    """Exchange as one would who believes what was read before."""
    known = contact_of(session, one, other)
    session.rollback()
    ready.wait()
    if known is None:
        a_id, b_id = sorted((one, other))
        session.add(Contact(a_id=a_id, b_id=b_id, event_id=event_id))
    session.commit()


def test_without_the_guard_one_of_two_exchanges_at_once_fails(
    session: Session, app: Starlette, event: Event
) -> None:
    one, two = somebody(session, event).attendance_id, somebody(session, event).attendance_id
    ready, event_id = Barrier(2, timeout=60), event.id
    with pytest.raises(IntegrityError):
        at_once(
            app,
            lambda own: careless(own, event_id, one, two, ready),
            lambda own: careless(own, event_id, two, one, ready),
        )


def test_two_who_exchange_at_once_leave_one_row(
    session: Session, app: Starlette, event: Event
) -> None:
    event_id = event.id
    for _round in range(ROUNDS):
        session.exec(delete(Contact))
        one, two = somebody(session, event), somebody(session, event)

        def deed(reader: Shown, other: Shown) -> Deed:
            return lambda own: exchange(
                own, own.get_one(Event, event_id), reader.attendance_id, other, ALL
            )

        results = at_once(app, deed(one, two), deed(two, one))
        assert [type(result) for result in results] == [Details, Details]
        assert pairs(session) == [{one.attendance_id, two.attendance_id}]


def chooses(event: Event, me: str, choice: Choice) -> Deed:
    """Return the deed of choosing what one shares."""
    event_id = event.id
    return lambda own: choose(own, own.get_one(Event, event_id), me, choice)


def shares(session: Session, me: str) -> tuple[bool, str]:
    """Return whether somebody shares their address, and which number."""
    session.rollback()
    card = session.get_one(ContactCard, me, populate_existing=True)
    return card.shares_email, card.phone


def test_a_code_that_is_not_passed_over_is_in_the_way_of_the_second_choice(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    me = an_attendee(session, event).id
    without_passing_over(monkeypatch)
    deeds = chooses(event, me, ALL), chooses(event, me, NOTHING)
    with pytest.raises(IntegrityError):
        overtaken(app, *deeds, after="eventnet.contacts.actions.lock")


def test_without_the_hold_of_the_card_it_holds_half_of_each_choice(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    me = an_attendee(session, event).id
    choose(session, event, me, ADDRESS)
    monkeypatch.setattr(actions, "lock", careless_lock)
    overtaken(app, chooses(event, me, ALL), chooses(event, me, NOTHING))
    assert shares(session, me) == (False, ALL.phone)


def test_of_two_choices_at_once_one_holds_also_where_they_are_the_first(
    session: Session, app: Starlette, event: Event
) -> None:
    for number in range(ROUNDS):
        me = an_attendee(session, event).id
        if number % 2:
            choose(session, event, me, ADDRESS)
        at_once(app, chooses(event, me, ALL), chooses(event, me, NOTHING))
        assert shares(session, me) in {(True, ALL.phone), (False, "")}
