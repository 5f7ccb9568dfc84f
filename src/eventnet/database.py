"""The database: SQLite in one file, or PostgreSQL by URL, behind the same sessions.

A request reads in a deferred transaction. An action writes inside `writing`, which starts a new
one: on SQLite it takes the write lock at once (a reading transaction that turns to writing fails
whatever the timeout), on PostgreSQL the action locks the rows it depends on with `lock`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, DateTime, Dialect, Engine, String, Table, event, make_url, text
from sqlalchemy import create_engine as create_sqlalchemy_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)
Option = TypeVar("Option", bound=StrEnum)

WRITES = "eventnet_writes"
FIRST = "eventnet_first"

# Constraints have names, so that a migration can find them again.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """A moment: aware at our side, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store in UTC; refuse a time without an offset, which could mean anything."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Choice(TypeDecorator[Option], Generic[Option]):
    """One of the options of an enumeration, stored as its word."""

    impl = String(20)
    cache_ok = True

    def __init__(self, options: type[Option]) -> None:
        super().__init__()
        self.options = options

    def process_bind_param(self, value: Option | None, dialect: Dialect) -> str | None:
        """Store the word; refuse one that is not among the options."""
        return None if value is None else self.options(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Option | None:
        """Give back the option."""
        return None if value is None else self.options(value)


def create_engine(url: str, *, connections: int = 20) -> Engine:
    """Open the database at `url` with room for `connections` at a time."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return create_sqlalchemy_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=connections,
            max_overflow=connections,
            pool_pre_ping=True,
        )
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_sqlalchemy_engine(
        parsed,
        pool_size=connections,
        max_overflow=connections,
        connect_args={"timeout": 30, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we begin by ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "secure_delete=ON",  # what is deleted is gone from the file too
        "cache_size=-16000",  # 16 MB: SQLite's own 2 MB re-reads ten thousand people every time
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(session: Session) -> Iterator[Session]:
    """Run the block as one writing transaction; what was read before is read anew.

    Inside another `writing` on the same session the block joins it.
    """
    if session.info.get(WRITES):
        yield session
        return
    session.rollback()
    session.connection(execution_options={WRITES: True})
    session.info[WRITES] = True
    try:
        for look in session.info.get(FIRST, ()):
            look(session)
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[WRITES] = False


def look_first(session: Session, look: Callable[[Session], None]) -> None:
    """Begin every writing transaction of this session with a look, which may refuse it."""
    session.info.setdefault(FIRST, []).append(look)


def pass_gate(session: Session, name: str) -> None:
    """Go through a gate, beside any others, before anything is held; it is open till all end."""
    _gate(session, "pg_advisory_xact_lock_shared", name)


def shut_gate(session: Session, name: str) -> None:
    """Wait until all who went through a gate have ended, and let nobody in meanwhile.

    SQLite has one writer at a time, so there is nothing to wait for.
    """
    _gate(session, "pg_advisory_xact_lock", name)


def _gate(session: Session, function: str, name: str) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"SELECT {function}(hashtextextended(:name, 0))"), {"name": name})


def lock(session: Session, model: type[Row], key: str) -> Row | None:
    """Return the row as it is now, held until the transaction ends; None if there is none."""
    return session.get(model, key, with_for_update=True, populate_existing=True)


def let_go(session: Session) -> None:
    """Let SQLite's log beside the file forget what was deleted, as far as nobody reads it now."""
    engine = session.get_bind()
    if isinstance(engine, Engine) and engine.dialect.name == "sqlite":
        session.rollback()
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def insert_missing(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Add rows, passing over those that are there already, even since a moment ago.

    All rows name the same columns; the others take their defaults.
    """
    if not rows:
        return
    table: Table = model.__table__  # type: ignore[attr-defined]
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(table).on_conflict_do_nothing()
    session.execute(statement, [dict(row) for row in rows])
