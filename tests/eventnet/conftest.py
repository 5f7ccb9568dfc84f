"""The world that permissions and probes are tried in, made once and brought back as needed."""

from collections.abc import Callable, Iterator

import pytest

from eventnet.settings import Settings
from tests.conftest import SECRET
from tests.eventnet.world.visiting import World, open_world


@pytest.fixture(scope="session")
def whole_world(
    fresh_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Return the world, made once."""
    folder = tmp_path_factory.mktemp("world")
    settings = Settings(
        base_url="https://meet.example.org",
        secret=SECRET,
        database_url=fresh_database(),
        data_dir=folder / "var",
        mail_from="meet@meet.example.org",
        threads=4,
    )
    with open_world(settings, folder) as world:
        yield world


@pytest.fixture
def world(whole_world: World) -> World:
    """Return the world as it was made."""
    whole_world.restore("plain")
    return whole_world
