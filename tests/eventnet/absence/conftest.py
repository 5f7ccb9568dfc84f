"""A server of calendars within the operator's own network, which the settings name."""

from collections.abc import Iterator

import pytest

from eventnet.settings import Settings
from tests.eventnet.absence.calendars import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve calendars."""
    with serving() as made:
        yield made


@pytest.fixture
def settings(settings: Settings, server: Server) -> Settings:
    """Return the settings of an installation that reads calendars from there."""
    return settings.model_copy(update={"calendars_inside": server.origin})
