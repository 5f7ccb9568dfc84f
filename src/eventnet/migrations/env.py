"""Alembic's environment: a connection is handed in, or opened from the settings."""

from typing import Literal

from alembic import context
from sqlalchemy import Connection
from sqlmodel import AutoString, SQLModel

from eventnet import audit, features
from eventnet.database import Choice, Utc, create_engine
from eventnet.migrations import JOB_TABLES
from eventnet.settings import Settings

KNOWN = (audit, features)  # imported for their tables


def ours(_object: object, name: str | None, kind: str, _reflected: bool, _compare: object) -> bool:
    """Leave the job engine's tables and the search index's shadow tables alone."""
    return not (
        kind == "table"
        and name
        and (name in JOB_TABLES or name.startswith(("people_search", "post_search", "page_search")))
    )


def plainly(kind: str, value: object, _context: object) -> str | Literal[False]:
    """Write our column types as what they are in the database: a migration outlives our code."""
    if kind == "type" and isinstance(value, Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, Choice):
        return "sa.String(length=20)"
    if kind == "type" and isinstance(value, AutoString):
        return f"sa.String(length={value.length})" if value.length else "sa.String()"
    return False


def run(connection: Connection) -> None:
    """Run the migrations in one transaction.

    On SQLite foreign keys are off meanwhile: a batch migration rebuilds tables, and dropping the
    old one would cascade. They are checked before the transaction is committed.
    """
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        set_foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_object=ours,
        render_item=plainly,
        compare_type=True,
        render_as_batch=sqlite,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration would leave rows without parents: {broken[:5]}")
    if sqlite:
        connection.commit()  # what was read since began another transaction
        set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, to: str) -> None:
    """Switch SQLite's foreign keys; inside a transaction this would silently do nothing."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={to}")


handed = context.config.attributes.get("connection")
if handed is not None:
    run(handed)
else:
    with create_engine(Settings().database_url).connect() as opened:
        run(opened)
