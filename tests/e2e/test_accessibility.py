"""No page has a fault that a program can find, in any state that `pages.txt` names.

With much to show in the demo; otherwise in a small world that has one of everything.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from eventnet.accounts.sessions import cookie_name
from eventnet.settings import Settings
from tests.conftest import SECRET
from tests.e2e import steps
from tests.e2e.looks import table
from tests.e2e.serving import DESKTOP, PHONE, browsers, free_port
from tests.e2e.steps import EVENT
from tests.e2e.ways import DEMO, NOT_FOUND, Way
from tests.e2e.worlds import SPOILED, Site, served_world

pytestmark = [pytest.mark.e2e, pytest.mark.demo(published=True)]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
"""What differs between day and night; the rest of a page is the same."""
# It comes to the page with the first look, and takes as long to come as to look.
AXE, AXE_THERE = Axe(), Axe("0")
# By night on a phone, by day at a desk: each size and each set of colours, at half the time.
LOOKS: list[tuple[ViewportSize, Literal["light", "dark"]]] = [(PHONE, "dark"), (DESKTOP, "light")]
SUBMIT = """([path, values]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = path;
    for (const [name, value] of Object.entries(values)) {
        const field = document.createElement("input");
        [field.type, field.name, field.value] = ["hidden", name, value];
        form.append(field);
    }
    document.body.append(form);
    form.submit();
}"""
"""Send a form as a page of ours would, with what no page of ours would let somebody choose."""

IN_THE_DEMO = [(name, state, way) for (name, state), ways in DEMO.items() for way in ways]
IN_THE_WORLD = sorted(
    (look for look in table().looks() if look not in DEMO or look[1] == "empty"),
    key=lambda look: look[0] == "left",  # last, for then the attendee has left
)


@pytest.fixture(scope="module")
def page_of(chromium: Browser, demo: str) -> Iterator[Callable[..., Page]]:
    """Return a function that gives each person a browser of their own, signed in once."""
    pages: dict[str | None, Page] = {}
    with browsers(chromium, demo) as open_one:

        def find(who: str | None) -> Page:
            if who not in pages:
                pages[who] = open_one()
                if who:
                    steps.sign_in(pages[who], who)
            return pages[who]

        yield find


def _name(part: object) -> str:
    if isinstance(part, tuple):
        return "-".join(_name(one) for one in part)
    return getattr(part, "__name__", str(part).replace(EVENT, "").partition("@")[0])


@pytest.mark.parametrize(
    ("name", "state", "way"),
    [*IN_THE_DEMO, *(("", "not found", way) for way in NOT_FOUND)],
    ids=_name,
)
def test_a_page_of_the_demo_has_no_fault_that_can_be_measured(
    page_of: Callable[..., Page], name: str, state: str, way: Way
) -> None:
    who, where = way
    page = page_of(who)
    look(page, DESKTOP, "light")
    if callable(where):
        where(page)
    else:
        page.goto(where)
    assert faults(page) == []


@pytest.fixture(scope="module")
def site(
    fresh_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Serve the small world."""
    folder, port = tmp_path_factory.mktemp("world"), free_port()
    settings = Settings(
        base_url=f"http://localhost:{port}",
        secret=SECRET,
        database_url=fresh_database(),
        data_dir=folder / "var",
        mail_from="meet@meet.example.org",
        threads=4,
    )
    with served_world(settings, folder, port) as served:
        yield served


@pytest.fixture(scope="module")
def browser_of(chromium: Browser, site: Site) -> Iterator[Callable[[str], Page]]:
    """Return a function that gives each person of the world a browser of their own."""
    settings = site.world.settings
    pages: dict[str, Page] = {}
    with browsers(chromium, settings.base_url) as open_one:

        def find(who: str) -> Page:
            if who not in pages:
                pages[who] = open_one(phone=True, dark=True)
                if who in site.secrets:
                    cookie = (cookie_name(settings), site.secrets[who])
                    pages[who].context.add_cookies(
                        [{"name": cookie[0], "value": cookie[1], "url": settings.base_url}]
                    )
            return pages[who]

        yield find


@pytest.mark.parametrize(("name", "state"), IN_THE_WORLD)
def test_a_page_of_the_small_world_has_no_fault_that_can_be_measured(
    site: Site, browser_of: Callable[[str], Page], name: str, state: str
) -> None:
    who, path = site.at(name, state)
    page = browser_of(who)
    look(page, *LOOKS[0])
    if state == "refused":
        assert 400 <= submit(page, path, SPOILED.get(name, {})) < 500
    else:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200 or state == "error"
        assert urlsplit(page.url).path == urlsplit(path).path
    assert faults(page) == []


def submit(page: Page, path: str, values: Mapping[str, str]) -> int:
    """Send a form; return the status of the answer."""
    page.goto("/privacy")
    with page.expect_navigation() as answer:
        page.evaluate(SUBMIT, [path, dict(values)])
    return answer.value.status


def faults(page: Page) -> list[str]:
    """Return the faults of the page that is open: all of them once, those of colours twice."""
    found = []
    ways = ((AXE, RULES), (AXE_THERE, COLOURS))
    for (size, colours), (axe, rules) in zip(LOOKS, ways, strict=True):
        look(page, size, colours)
        steps.fits(page)
        found += [
            f"{size['width']} px, {colours}: {one['id']}: {one['help']}: {node['target']}"
            for one in axe.run(page, options=rules).response["violations"]
            for node in one["nodes"]
        ]
    return found


def look(page: Page, size: ViewportSize, colours: Literal["light", "dark"]) -> None:
    """Look at the page on a screen of a size, in the light or in the dark."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
