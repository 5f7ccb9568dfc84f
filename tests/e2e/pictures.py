"""Pictures for the docs, taken from demos that are served for it: `make pictures`.

Each page of the console has one in `docs/organizers`; tests/eventnet/test_guide.py holds them, the
menu and the guide together.
"""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e import steps
from tests.e2e.demos import Demos
from tests.e2e.serving import ARGUMENTS, DESKTOP, browsers
from tests.e2e.steps import ADAEZE, AFTER, ELODIE, EVENT, FIONA, ORGANIZER, TOMAS
from tests.e2e.test_byhand_journey import note
from tests.e2e.test_day_journey import at_their_meeting, press
from tests.e2e.ways import a_draft, as_fiona_sees_it, one_question, one_role

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "organizers"
CONSOLE = f"{EVENT}/organize"
QUALITY = 70
TALLEST = 1_400
"""Of a page that is longer, its beginning is shown; in CSS pixels."""

Way = str | Callable[[Page], None]


def words_that_change(page: Page) -> None:
    """Look at what making several words one would do."""
    page.goto(f"{CONSOLE}/words")
    for box in page.locator("input[name=word]").all()[:2]:
        box.check()
    page.get_by_role("button", name="Make the ticked words one").click()


def one_change(page: Page) -> None:
    """Do it, and look at what was changed."""
    page.get_by_role("button", name="Do it").click()
    page.goto(f"{CONSOLE}/changes")


def a_reminder(page: Page) -> None:
    """Look at whom a reminder would touch."""
    page.goto(f"{CONSOLE}/people/deed?do=remind&whom=all")


def somebody(page: Page) -> None:
    """Open what is known of one attendee."""
    page.goto(f"{CONSOLE}/people?q={FIONA}")
    page.locator(".table tbody a").first.click()


def their_paper(page: Page) -> None:
    """Open somebody's schedule for paper, and to be read out."""
    somebody(page)
    page.goto(f"{page.url}/paper")


def one_waits(page: Page) -> None:
    """Join an event whose places are taken, and look at the line."""
    page.goto(f"{CONSOLE}/waiting")
    page.get_by_label("How many people may come").fill("300")
    page.get_by_role("button", name="Save").click()
    page.goto(f"{CONSOLE}/joining")
    page.get_by_role("button", name="Make a link").click()
    page.locator(".copied a").click()
    page.get_by_label("Your name").fill("Benedita Sal")
    page.get_by_role("button", name="Go on the waiting list").click()
    page.goto(f"{CONSOLE}/waiting")


def one_team(page: Page) -> None:
    """Open an exhibitor team."""
    page.goto(f"{CONSOLE}/teams")
    page.locator(".table tbody a").first.click()


def late(page: Page) -> None:
    """Look at meetings for somebody who came late, or has few."""
    page.goto(f"{CONSOLE}/people?q={ADAEZE}")
    page.locator(".table tbody a").first.click()
    page.goto(f"{page.url}/meetings")


def three_what_ifs(page: Page) -> None:
    """Ask what three other set-ups would give."""
    for name, field, value in (
        ("Four tables more", "Tables in each slot", "+4"),
        ("Shorter days", "Slots at the end of the day", "-3"),
        ("At most four each", "Nobody has more than", "4"),
    ):
        page.goto(f"{CONSOLE}/what-if/new")
        page.get_by_label(field).fill(value)
        page.get_by_label("What to call it").fill(name)
        page.get_by_role("button", name="See what it gives").click()
    expect(page.locator("[data-run]")).to_have_count(0, timeout=120_000)


def two_rules(page: Page) -> None:
    """Pin two, and keep two apart."""
    note(page, FIONA, ADAEZE, "Bring them together")
    note(page, TOMAS, ELODIE, "Keep them apart")


def what_changes(page: Page) -> None:
    """Look up what a draft changes for each person."""
    page.get_by_role("link", name="by name").click()


def plan(page: Page) -> None:
    """Open the draft as a grid."""
    page.go_back()
    page.get_by_role("link", name="See the plan, and change it by hand").click()


def one_meeting(page: Page) -> None:
    """Open a meeting of the draft."""
    page.locator(".plan-card").first.click()
    page.get_by_role("heading", name="Move it, or take it out").wait_for()


def published(page: Page) -> None:
    """Publish the draft, which can still be undone."""
    page.goto(f"{CONSOLE}/runs")
    page.locator(".table tbody a").first.click()
    steps.publish(page, tell=False)


