"""A phone at the demo: what a first visit loads, and how long each tap waits for its answer.

    python -m benchmarks taps [--times 5] [--browser chromium]

Serves a demo, publishes a schedule, and drives a real browser of a phone's size. The wait runs,
in the browser's own clock, from the tap to the first picture that has the answer in it.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e import steps
from tests.e2e.serving import ARGUMENTS, PHONE, environment, free_port, served
from tests.e2e.steps import ADAEZE, ELODIE, EVENT, ORGANIZER

MOST_MILLISECONDS, MOST_BYTES = 200, 150_000
"""No tap should wait longer, no first page weigh more."""
MOST_LOOKS = 500

STOPWATCH = """
const now = () => performance.timeOrigin + performance.now();
const start = () => sessionStorage.setItem("tap", now());
const stop = () => requestAnimationFrame(() => setTimeout(() => {
  const tap = Number(sessionStorage.getItem("tap"));
  if (!tap) return;
  sessionStorage.removeItem("tap");
  const taken = JSON.parse(sessionStorage.getItem("taken") ?? "[]");
  sessionStorage.setItem("taken", JSON.stringify([...taken, now() - tap]));
}));
for (const kind of ["click", "change", "input"]) addEventListener(kind, start, true);
document.addEventListener("htmx:after:swap", stop);
document.addEventListener("DOMContentLoaded", stop);
"""


def want_the_first(page: Page) -> None:
    """Want to meet the first of ten people."""
    name = page.locator(".person-card .person-name").first.inner_text()
    page.locator(".person-card").first.get_by_role("button", name="Want to meet").click()
    expect(page.locator(".said")).to_contain_text(name)


def undo(page: Page) -> None:
    """Take back what was said last."""
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)


def search(page: Page) -> None:
    """Type a word; the list follows."""
    before = page.locator("#results").inner_text()
    page.get_by_label("Name, firm, or what they do").fill("procurement")
    expect(page.locator("#results")).not_to_have_text(before, use_inner_text=True)


def narrow(page: Page) -> None:
    """Choose a role, behind the fold of a phone."""
    page.locator(".directory summary").first.click()
    with page.expect_response(lambda answer: "role=" in answer.url):
        page.get_by_label("Here as").select_option(index=1)


def bookmark(page: Page) -> None:
    """Mark the first person of the list, or take the mark off."""
    mark = page.locator("#results .bookmark button, #results button", has_text="Bookmark").first
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        mark.click()


def a_person(page: Page) -> None:
    """Open the first person of the list."""
    page.locator("#results .person-name a").first.click()
    page.wait_for_url("**/people/*")


def a_meeting(page: Page) -> None:
    """Open the first meeting of one's days."""
    page.locator(".ribbon .person-name a, .meeting .person-name a").first.click()
    page.wait_for_url("**/meetings/*")


def star(page: Page) -> None:
    """Star the first session, or take the star off."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator(".session").get_by_role("button").first.click()


def write(page: Page) -> None:
    """Send a message."""
    page.get_by_label("Your message").fill("Where do you sit?")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name="Send").click()


def a_conversation(page: Page) -> None:
    """Open the first conversation."""
    page.locator(".talk-row a").first.click()
    page.wait_for_url("**/messages/*")


TAPS: dict[str, tuple[str, str, Callable[[Page], None]]] = {
    "want to meet somebody": (ADAEZE, "recommended", want_the_first),
    "undo": (ADAEZE, "", undo),
    "type into the search": (ADAEZE, "people", search),
    "narrow the list": (ADAEZE, "people", narrow),
    "bookmark somebody": (ADAEZE, "people", bookmark),
    "open a person": (ADAEZE, "people", a_person),
    "open a meeting": (ADAEZE, "schedule", a_meeting),
    "star a session": (ADAEZE, "programme", star),
    "open a conversation": (ELODIE, "messages", a_conversation),
    "send a message": (ELODIE, "", write),
}
"""What is tapped: by whom, and on which page of the event; the one before where none is named."""

VISITS = {"the event": "", "sign-in": "/sign-in"}
"""What somebody sees first who was never here."""
AT_HOME = {"ten people": "recommended", "the people": "people", "my days": "schedule"}
"""Pages that weigh most, loaded with nothing in the browser's store."""


