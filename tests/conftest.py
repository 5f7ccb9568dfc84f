"""What tests stand on: a fresh database each, the real application, and people to sign in."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from starlette.applications import Starlette

from eventnet import jobs, migrations
from eventnet.app import create_app
from eventnet.database import create_engine
from eventnet.jobs import Ground
from eventnet.settings import Settings
from tests.browser import Browser
from tests.compiled import share_compiled
from tests.databases import PostgresTemplates, SqliteTemplates

SECRET = "a secret for tests only, long enough for real"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the suite run on either database."""
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


@pytest.fixture(scope="module", autouse=True)
def _garbage() -> Iterator[None]:
    """Take what outlives a module out of the collector's sight, which else looks through millions
    of objects again and again: a tenth of the time, and pauses of seconds."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest,
) -> Iterator[PostgresTemplates | SqliteTemplates]:
    """Return what makes migrated databases."""
    kind = request.config.getoption("--database")
    templates = PostgresTemplates() if kind == "postgresql" else SqliteTemplates()
    with templates:
        url = templates.template_url
        engine = create_engine(url)
        migrations.upgrade(engine)
        engine.dispose()
        jobs.prepare(url)
        yield templates


@pytest.fixture(scope="session")
def fresh_database(databases: PostgresTemplates | SqliteTemplates) -> Callable[[], str]:
    """Return a function that makes a migrated database and returns its URL."""
    return databases.fresh


@pytest.fixture
def settings(databases: PostgresTemplates | SqliteTemplates, tmp_path: Path) -> Iterator[Settings]:
    """Return the settings of an installation for one test, whose database goes with it."""
    url = databases.fresh()
    yield Settings(
        base_url="https://meet.example.org",
        secret=SECRET,
        database_url=url,
        data_dir=tmp_path / "var",
        mail_from="meet@meet.example.org",
        threads=4,
    )
    databases.drop(url)


@pytest.fixture
def app(settings: Settings) -> Iterator[Starlette]:
    """Return the site; its jobs are not worked on, so that a test says when."""
    made = create_app(settings, work=False)
    share_compiled(made.state.engine)
    yield made
    made.state.engine.dispose()


@pytest.fixture
def session(app: Starlette) -> Iterator[Session]:
    """Return a session on the site's database."""
    with Session(app.state.engine) as opened:
        yield opened


@pytest.fixture
def ground(app: Starlette) -> Ground:
    """Return what a job stands on."""
    return Ground(app.state.settings, app.state.sessions)


@pytest.fixture
def browser(app: Starlette) -> Iterator[Callable[[], Browser]]:
    """Return a function that opens a fresh browser on the site."""
    opened: list[Browser] = []

    def open_one() -> Browser:
        opened.append(Browser(app))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()
