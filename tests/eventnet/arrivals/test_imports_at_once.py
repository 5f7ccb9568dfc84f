"""Two organizers at the same time."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, func, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.arrivals import actions
from eventnet.arrivals.actions import admission, bringing, imports
from eventnet.arrivals.models import Ticket, TicketImport
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from tests import factories
from tests.eventnet.arrivals.files import pretix, upload
from tests.races import (
    Deed,
    at_once,
    careless_lock,
    only_where_writes_are_many,
    overtaken,
    without_passing_over,
)

ROWS = [(f"A{n}", "paid", "Visitor", f"P {n}", f"p{n}@example.org") for n in range(40)]


def apply_at_once(app: Starlette, import_id: str) -> list[object]:
    def deed(session: Session) -> object:
        return actions.apply_import(session, import_id, None)

    return at_once(app, deed, deed)


def rows(session: Session, table: type[SQLModel]) -> int:
    session.rollback()  # see what the others have written since
    return session.exec(select(func.count()).select_from(table)).one()


def deeds(session: Session) -> int:
    session.rollback()
    query = select(func.count()).select_from(AuditEntry)
    return session.exec(query.where(AuditEntry.deed == "tickets.imported")).one()


def test_one_of_two_who_apply_a_file_does_it_and_the_other_is_told(
    app: Starlette, session: Session
) -> None:
    event = factories.an_event(session)
    held = upload(session, event, pretix(*ROWS))
    results = apply_at_once(app, held.id)
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]
    assert deeds(session) == 1
    for table in (Account, Attendance, Ticket):
        assert rows(session, table) == len(ROWS)


def test_without_the_lock_both_would_do_it(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Show the race: with the guard off, both believe that they brought the file in."""

    def not_held(session: Session, import_id: str) -> TicketImport:
        found = session.get(TicketImport, import_id)
        assert found is not None
        return found

    event = factories.an_event(session)
    held = upload(session, event, pretix(*ROWS))
    monkeypatch.setattr(imports, "_hold", not_held)
    monkeypatch.setattr(bringing, "remember", lambda *given: given[-1])  # nor is it told by that
    results = apply_at_once(app, held.id)
    assert [isinstance(result, dict) for result in results] == [True, True]
    assert deeds(session) == 2


def two_files(session: Session) -> list[Deed]:
    """Return the deeds of applying two files that name the same people."""
    event = factories.an_event(session)
    keys = [upload(session, event, pretix(*rows)).id for rows in (ROWS, ROWS[::-1])]
    return [lambda own, key=key: actions.apply_import(own, key, None) for key in keys]  # type: ignore[misc]


def told(results: list[object]) -> list[dict[str, int]]:
    """Return what each who applied a file was told that it did."""
    done: list[Any] = results
    return sorted(({k: v for k, v in one.items() if v} for one in done), key=str)


def test_without_the_hold_of_the_event_two_files_say_that_all_are_new(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    monkeypatch.setattr(bringing, "lock", careless_lock)
    monkeypatch.setattr(admission, "lock", careless_lock)
    looks = "eventnet.arrivals.actions.bringing.examine"
    results = overtaken(app, *two_files(session), after=looks)
    assert told(results) == [{"new": 40}, {"new": 40}]


def test_two_files_at_once_let_everybody_in_once(app: Starlette, session: Session) -> None:
    assert told(at_once(app, *two_files(session))) == [{"new": 40}, {"unchanged": 40}]


def admits(event: Event) -> Deed:
    """Return the deed of letting one person in."""
    key = event.id
    return lambda own: (
        actions.admit(own, own.get_one(Event, key), email="ada@example.org", name="Ada").id
    )


def test_without_both_guards_one_of_a_link_and_an_import_fails(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either is enough: the hold of the event, or that rows are passed over that are there."""
    only_where_writes_are_many(session)
    deed = admits(factories.an_event(session))
    monkeypatch.setattr(admission, "lock", careless_lock)
    without_passing_over(monkeypatch)
    with pytest.raises(IntegrityError):
        overtaken(app, deed, deed, after="eventnet.arrivals.actions.admission.accounts_by_email")


def test_a_link_and_an_import_let_one_person_in_once(app: Starlette, session: Session) -> None:
    deed = admits(factories.an_event(session))
    first, *others = at_once(app, *[deed] * 4)
    assert others == [first] * 3
    assert rows(session, Account) == 1
