"""Two who come for the last place, and two who leave, at once; and where nothing holds them."""

from threading import Barrier

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.arrivals.actions import admission, joining
from eventnet.arrivals.guest import Guest
from eventnet.events.models import Attendance, Event
from eventnet.events.policies import find_attendance
from eventnet.organize.actions import remove_attendee
from eventnet.waiting import actions
from eventnet.waiting.actions import leave_line, move_up
from eventnet.waiting.models import WaitingGuest
from eventnet.waiting.queries import free_places, line, taken
from tests.eventnet.board.desk import a_desk
from tests.factories import an_account, an_attendee, an_event, save
from tests.races import Deed, at_once, only_where_writes_are_many, overtaken


def an_event_of(session: Session, places: int) -> Event:
    """Return an event of so many places."""
    event = an_event(session)
    event.places = places
    save(session, event)
    return event


def coming(session: Session, event: Event, name: str) -> Deed:
    """Return how somebody joins, in a session of their own."""
    event_id, account_id = event.id, an_account(session).id

    def come(own: Session) -> object:
        event, account = own.get_one(Event, event_id), own.get_one(Account, account_id)
        joining.join_signed_in(own, event, Guest(account.email, name))
        return None

    return come


def test_the_last_place_goes_to_one_and_the_other_waits(session: Session, app: Starlette) -> None:
    for _round in range(6):
        event = an_event_of(session, 1)
        deeds = [coming(session, event, name) for name in ("Bo", "Cy")]
        event_id = event.id
        session.rollback()
        at_once(app, *deeds)
        assert taken(session, event_id) == 1
        assert len(line(session, event_id)) == 1


def test_without_the_hold_both_get_it(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    event, both_have_counted = an_event_of(session, 1), Barrier(2, timeout=60)
    deeds = [coming(session, event, name) for name in ("Bo", "Cy")]
    event_id = event.id
    session.rollback()

    def count(own: Session, event: Event) -> int | None:
        free = free_places(own, event)
        both_have_counted.wait()
        return free

    for module in (joining, admission):
        monkeypatch.setattr(module, "lock", lambda *_given: None)
    monkeypatch.setattr(actions, "free_places", count)
    at_once(app, *deeds)
    assert taken(session, event_id) == 2


def test_two_who_leave_at_once_make_room_for_two(session: Session, app: Starlette) -> None:
    event = an_event_of(session, 3)
    desk = a_desk(session, event).id
    gone = [an_attendee(session, event, f"Gone {number}").id for number in range(2)]
    an_attendee(session, event, "Stays")
    waits = [coming(session, event, f"Waits {number}") for number in range(3)]
    event_id = event.id
    session.rollback()
    for deed in waits:
        deed(session)
    session.rollback()

    def goes(key: str) -> Deed:
        def go(own: Session) -> object:
            remove_attendee(own, event_id, key, desk)
            return move_up(own, event_id)

        return go

    results = at_once(app, *(goes(key) for key in gone))
    assert sum(int(str(result)) for result in results) == 2
    assert taken(session, event_id) == 3
    assert [one.row.name for one in line(session, event_id)] == ["Waits 2"]
    assert len(session.exec(select(Attendance)).all()) == 5


def a_line_that_moves(session: Session) -> tuple[str, str]:
    """Return an event at which somebody waits though a place is free, and who does."""
    session.rollback()
    event, account = an_event_of(session, 1), an_account(session)
    save(session, WaitingGuest(event_id=event.id, account_id=account.id, name="Bo"))
    found = event.id, account.id
    session.rollback()
    return found


def leaving_under_way(session: Session, app: Starlette) -> tuple[list[object], bool]:
    """Let somebody leave the line while it moves; return what both came to, and if they attend."""
    event_id, account_id = a_line_that_moves(session)
    results = overtaken(
        app,
        lambda own: move_up(own, event_id),
        lambda own: leave_line(own, event_id, account_id),
        after="eventnet.waiting.actions.line",
    )
    session.rollback()
    return results, find_attendance(session, event_id, account_id) is not None


def test_whoever_leaves_the_line_while_it_moves_is_not_let_in(
    session: Session, app: Starlette
) -> None:
    only_where_writes_are_many(session)
    assert leaving_under_way(session, app) == ([0, True], False)


def test_without_the_hold_they_are_let_in_though_they_left(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr(actions, "_held_guests", lambda _own, ids: set(ids))
    assert leaving_under_way(session, app) == ([1, True], True)


def test_whoever_leaves_the_line_as_it_moves_is_told_which_came_first(
    session: Session, app: Starlette
) -> None:
    for _round in range(8):
        event_id, account_id = a_line_that_moves(session)
        up, left = at_once(
            app,
            lambda own, event_id=event_id: move_up(own, event_id),  # type: ignore[misc]
            lambda own, both=(event_id, account_id): leave_line(own, *both),  # type: ignore[misc]
        )
        session.rollback()
        came = find_attendance(session, event_id, account_id) is not None
        assert (up, left, came) in {(1, False, True), (0, True, False)}
