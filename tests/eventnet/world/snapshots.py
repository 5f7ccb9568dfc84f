"""Bringing a database, and the files beside it, back to what they were before a test."""

import shutil
from collections.abc import Collection
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


class Writes:
    """Knows whether anything was written since it was last asked."""

    def __init__(self, engine: Engine) -> None:
        self.seen = False
        event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip()[:6].upper() in {"INSERT", "UPDATE", "DELETE"}:
            self.seen = True

    def taken(self) -> bool:
        """Return whether there was a write, and forget it."""
        seen, self.seen = self.seen, False
        return seen


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
            self.engine.dispose()
            shutil.copyfile(self.file, self.folder / f"{name}.db")
            return
        with self.engine.begin() as connection:
            connection.execute(text(f'DROP SCHEMA IF EXISTS "{name}" CASCADE'))
            connection.execute(text(f'CREATE SCHEMA "{name}"'))
            for table in self._tables():
                connection.execute(text(f'CREATE TABLE "{name}"."{table}" AS TABLE "{table}"'))

    def bring_back(self, name: str) -> None:
        """Return to a state."""
        self._copy(self.folder / f"{name}.files", self.files)
        if self.file:
            self.engine.dispose()
            for ending in ("-wal", "-shm"):
                Path(self.file + ending).unlink(missing_ok=True)
            shutil.copyfile(self.folder / f"{name}.db", self.file)
            return
        tables = self._tables()
        empty = [f'DELETE FROM "{table}"' for table in reversed(tables)]  # noqa: S608 - our own
        fill = [
            f'INSERT INTO "{table}" OVERRIDING SYSTEM VALUE SELECT * FROM "{name}"."{table}"'  # noqa: S608
            for table in tables
        ]
        with self.engine.begin() as connection:
            connection.exec_driver_sql("; ".join(empty + fill))

    @staticmethod
    def _copy(files: Path, to: Path) -> None:
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(files, to)

    def _tables(self) -> list[str]:
        """Return our tables, those that others refer to first."""
        ours = [table.name for table in SQLModel.metadata.sorted_tables]
        there = inspect(self.engine).get_table_names()
        return ours + [name for name in there if name.startswith(("people_search", "post_search"))]
