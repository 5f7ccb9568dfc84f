"""The migrations make exactly the tables of the models, and keep what is in a database."""

from collections.abc import Callable, Iterator

import pytest
from alembic import command
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from eventnet.database import create_engine
from eventnet.jobs import Ground
from eventnet.migrations import configuration, is_current, upgrade
from eventnet.people.directory import Wanted, find
from eventnet.people.search.index import catch_up
from eventnet.people.viewers import viewer_of
from eventnet.settings import Settings
from tests.eventnet.old_rows import kept, plant


def test_models_and_schema_are_equal_after_all_migrations(
    fresh_database: Callable[[], str],
) -> None:
    engine = create_engine(fresh_database())
    config = configuration()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.check(config)
    with engine.connect() as connection:
        assert is_current(connection)
    engine.dispose()


def test_a_connection_that_migrated_minds_foreign_keys_again(settings: Settings) -> None:
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL minds them always")
    engine = create_engine(settings.database_url)
    downgrade(engine, "0001")
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Return a database as the first release made it, with rows in every table."""
    made = create_engine(settings.database_url)
    downgrade(made, "base")
    upgrade(made, "0001")
    with made.begin() as connection:
        plant(connection)
    yield made
    made.dispose()


def downgrade(engine: Engine, revision: str) -> None:
    config = configuration()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def orphans(engine: Engine) -> list[object]:
    """Return the rows that point to nothing; PostgreSQL lets there be none."""
    if engine.dialect.name != "sqlite":
        return []
    with engine.connect() as connection:
        return list(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def found(engine: Engine, settings: Settings, words: str) -> list[str]:
    """Return whom the first attendee finds, once the site has caught up with its index."""
    catch_up.work(Ground(settings, lambda: Session(engine)))
    with Session(engine) as session:
        viewer = viewer_of(session, "event-1", "attendance-1")
        return find(session, viewer, Wanted(words=words)).attendance_ids


def test_rows_outlive_every_migration_since_the_first_release(
    engine: Engine, settings: Settings
) -> None:
    with engine.connect() as connection:
        before = kept(connection)
        assert min(len(rows) for rows in before.values()) > 0
        assert not is_current(connection)
    for _time in range(2):
        upgrade(engine)
        with engine.connect() as connection:
            assert is_current(connection)
            assert kept(connection, before) == before
        assert orphans(engine) == []
        assert found(engine, settings, "bio2") == ["attendance-2"]
        downgrade(engine, "-1")
        with engine.connect() as connection:
            assert kept(connection, before) == before


def test_rows_of_the_first_release_are_read_by_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        planted = kept(connection)
    upgrade(engine)
    with Session(engine) as session:
        for mapper in SQLModel._sa_registry.mappers:
            rows = session.exec(select(mapper.class_)).all()
            assert bool(rows) == (str(mapper.local_table) in planted)
