"""An announcement to a role that another organizer removes at the same time."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.announcing import actions
from eventnet.announcing.actions import announce
from eventnet.announcing.models import Announcement, Hearers
from eventnet.edits.actions import make_edit
from eventnet.edits.role_out import RoleOut
from eventnet.errors import Refused
from eventnet.events.models import Event, Role
from eventnet.ids import new_id
from tests.eventnet.announcing.test_announcing import said
from tests.eventnet.day.day import minutes_in
from tests.factories import a_role, an_account, an_event
from tests.races import Deed, at_once, only_where_writes_are_many, overtaken


def announcing_and_removing(session: Session) -> tuple[str, Deed, Deed]:
    """Return a role, and two deeds: to announce something to it, and to remove it."""
    session.rollback()
    event = an_event(session)
    by, event_id, role_id = an_account(session).id, event.id, a_role(session, event, "Crew").id
    key = new_id()
    session.rollback()

    def say(own: Session) -> None:
        with minutes_in(1):
            to_them = said("Come down.", Hearers.ROLE, role_id)
            announce(own, own.get_one(Event, event_id), key, to_them, by)

    return role_id, say, lambda own: make_edit(own, event_id, RoleOut(role_id), None)


def test_without_the_hold_it_is_said_to_a_role_that_is_gone(
    session: Session, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    _role_id, say, remove = announcing_and_removing(session)
    monkeypatch.setattr(actions, "lock", lambda *_given: None)
    with pytest.raises(IntegrityError):
        overtaken(app, say, remove, after="eventnet.announcing.actions.find_role")


def test_it_is_said_before_its_role_goes_or_not_at_all(session: Session, app: Starlette) -> None:
    for _round in range(8):
        role_id, say, remove = announcing_and_removing(session)
        first, _second = at_once(app, say, remove)
        session.rollback()
        there = session.get(Role, role_id) is not None
        announced = session.exec(select(Announcement).where(Announcement.role_id == role_id)).all()
        assert isinstance(first, Refused) is not there
        assert bool(announced) is there
