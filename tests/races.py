"""Two things at once: threads that start together, each with a session of its own.

Before a test shows that a race is held, it shows the race with the guard off: `careless_lock` and
`careless_hold` read as whoever holds nothing, `without` takes unique indexes away and
`without_passing_over` what heeds them, and `overtaken` lets something else happen just between
what a deed reads and what it writes, the same way each time.
"""

from collections.abc import Callable, Collection
from importlib import import_module
from threading import Barrier, Thread
from typing import Any, TypeVar

import pytest
from sqlalchemy import event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel
from starlette.applications import Starlette

from eventnet.errors import Refused
from eventnet.events.models import Attendance

Deed = Callable[[Session], object]
Row = TypeVar("Row", bound=SQLModel)

LONG = 60
"""So many seconds nothing here takes, unless one waits for another for ever."""


def at_once(app: Starlette, *deeds: Deed) -> list[object]:
    """Do all deeds at the same time; return what each returned, or the `Refused` it raised."""
    results: list[object] = [None] * len(deeds)
    start = Barrier(len(deeds))

    def run(number: int, deed: Deed) -> None:
        with Session(app.state.engine) as session:
            start.wait()
            try:
                results[number] = deed(session)
            except Exception as error:
                results[number] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception) and not isinstance(result, Refused):
            raise result
    return results


def refused(results: Collection[object]) -> int:
    """Return how many of the deeds were refused."""
    return sum(isinstance(result, Refused) for result in results)


def only_where_writes_are_many(session: Session) -> None:
    """Skip where the database lets one write at a time."""
    if session.get_bind().dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time, whatever the code does")


def careless_lock(session: Session, model: type[Row], key: str) -> Row | None:
    """Return a row as it is now, as `lock` does, and hold nothing."""
    return session.get(model, key, populate_existing=True)


def careless_hold(session: Session, _event_id: str, ids: Collection[str]) -> dict[str, Attendance]:
    """Return people as they are now, as `hold_people` does, and hold nothing."""
    return {key: session.get_one(Attendance, key, populate_existing=True) for key in ids}


def without_passing_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let rows that are there already be in the way of new ones, which are else passed over."""
    for dialect in (postgresql, sqlite):
        monkeypatch.setattr(dialect.Insert, "on_conflict_do_nothing", lambda one, *_given: one)


def without(session: Session, *guards: str) -> None:
    """Take unique indexes and constraints of tables, `table.name`, away from this database."""
    for table, name in (guard.split(".") for guard in guards):
        session.connection().execute(text(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"))
        session.connection().execute(text(f"DROP INDEX IF EXISTS {name}"))
    session.commit()


def overtaken(app: Starlette, deed: Deed, by: Deed, *, after: str | None = None) -> list[object]:
    """Do a deed, and while it is under way another, whole; return what each came to, as `at_once`.

    The other happens once the function of the name `after` has first answered, or else between all
    that the deed reads and the first that it writes. It goes on with what it knew before.
    """
    to_come, came = [by], list[object]()

    def happens() -> None:
        if to_come:
            came.append(_elsewhere(app, to_come.pop()))

    with Session(app.state.engine) as own, pytest.MonkeyPatch.context() as patch:
        if after is None:
            event.listen(
                own, "before_flush", lambda one, *_given: happens() if _writes(one) else None
            )
        else:
            patch.setattr(after, _then(_named(after), happens))
        try:
            result = deed(own)
        except Refused as refusal:
            result = refusal
    assert came, "nothing was read, or written, that the other could overtake"
    return [result, *came]


def _named(name: str) -> Callable[..., Any]:
    module, _dot, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _then(asked: Callable[..., Any], happens: Callable[[], None]) -> Callable[..., Any]:
    def answers(*given: Any, **more: Any) -> Any:
        answer = asked(*given, **more)
        happens()
        return answer

    return answers


def _writes(session: Session) -> bool:
    return bool(session.new or session.dirty or session.deleted)


def _elsewhere(app: Starlette, deed: Deed) -> object:
    """Do a deed in a thread and a session of its own, and wait for it."""
    came: list[object] = []

    def run() -> None:
        with Session(app.state.engine) as session:
            try:
                came.append(deed(session))
            except Exception as error:
                came.append(error)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(LONG)
    assert came, "the guard is on: each waits for the other"
    (result,) = came
    if isinstance(result, Exception) and not isinstance(result, Refused):
        raise result
    return result