BEFORE: Mapping[str, Way] = {
    "organize": CONSOLE,
    "details": f"{CONSOLE}/details",
    "look": f"{CONSOLE}/look",
    "phase": f"{CONSOLE}/phase",
    "grid": f"{CONSOLE}/grid",
    "room": f"{CONSOLE}/room",
    "roles": f"{CONSOLE}/roles",
    "role": one_role,
    "event-questions": f"{CONSOLE}/questions",
    "event-question": one_question,
    "programme-source": f"{CONSOLE}/programme",
    "words": words_that_change,
    "changes": one_change,
    "roll": f"{CONSOLE}/people",
    "roll-deed": a_reminder,
    "roll-person": somebody,
    "print": f"{CONSOLE}/people/print",
    "imports": f"{CONSOLE}/imports",
    "invite": f"{CONSOLE}/invite",
    "last-time": f"{CONSOLE}/last-time",
    "joining": f"{CONSOLE}/joining",
    "exhibitors": f"{CONSOLE}/teams",
    "exhibitors-team": one_team,
    "reports": f"{CONSOLE}/reports",
    "what-if": three_what_ifs,
    "hand-rules": two_rules,
    "run": a_draft,
    "run-people": what_changes,
    "draft": plan,
    "draft-meeting": one_meeting,
    "publication": published,
    "runs": f"{CONSOLE}/runs",
    "learned": f"{CONSOLE}/learned",
    "late": late,
    "paper": their_paper,
    "as-they-see": as_fiona_sees_it,
    "team": f"{CONSOLE}/team",
    "trail": f"{CONSOLE}/trail",
    "waiting-list": one_waits,
    "archive": f"{CONSOLE}/archive",
}
"""Pages of the console weeks before the event, each in turn."""


def announced(page: Page) -> None:
    """See whom an announcement reaches."""
    page.goto(f"{CONSOLE}/announcements")
    page.get_by_label("Words").fill("Lunch is upstairs, through the glass door.")
    page.get_by_role("button", name="See whom it reaches").click()


def checked_in(page: Page) -> None:
    """Let somebody in."""
    page.goto(f"{CONSOLE}/door")
    page.get_by_label("Name, e-mail, ticket or code").fill(FIONA)
    page.keyboard.press("Enter")
    expect(page.locator("#door-result")).to_contain_text("Checked in at")


def repair(page: Page) -> None:
    """See what a repair would do."""
    page.goto(f"{CONSOLE}/day")
    page.get_by_role("link", name="What would it do?").click()


THAT_DAY: Mapping[str, Way] = {
    "organize-day": f"{CONSOLE}/day",
    "board-outlook": repair,
    "board-wall": f"{CONSOLE}/day/wall",
    "announcements": announced,
    "door": checked_in,
}
"""Pages of the console while the event is under way."""


AFTERWARDS: Mapping[str, Way] = {
    "afterwards": f"{CONSOLE}/afterwards",
    "event-map": f"{EVENT}/map",
}
"""Pages of the console two days after the event."""


def main() -> None:
    """Take the pictures that the README and the guide show."""
    GUIDE.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*ARGUMENTS, "--no-sandbox"]
        )
        demos = Demos(Path(folder), browser)
        before(demos, Path(folder) / "before")
        that_day(demos, Path(folder) / "day")
        after(demos, Path(folder) / "after")
        browser.close()


def before(demos: Demos, folder: Path) -> None:
    """Take those of the weeks before, and of the event's public page."""
    demos.fill(folder)
    with demos.serve(folder) as address, browsers(demos.chromium, address) as open_one:
        public = open_one()
        public.goto(EVENT)
        public.wait_for_load_state("networkidle")
        public.screenshot(path=DOCS / "images" / "event.png")
        page = open_one()
        steps.sign_in(page, ORGANIZER)
        take_all(page, BEFORE)


def that_day(demos: Demos, folder: Path) -> None:
    """Take those of the day, three minutes after a meeting began to which one of two came."""
    demos.fill(folder)
    with (
        at_their_meeting(demos, folder) as address,
        browsers(demos.chromium, address) as open_one,
    ):
        fiona, adaeze, page = open_one(), open_one(), open_one()
        for one, email in ((fiona, FIONA), (adaeze, ADAEZE), (page, ORGANIZER)):
            steps.sign_in(one, email)
        press(fiona, "I'm at the table")
        press(adaeze, "Tell me if somebody becomes free")
        take_all(page, THAT_DAY)


def after(demos: Demos, folder: Path) -> None:
    """Take those of the days after, when people have said how their meetings went."""
    demos.fill(folder)
    with demos.serve(folder, now=AFTER) as address, browsers(demos.chromium, address) as open_one:
        page = open_one()
        steps.sign_in(page, ORGANIZER)
        take_all(page, AFTERWARDS)


def take_all(page: Page, pictures: Mapping[str, Way]) -> None:
    """Go each way, and keep what stands at its end."""
    for name, way in pictures.items():
        if isinstance(way, str):
            page.goto(way)
        else:
            way(page)
        page.wait_for_load_state()
        page.wait_for_timeout(300)
        height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
        shot = page.screenshot(
            full_page=True,
            clip={"x": 0, "y": 0, "width": DESKTOP["width"], "height": height},
            animations="disabled",
        )
        Image.open(BytesIO(shot)).save(GUIDE / f"{name}.webp", quality=QUALITY, method=6)


if __name__ == "__main__":
    main()
