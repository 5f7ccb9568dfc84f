"""What people do, as steps that journeys are made of."""

import re

from playwright.sync_api import Locator, Page, expect

SLUG = "estuary-2027"
EVENT = f"/e/{SLUG}"
ORGANIZER = "organizer@estuary.example"
AT_THE_DOOR = "benta.doca@estuary.example"
FOR_MATCHING = "marisol.vela@estuary.example"
FIONA = "fiona.hathersage@plainpermit.example"
TOMAS = "tomas.barroca@escuta.example"
ADAEZE = "adaeze.okonjo@lightstreet.example"
ELODIE = "elodie.guerin@montesanto.example"
FLORIAN = "florian.reimers@lindenhafen.example"
OPERATOR = "operator@estuary.example"
AFTER = "2027-05-14T10:30"
"""Two days after the last day of the demo's conference, by its clocks."""
TICKET_ONLY = "bram.kuipers@deltaschool.example"

# The first run on a machine waits until the engine is compiled.
RUN_MILLISECONDS = 90_000
MAIL_TRIES = 60

# What somebody types to answer each question, by the question's heading; and what they tap.
ANSWERS = {
    "What do you offer?": "Nine pumps",
    "What do you look for?": "",
    "What do you do, in one line?": "Looks after the pumps of a small town",
    "What are you interested in?": "Water reuse, Heat pumps, Open data",
    "A few sentences about you?": "Our town has nine pumps and one person who knows them: me.",
    "For whom do you work?": "Stadtwerke Niederau",
}
OF_THE_EVENT = "Questions of this event"
TAPPED = {
    "What do you offer?": ["Pilot sites", "Geodata"],
    "What do you look for?": ["Public procurement", "Leak detection"],
}


def sign_in(page: Page, email: str) -> None:
    """Sign in as people do: ask for a link, open the mail, press its button."""
    before = latest_mail(page, email, "link to sign in")
    page.goto("/sign-in")
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Mail me a link").click()
    page.get_by_role("link", name="Open the mailbox").click()
    open_mail(page, email, "link to sign in", unlike=before)
    follow(page, "/sign-in/link/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(account_of(page, email)).to_have_count(1)


def account_of(page: Page, email: str) -> Locator:
    """Return the place in the masthead that says who is signed in."""
    return page.locator(".masthead-who", has_text=email)


def latest_mail(page: Page, email: str, about: str = "") -> str | None:
    """Return where the demo's mailbox has the latest mail to an address, if there is one."""
    page.goto(f"/mailbox?to={email}")
    mails = page.locator(".mail-subject", has_text=re.compile(about))
    return mails.first.get_attribute("href") if mails.count() else None


def open_mail(page: Page, email: str, about: str = "", unlike: str | None = None) -> None:
    """Open the latest mail to an address, once there is another than one that was there before."""
    for _try in range(MAIL_TRIES):
        mail = latest_mail(page, email, about)
        if mail not in {None, unlike}:
            page.goto(str(mail))
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"no mail came to {email}")


def follow(page: Page, path: str) -> str:
    """Follow the first link of the open mail that has this in its path; return its address."""
    link = page.locator(f'pre.letter a[href*="{path}"]').first
    address = str(link.get_attribute("href"))
    link.click()
    return address


def wait_for_scripts(page: Page) -> None:
    """Wait until a new page's scripts have run: they put other fields in the place of some."""
    page.wait_for_load_state("domcontentloaded")


def menu(page: Page, label: str) -> None:
    """Go where the masthead leads; on a phone its menu is opened first."""
    wait_for_scripts(page)
    button = page.locator(".menu-button")
    if button.is_visible() and button.get_attribute("aria-expanded") == "false":
        button.click()
    page.locator(".masthead nav").get_by_role("link", name=label, exact=True).click()


def open_filters(page: Page) -> None:
    """Show the ways to narrow the list of people, which are folded on a phone."""
    fold = page.locator(".filters summary")
    if fold.is_visible():
        fold.click()


def confirm(page: Page, label: str, verb: str) -> None:
    """Do what asks back first."""
    page.locator("summary", has_text=label).click()
    page.get_by_role("button", name=verb, exact=True).click()


