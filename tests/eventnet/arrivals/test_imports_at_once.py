"""Two organizers at the same time."""

from typing import Any

import pytest
from sqlmodel import Session, SQLModel, func, select
from starlette.applications import Starlette

from eventnet.accounts.models import Account
from eventnet.arrivals import actions
from eventnet.arrivals.actions import bringing, imports
from eventnet.arrivals.models import Ticket, TicketImport
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from tests import factories
from tests.eventnet.arrivals.files import pretix, upload
from tests.races import at_once

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


def test_two_files_at_once_let_everybody_in_once(app: Starlette, session: Session) -> None:
    event = factories.an_event(session)
    one = upload(session, event, pretix(*ROWS)).id
    other = upload(session, event, pretix(*ROWS[::-1])).id
    results = at_once(
        app,
        lambda session: actions.apply_import(session, one, None),
        lambda session: actions.apply_import(session, other, None),
    )
    counts: list[Any] = [{k: v for k, v in dict(done).items() if v} for done in results]  # type: ignore[call-overload]
    assert sorted(counts, key=str) == [{"new": 40}, {"unchanged": 40}]


def test_a_link_and_an_import_let_one_person_in_once(app: Starlette, session: Session) -> None:
    key = factories.an_event(session).id

    def deed(session: Session) -> object:
        event = session.get_one(Event, key)
        return actions.admit(session, event, email="ada@example.org", name="Ada").id

    first, *others = at_once(app, *[deed] * 4)
    assert others == [first] * 3
    assert rows(session, Account) == 1
