"""The served demo, and a real browser to drive it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import ARGUMENTS, Open, browsers

# A page may wait a while on a machine that computes a schedule at the same time.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, without a screen."""
    path = shutil.which("chromium")
    assert path is not None, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]
        browser = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS, *sandbox], headless=True
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demos(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Demos:
    """Return what makes and serves demos, one at a time."""
    return Demos(tmp_path_factory.mktemp("demos"), chromium)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the demo of a module has its database and files."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def demo(request: pytest.FixtureRequest, demos: Demos, folder: Path) -> Iterator[str]:
    """Serve a fresh demo for the journeys of a module, and return its address.

    The mark `demo` says what it is like: `published` (its schedule is), `now` (when it is there).
    EVENTNET_E2E_DEMO names one that is served already: for whoever writes a journey.
    """
    if "EVENTNET_E2E_DEMO" in os.environ:
        yield os.environ["EVENTNET_E2E_DEMO"]
        return
    mark = request.node.get_closest_marker("demo")
    asked = mark.kwargs if mark else {}
    demos.begin(folder, **asked)
    with demos.serve(folder, now=asked.get("now")) as address:
        yield address


@pytest.fixture
def open_browser(chromium: Browser, demo: str) -> Iterator[Open]:
    """Return a function that opens a fresh browser on the demo, for one person."""
    with browsers(chromium, demo) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def published(chromium: Browser, demo: str) -> None:
    """Have the organizer publish a schedule of the demo."""
    with browsers(chromium, demo) as open_one:
        steps.publish_a_run(open_one())