def choose(page: Page, words: str) -> None:
    """Choose one of several answers, by tapping its words."""
    page.locator("label", has_text=words).click()
    expect(page.get_by_label(words)).to_be_checked()


def upload(page: Page, name: str, table: str, event: str = EVENT) -> None:
    """Show an organizer what a file of tickets would change."""
    page.goto(f"{event}/organize/imports")
    page.get_by_label("The exported file").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name="Show what it would change").click()


def see_the_columns(page: Page) -> None:
    """Look at the columns of a spreadsheet. If an earlier one had the same, nobody is asked."""
    asked = page.get_by_role("heading", name="Which column holds what?")
    anew = page.get_by_role("link", name="Choose the columns anew")
    asked.or_(anew).wait_for()
    if anew.is_visible():
        anew.click()
    asked.wait_for()


def name_the_columns(page: Page) -> None:
    """Go on from the columns of a spreadsheet, which were guessed right."""
    see_the_columns(page)
    page.get_by_role("button", name="Show what it would change").click()


def take_what_is_shown(page: Page) -> None:
    """Bring in everybody whom the difference names."""
    page.get_by_role("button", name=re.compile(r"^Bring \d+ (person|people) in")).click()
    expect(page.get_by_text(re.compile(r"\d+ (person|people) came in")).first).to_be_visible()


def write_to_those_new(page: Page) -> None:
    """Invite everybody who was not invited yet, and wait until the mails are written."""
    page.goto(f"{EVENT}/organize/invite")
    page.get_by_role("button", name=re.compile(r"^Invite \d+ pe")).click()
    expect(page.locator("#work")).to_have_count(0, timeout=30_000)


def arrive(page: Page) -> list[str]:
    """Go through the three screens, to ten people; return what they asked."""
    asked: list[str] = []
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{EVENT}/next")
    while (question := heading.inner_text()) != "Ten people for you":
        asked.append(question)
        wait_for_scripts(page)
        _answer(page, question)
        page.locator(".question button[type=submit]").click()
        expect(heading).not_to_have_text(question)
    return asked


def answer_questions(page: Page) -> list[str]:
    """Answer one question after the other, skipping the photo; return which were asked."""
    asked: list[str] = []
    heading = page.get_by_role("heading", level=1)
    page.goto(f"{EVENT}/next")
    while (question := heading.inner_text()) != "That is all we ask":
        asked.append(question)
        wait_for_scripts(page)
        if question in {"A photo?", OF_THE_EVENT}:
            page.get_by_role("button", name="Skip this").click()
        else:
            _answer(page, question)
            page.get_by_role("button", name="Save, and the next question").click()
        expect(heading).not_to_have_text(question)
    return asked


def _answer(page: Page, question: str) -> None:
    if question == "Is this right?":
        choose(page, "Book me")
        choose(page, "Everyone who attends with me")
        return
    if question in TAPPED:
        for word in TAPPED[question]:
            page.get_by_label(word).check()
    field = page.locator(".question :is(input[type=text], textarea)")
    field.fill(ANSWERS[question])


def start_run(page: Page) -> None:
    """Start a short run on the organizer's page."""
    page.goto(f"{EVENT}/organize/runs")
    choose(page, "Quick: up to 5 seconds")
    page.get_by_role("button", name="Start the run").click()


def wait_for_draft(page: Page) -> None:
    """Wait until a run has ended and shows what publishing it would change."""
    expect(page.get_by_role("heading", name="What publishing changes")).to_be_visible(
        timeout=RUN_MILLISECONDS
    )


def publish(page: Page, *, tell: bool = True) -> None:
    """Publish the draft that the page shows, and let people hear of it at once."""
    confirm(page, "Publish this schedule", "Publish now")
    expect(page.get_by_text("This is everybody's schedule now")).to_be_visible()
    if tell:
        confirm(page, "Tell people now", "Tell them")
        expect(page.get_by_text("People are being told now.")).to_be_visible()


def publish_a_run(page: Page) -> None:
    """Sign in as the organizer, compute a schedule, and publish it."""
    sign_in(page, ORGANIZER)
    start_run(page)
    wait_for_draft(page)
    publish(page)


def fits(page: Page) -> None:
    """Check that nothing makes the page wider than its window."""
    page.wait_for_load_state()
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= inner, f"{page.url} is {wide} px wide in a window of {inner} px"
