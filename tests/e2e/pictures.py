"""Pictures for the docs, taken from the demo: `python -m tests.e2e.pictures ADDRESS`.

The demo must be served at ADDRESS (`make demo`).
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.e2e import steps
from tests.e2e.conftest import ARGUMENTS

PLACE = Path(__file__).parents[2] / "docs" / "images"


def main() -> None:
    """Take the pictures that README and docs show."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS, "--no-sandbox"]
        )
        context = browser.new_context(
            base_url=sys.argv[1], viewport={"width": 1280, "height": 860}, locale="en-GB"
        )
        take(context.new_page(), steps.EVENT, "event.png")
        browser.close()


def take(page: Page, path: str, name: str) -> None:
    """Save what a page shows first."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PLACE / name)


if __name__ == "__main__":
    main()
