"""Bringing a database, and the files beside it, back to what they were before a test."""

import re
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Integer, event, inspect, or_, select, text
from sqlmodel import SQLModel


def dump(engine: Engine) -> dict[str, list[str]]:
    """Return every row of every table of ours, but for when a browser was last seen."""
    found = {}
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            columns = [column for column in table.c if column.key != "seen_at"]
            found[table.name] = sorted(
                repr(tuple(row)) for row in connection.execute(select(*columns))
            )
    return found


def rows_about(engine: Engine, ids: Collection[str]) -> list[str]:
    """Return the rows that have one of these ids, or refer to it."""
    found = []
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            keys = [column for column in table.c if column.key == "id" or column.foreign_keys]
            keys = [column for column in keys if not isinstance(column.type, Integer)]
            if keys:
                query = select(table).where(or_(*(key.in_(ids) for key in keys)))
                found += sorted(f"{table.name} {row!r}" for row in connection.execute(query))
    return found


WRITE = re.compile(r'\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class Writes:
    """Knows which tables were written to."""

    def __init__(self, engine: Engine) -> None:
        self.seen: set[str] = set()
        """Since it was last asked."""
        self.ever: set[str] = set()
        """Since the database was brought back."""
        self.below = _referrers()
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found = WRITE.match(statement)
        if found is not None:
            verb, table = found.groups()
            gone = self.below.get(table, set()) if verb.upper().startswith("DELETE") else set()
            self.seen |= {table, *gone}
            self.ever |= {table, *gone}

    def taken(self) -> bool:
        """Return whether there was a write since this was asked."""
        seen = bool(self.seen)
        self.seen.clear()
        return seen

    def forget(self) -> None:
        """Begin anew: everything is as it was."""
        self.seen.clear()
        self.ever.clear()


def _referrers() -> dict[str, set[str]]:
    """Return the tables whose rows may go with a row of each."""
    below: dict[str, set[str]] = {}
    for table in reversed(SQLModel.metadata.sorted_tables):
        for key in table.foreign_keys:
            found = below.setdefault(key.column.table.name, set())
            found |= {table.name} | below.get(table.name, set())
    return below


class Snapshots:
    """Named states of one database and of the files that belong to it."""

    def __init__(self, engine: Engine, folder: Path, files: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.files = files
        self.kept: set[str] = set()
        self.file = engine.url.database if engine.dialect.name == "sqlite" else None

    def keep(self, name: str) -> None:
        """Remember the present state."""
        self.kept.add(name)
        self._copy(self.files, self.folder / f"{name}.files")
        if self.file:
            there = self.folder / f"{name}.db"
            there.unlink(missing_ok=True)
            with (
                closing(sqlite3.connect(self.file)) as now,
                closing(sqlite3.connect(there)) as kept,
            ):
                now.backup(kept)  # with what stands in the log beside the file, if others read it
            return
        with self.engine.begin() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))
            connection.execute(text(f'CREATE SCHEMA "{name}"'))
            for table in self._tables():
                connection.execute(text(f'CREATE TABLE "{name}"."{table}" AS TABLE "{table}"'))

    def bring_back(self, name: str, written: Collection[str] | None = None) -> None:
        """Return to a state; if only some tables of ours were written to since, these suffice."""
        self._copy(self.folder / f"{name}.files", self.files)
        if self.file:
            self.engine.dispose()
            for ending in ("-wal", "-shm"):
                Path(self.file + ending).unlink(missing_ok=True)
            shutil.copyfile(self.folder / f"{name}.db", self.file)
            return
        ours = SQLModel.metadata.tables
        tables = [
            name
            for name in self._tables()
            if written is None or name in written or name not in ours
        ]
        again = ["SET LOCAL session_replication_role = replica"]  # nothing is checked, or cascades
        again += [f'DELETE FROM "{table}"' for table in tables]  # noqa: S608 - our own
        again += [
            f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM "{name}"."{table}"'  # noqa: S608
            for table in tables
        ]
        with self.engine.begin() as connection:
            connection.exec_driver_sql("; ".join(again))

    @staticmethod
    def _copy(files: Path, to: Path) -> None:
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(files, to)

    def _tables(self) -> list[str]:
        """Return our tables, and those of the search."""
        ours = [table.name for table in SQLModel.metadata.sorted_tables]
        there = inspect(self.engine).get_table_names()
        return ours + [name for name in there if name.startswith(("people_search", "post_search"))]
