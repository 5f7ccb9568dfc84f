"""From an invitation to ten people in three screens: with a thumb, at a desk, without scripts."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT

pytestmark = pytest.mark.e2e

KILOBYTE = 1024
FIRST_PAGE = 150 * KILOBYTE
PHONE_WIDE = 390
PHONE, DESK, PLAIN, IDLE = (
    f"{who}.wegener@gruenbau.example" for who in ("pia", "dora", "nora", "ida")
)
TICKETS = f"""\
Name,E-mail,Company,Ticket type
Pia Wegener,{PHONE},Grünbau,Attendee
Dora Wegener,{DESK},Grünbau,Attendee
Nora Wegener,{PLAIN},Grünbau,Attendee
Ida Wegener,{IDLE},Grünbau,Attendee
"""


@pytest.fixture(scope="module")
def invited() -> list[str]:
    """Remember whether the four were invited already."""
    return []


@pytest.fixture
def invitations(open_browser: Open, invited: list[str]) -> None:
    """Bring four people in and write to them, once for all journeys."""
    if invited:
        return
    page = open_browser()
    steps.sign_in(page, steps.ORGANIZER)
    steps.upload(page, "late tickets.csv", TICKETS)
    steps.name_the_columns(page)
    steps.take_what_is_shown(page)
    steps.write_to_those_new(page)
    invited.append("yes")


def invitation(page: Page, email: str) -> str:
    """Return where the mail to somebody leads."""
    steps.open_mail(page, email, "Estuary 2027")
    return str(page.locator('pre.letter a[href*="/sign-in/"]').first.get_attribute("href"))


@contextmanager
def transferred(page: Page) -> Iterator[list[int]]:
    """Count the bytes of everything that comes meanwhile, as the network carries them."""
    sizes: list[int] = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    yield sizes
    page.wait_for_load_state("networkidle")
    network.detach()


@pytest.mark.usefixtures("invitations")
@pytest.mark.parametrize(
    ("email", "phone", "scripts"), [(PHONE, True, True), (DESK, False, True), (PLAIN, True, False)]
)
def test_an_invitation_leads_to_ten_people_in_three_screens(
    open_browser: Open, email: str, phone: bool, scripts: bool
) -> None:
    page = open_browser(phone=phone, scripts=scripts)
    page.goto(invitation(page, email))
    page.get_by_role("button", name="Sign in", exact=True).click()
    confirm_the_ticket(page)
    tap_what_one_offers(page)
    go_back_and_forth(page)
    tap_what_one_looks_for(page)
    say_something_of_one(page)
    give_one_more_answer(page)


def confirm_the_ticket(page: Page) -> None:
    """Find what the ticket said, add a line, and choose how to be planned and seen."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this right?")
    expect(page.get_by_label("Organisation")).to_have_value("Grünbau")
    steps.fits(page)
    page.get_by_label("What you do, in one line").fill("Greens roofs")
    steps.choose(page, "Ask me")
    steps.choose(page, "Everyone who attends with me")
    page.get_by_role("button", name="That is right, go on").click()


def tap_what_one_offers(page: Page) -> None:
    """Tap a word of the community, and type one that nobody has said."""
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you offer?")
    steps.wait_for_scripts(page)
    steps.fits(page)
    page.get_by_label("Pilot sites").check()
    page.locator(".question input[type=text]").fill("Moss and sedum")
    page.get_by_role("button", name="Save, and go on").click()
    expect(page.locator(".brought")).to_contain_text("people here look for what you offer.")


def go_back_and_forth(page: Page) -> None:
    """Go back, find both words chosen, and go on."""
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".tap-word :checked")).to_have_count(2)
    expect(page.get_by_label("Moss and sedum")).to_be_checked()
    page.get_by_role("button", name="Save, and go on").click()


def tap_what_one_looks_for(page: Page) -> None:
    """Save without a word, which is asked for; then with the keyboard, one that others offer."""
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you look for?")
    page.get_by_role("button", name="Save, and see ten people").click()
    expect(page.locator(".error-summary")).to_contain_text("tap a word or type one")
    steps.fits(page)
    page.get_by_label("Leak detection").press("Space")
    expect(page.get_by_label("Leak detection")).to_be_checked()
    page.get_by_role("button", name="Save, and see ten people").click()


def say_something_of_one(page: Page) -> None:
    """See ten people, the first of them for a reason; want to meet that one."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Ten people for you")
    expect(page.locator(".person-card")).to_have_count(10)
    first = page.locator(".person-card").first
    expect(first.locator(".reason").first).to_be_visible()
    steps.fits(page)
    name = first.locator(".person-name").inner_text()
    first.get_by_role("button", name="Want to meet").click()
    expect(page.locator(".said")).to_contain_text(f"You want to meet: {name}")


def give_one_more_answer(page: Page) -> None:
    """Read what the next answer is worth, and give it; then leave, and come back to the next."""
    expect(page.locator(".one-more")).to_contain_text("people here say what interests them.")
    page.get_by_role("link", name="Give one more answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What are you interested in?")
    steps.wait_for_scripts(page)
    page.get_by_label("Water reuse").check()
    page.get_by_role("button", name="Save, and the next question").click()
    asked = page.get_by_role("heading", level=1).inner_text()
    assert asked != "What are you interested in?"
    page.goto("/")
    page.goto(f"{EVENT}/next")
    expect(page.get_by_role("heading", level=1)).to_have_text(asked)
    steps.fits(page)


@pytest.mark.usefixtures("invitations")
def test_who_skips_everything_sees_ten_people_in_few_bytes(open_browser: Open) -> None:
    address = invitation(open_browser(), IDLE)
    page = open_browser(phone=True)
    with transferred(page) as sizes:
        page.goto(address)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Is this right?")
    assert 0 < sum(sizes) < FIRST_PAGE
    for after in ("What do you offer?", "What do you look for?", "Ten people for you"):
        page.get_by_role("button", name="Skip this").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(after)
    expect(page.locator(".person-card")).to_have_count(10)
    words = page.locator(".person-card .person-words").first.bounding_box()
    assert words is not None
    assert words["width"] > PHONE_WIDE / 2, "what stands below the face leaves a name no room"
    expect(page.locator(".one-more")).to_contain_text("Until you choose, no meetings are planned")
    page.goto("/")
    page.get_by_role("link", name="Begin with three short pages").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("May we plan meetings for you?")
