"""Somebody installs eventnet for real: from an empty folder to a published schedule."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import steps
from tests.e2e.serving import browsers, environment, free_port, served
from tests.eventnet.mail.sink import Sink, smtp_sink

pytestmark = pytest.mark.e2e

ME = "me@example.org"
ATTENDEE = "florian.schurmann@wiederbau.example"
EVENT = "/e/first-meeting"
ROWS_AT_FIRST = 80
EXPORT = files("eventnet.demo") / "tickets-pretix.csv"
MAIL_SECONDS = 20


class Installation:
    """An installation in a folder: its commands, and the mail that leaves it."""

    def __init__(self, folder: Path, sink: Sink, smtp_port: int) -> None:
        self.folder, self.sink, self.port = folder, sink, free_port()
        self.address = f"http://localhost:{self.port}"
        self.environment = environment(
            folder,
            EVENTNET_SECRET="a secret that is long enough for this one test",
            EVENTNET_BASE_URL=self.address,
            EVENTNET_SMTP_HOST="127.0.0.1",
            EVENTNET_SMTP_PORT=str(smtp_port),
            EVENTNET_MAIL_FROM="meet@example.org",
        )

    def command(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of eventnet; return what it said and its status."""
        return subprocess.run(
            [sys.executable, "-m", "eventnet", *arguments],
            env=self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )

    def mail_to(self, email: str, about: str) -> EmailMessage:
        """Return a mail that has left for an address, once it has."""
        until = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < until:
            came = [
                message
                for message in self.sink.messages
                if str(message["To"]) == email and about in str(message["Subject"])
            ]
            if came:
                return came[-1]
            time.sleep(0.1)
        raise AssertionError(f"no mail about {about!r} left for {email}")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with smtp_sink() as (sink, port):
        yield Installation(tmp_path_factory.mktemp("installation"), sink, port)


def test_an_operator_sets_up_everything_from_an_empty_folder(
    installation: Installation, chromium: Browser
) -> None:
    said = installation.command("init", ME)
    assert said.returncode == 0, said.stderr
    link = re.search(r"http://\S+", said.stdout)
    assert link is not None, said.stdout
    with (
        served(
            ["serve", "--port", str(installation.port)],
            installation.address,
            installation.environment,
            installation.folder / "log",
        ),
        browsers(chromium, installation.address) as open_browser,
    ):
        operator = open_browser()
        come_in(operator, link.group())
        make_a_community(operator)
        make_an_event(operator)
        add_slots(operator)
        bring_people_in(operator, installation)
        open_the_event(operator)
        match_from_the_command_line(installation)
        attendee = open_browser(phone=True)
        sign_in_by_mail(attendee, installation)
        expect(attendee.locator(".meeting .person-name").first).to_be_visible()


def come_in(page: Page, link: str) -> None:
    """Sign in with the link that was printed; over http the cookie has a plain name."""
    page.goto(link)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Communities")).to_be_visible()
    names = [cookie["name"] for cookie in page.context.cookies()]
    assert names
    assert not any(name.startswith("__Host-") for name in names)


def make_a_community(page: Page) -> None:
    """Fill in the form that the link leads to."""
    page.locator("#name").fill("First Community")
    page.locator("#slug").fill("first")
    page.get_by_role("button", name="Make the community").click()
    expect(page.get_by_text("You are its first steward.").first).to_be_visible()


def make_an_event(page: Page) -> None:
    """Follow the community's button, and give six answers."""
    page.get_by_role("link", name="Make an event").click()
    page.locator("#name").fill("First Meeting")
    page.locator("#starts_on").fill("2031-03-29")
    page.locator("#ends_on").fill("2031-03-30")
    page.locator("#city").fill("Lisbon")
    page.locator("#time_zone").fill("Europe/Lisbon")
    page.get_by_role("button", name="Make the event").click()
    page.wait_for_url(f"**{EVENT}/organize")
    expect(page.get_by_role("heading", name="The road")).to_be_visible()


def add_slots(page: Page) -> None:
    """Follow the road to the grid, and describe a day."""
    page.get_by_role("link", name="Set the slots and tables").first.click()
    page.get_by_label("The first meeting begins at").fill("09:30")
    page.get_by_label("The last one ends by").fill("16:30")
    page.locator("#tables").fill("40")
    page.get_by_role("button", name="Add these slots").click()
    expect(page.locator(".slots")).to_have_count(2)


def bring_people_in(page: Page, installation: Installation) -> None:
    """Import the beginning of an export on screen, then all of it from the command line."""
    lines = EXPORT.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    steps.upload(page, "early.csv", "".join(lines[: ROWS_AT_FIRST + 1]), event=EVENT)
    steps.take_what_is_shown(page)
    with_all = installation.command("import", "first-meeting", str(EXPORT))
    assert with_all.returncode == 2, with_all.stderr
    assert re.search(r"^\d+ people came in", with_all.stdout, re.MULTILINE), with_all.stdout
    assert len(re.findall(r"^Row \d+", with_all.stdout, re.MULTILINE)) == 3


def open_the_event(page: Page) -> None:
    """Open it by hand, and match those too who have not said how."""
    page.goto(f"{EVENT}/organize/phase")
    page.locator("label[for^=phase]", has_text=re.compile("^Open$")).click()
    page.locator("label[for=ask_unchosen]").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".notice-good")).to_be_visible()
    page.goto(f"{EVENT}/organize")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def match_from_the_command_line(installation: Installation) -> None:
    """Compute a schedule in a shell beside the server, and publish it."""
    said = installation.command("match", "first-meeting", "--seconds", "5", "--publish")
    assert said.returncode == 0, said.stderr
    assert re.search(r"Published: \d+ meetings", said.stdout), said.stdout


def sign_in_by_mail(page: Page, installation: Installation) -> None:
    """Ask for a link on the event's page, and follow the one in the mail to one's days."""
    page.goto(f"{EVENT}/schedule")
    page.get_by_label("Your e-mail address").fill(ATTENDEE)
    page.get_by_role("button", name="Mail me a link").click()
    letter = installation.mail_to(ATTENDEE, "link to sign in")
    body = letter.get_body(("plain",))
    assert body is not None
    link = re.search(r"http://\S+/sign-in/link/\S+", body.get_content())
    assert link is not None
    page.goto(link.group())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{EVENT}/schedule")
