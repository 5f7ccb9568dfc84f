"""Two who change a team and one of its people at once do not wait for each other for ever."""

from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet.database import lock
from eventnet.events.models import Attendance, Event
from eventnet.organize import actions as organizing
from eventnet.organize.actions import change_seat
from eventnet.organize.forms import Seat
from eventnet.teams import actions, targets
from eventnet.teams.actions import delete_team
from eventnet.teams.targets import assign, put_target
from eventnet.versions import content, version_of
from tests.eventnet.teams.team import a_team
from tests.races import Deed, at_once, only_where_writes_are_many

LONG = 20


def changing(session: Session, event: Event, who: Attendance, desk: str) -> Deed:
    """Return how an organizer gives somebody another stand."""
    event_id, key, role_id = event.id, who.id, who.role_id
    shown = version_of(who, only=organizing.SEAT)
    assert content(who, organizing.SEAT)["stand"] is None
    seat = Seat(role_id=role_id, stand="B 7", version=shown)
    return lambda own: change_seat(own, event_id, key, seat, desk)


def meet_at(monkeypatch: pytest.MonkeyPatch, where: object, name: str, barrier: Barrier) -> None:
    """Let whoever comes to a function wait there for the other, once."""
    real = getattr(where, name)
    waited: list[bool] = []

    def wait(*given: object, **more: object) -> object:
        if not waited:
            waited.append(True)
            barrier.wait()
        return real(*given, **more)

    monkeypatch.setattr(where, name, wait)


@pytest.fixture
def team_id(
    session: Session, event: Event, desk: str, ada: Attendance, bo: Attendance, vera: Attendance
) -> str:
    """Return a team of two, one of whom is to meet somebody and so wishes it."""
    team = a_team(session, event, desk, ada, bo).id
    put_target(session, event, ada.id, vera.id)
    assign(session, event, ada.id, vera.id, ada.id)
    return team


@pytest.mark.parametrize("guarded", [False, True])
def test_a_team_is_deleted_beside_a_change_of_one_of_it(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    team_id: str,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    event_id, change = event.id, changing(session, event, ada, desk)
    session.rollback()
    barrier = Barrier(2, timeout=LONG)

    def wait_before_members(own: Session, model: type[Any], key: str) -> Any:
        if model is Attendance and key == ada_id:
            barrier.wait()
        return lock(own, model, key)

    ada_id = ada.id
    session.rollback()
    if not guarded:  # each is held as late as it is moved
        monkeypatch.setattr(actions, "list", iter, raising=False)
    monkeypatch.setattr("eventnet.teams.actions.lock", wait_before_members)
    meet_at(monkeypatch, organizing, "mark_stale", barrier)

    def delete(own: Session) -> None:
        delete_team(own, event_id, team_id, desk)

    if not guarded:
        with pytest.raises(OperationalError, match="deadlock"):
            at_once(app, delete, change)
        return
    at_once(app, delete, change)
    session.rollback()
    assert session.get_one(Attendance, ada_id).stand == "B 7"


@pytest.mark.parametrize("guarded", [False, True])
def test_a_task_goes_to_another_beside_a_change_of_that_one(
    session: Session,
    app: Starlette,
    event: Event,
    desk: str,
    ada: Attendance,
    bo: Attendance,
    vera: Attendance,
    team_id: str,
    monkeypatch: pytest.MonkeyPatch,
    guarded: bool,
) -> None:
    only_where_writes_are_many(session)
    event_id, keys = event.id, (ada.id, vera.id, bo.id)
    change, barrier = changing(session, event, bo, desk), Barrier(2, timeout=LONG)
    session.rollback()
    if not guarded:
        monkeypatch.setattr(targets, "share", lambda *_given: None)
    meet_at(monkeypatch, targets, "_held_team" if guarded else "make_due_wish", barrier)
    meet_at(monkeypatch, organizing, "mark_stale", barrier)

    def give(own: Session) -> None:
        assign(own, own.get_one(Event, event_id), *keys)

    if guarded:
        at_once(app, give, change)
    else:
        with pytest.raises(OperationalError, match="deadlock"):
            at_once(app, give, change)