@contextmanager
def phones(browser: Browser, address: str) -> Iterator[Callable[[], Page]]:
    """Yield a function that opens a fresh phone with a stopwatch."""
    contexts = []

    def open_one() -> Page:
        context = browser.new_context(base_url=address, viewport=PHONE, locale="en-GB")
        context.add_init_script(f"(() => {{ {STOPWATCH} }})()")
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


def weigh(page: Page, path: str) -> tuple[int, int]:
    """Return the bytes that come over the line for a page that was never seen, and the files."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    taken: list[float] = []
    line.on("Network.loadingFinished", lambda event: taken.append(event["encodedDataLength"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    line.detach()
    return int(sum(taken)), len(taken)


def time_taps(page: Page, path: str, tap: Callable[[Page], None]) -> float:
    """Return the milliseconds that one tap waits."""
    if path:
        page.goto(f"{EVENT}/{path}")
        page.wait_for_load_state("load")
    page.evaluate("sessionStorage.removeItem('taken')")
    tap(page)
    for _try in range(MOST_LOOKS):
        taken: list[float] = json.loads(page.evaluate("sessionStorage.getItem('taken') ?? '[]'"))
        if taken:
            return taken[0]
        page.wait_for_timeout(20)
    raise AssertionError(f"nothing answered on {page.url}")


def main() -> int:
    """Weigh the pages, time the taps, and print both; 1 if something is over its limit."""
    parser = argparse.ArgumentParser(prog="benchmarks taps", description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--browser", default="chromium")
    given = parser.parse_args()
    path = shutil.which(given.browser)
    if path is None:
        parser.error(f"there is no {given.browser} on this machine; Debian's package has it")
    port = free_port()
    address = f"http://localhost:{port}"
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with (
        tempfile.TemporaryDirectory() as name,
        served(["demo", "--port", str(port)], address, environment(Path(name)), Path(name, "log")),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *sandbox])
        with phones(browser, address) as open_one:
            return measure(open_one, given.times)


def measure(open_one: Callable[[], Page], times: int) -> int:
    """Do all of it on a demo with a schedule; return 1 if something is over its limit."""
    office = open_one()
    steps.sign_in(office, ORGANIZER)
    steps.start_run(office)
    steps.wait_for_draft(office)
    steps.publish(office)
    people = {who: open_one() for who in (ADAEZE, ELODIE)}
    over = False
    for name, path in VISITS.items():
        over |= _print_weight(name, *weigh(open_one(), path or EVENT))
    for who, page in people.items():
        steps.sign_in(page, who)
    for name, path in AT_HOME.items():
        over |= _print_weight(name, *weigh(people[ADAEZE], f"{EVENT}/{path}"))
    print()
    waits: dict[str, list[float]] = {name: [] for name in TAPS}
    for _time in range(times + 1):
        for name, (who, path, tap) in TAPS.items():
            waits[name].append(time_taps(people[who], path, tap))
    for name, (_cold, *taken) in waits.items():
        median = statistics.median(taken)
        over |= median > MOST_MILLISECONDS
        print(f"{name:24} median {median:5.0f} ms   slowest {max(taken):5.0f} ms")
    print(f"limits: {MOST_BYTES // 1000} kB, {MOST_MILLISECONDS} ms{'; OVER' if over else ''}")
    return int(over)


def _print_weight(name: str, weight: int, files: int) -> bool:
    print(f"{name:24} {weight / 1000:6.0f} kB in {files} files", flush=True)
    return weight > MOST_BYTES


if __name__ == "__main__":
    raise SystemExit(main())
