"""A group, from opening it to leaving it: coming in, writing, finding, keeping order."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA
from tests.e2e.test_accessibility import faults

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

FLORIAN = "florian.reimers@lindenhafen.example"
GROUPS = "/c/estuary/groups"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_a_group_lives(open_browser: Open, phone: bool, scripts: bool) -> None:
    name = f"Ropes {phone} {scripts}"
    hers, his = (
        open_browser(phone=phone, scripts=scripts),
        open_browser(phone=phone, scripts=scripts),
    )
    steps.sign_in(hers, FIONA)
    steps.sign_in(his, FLORIAN)
    address = open_a_group(hers, name)
    looked_at(hers, scripts)
    ask_and_be_let_in(his, hers, name, address)
    thread = talk(hers, his, address, scripts)
    find(his, name, thread)
    report_and_hide(his, hers, address, thread)
    hers.goto(address)
    steps.confirm(hers, "Leave the group", f"Leave {name}")
    expect(hers.get_by_text("you are not in that group")).to_be_visible()
    his.goto(f"{address}/people")
    expect(his.locator(".person-row", has_text="Florian Reimers")).to_contain_text("Owner")


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def open_a_group(page: Page, name: str) -> str:
    """Open a group by request; return its address."""
    page.goto(GROUPS)
    page.get_by_label("What the group is called").fill(name)
    page.get_by_text("By request", exact=True).last.click()
    page.get_by_role("button", name="Open the group").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    return page.url


def ask_and_be_let_in(asking: Page, owner: Page, name: str, address: str) -> None:
    """Ask to come in, and say yes to it."""
    asking.goto(GROUPS)
    asking.get_by_role("link", name=name).click()
    asking.get_by_role("button", name="Ask to come in").click()
    expect(asking.get_by_text("A moderator lets you in, or not")).to_be_visible()
    owner.goto(f"{address}/people")
    owner.get_by_role("button", name="Let in").click()
    expect(owner.get_by_text("They are in.")).to_be_visible()
    looked_at(owner, scripts=False)


def talk(hers: Page, his: Page, address: str, scripts: bool) -> str:
    """Begin a discussion, answer with a quote, mean somebody, and react; return its address."""
    hers.goto(address)
    hers.get_by_label("Title").fill("Which rope holds?")
    hers.get_by_label("What you want to say").fill("The **blue** one, or\n\n- the grey one?")
    if scripts:
        mean_by_typing(hers, "@flor", "Florian Reimers")
    else:
        hers.get_by_label("Meant for").select_option("Florian Reimers")
    hers.get_by_role("button", name="Begin").click()
    expect(hers.locator(".post-words strong")).to_have_text("blue")
    thread = hers.url
    his.goto(address)
    expect(his.locator(".thread-row")).to_contain_text("1 new")
    his.get_by_role("link", name="Which rope holds?").click()
    his.get_by_role("link", name="Quote").click()
    his.get_by_label("What you want to say").fill("Grey. The blue one is a rubber boot.")
    his.get_by_role("button", name="Send").click()
    expect(his.locator(".post")).to_have_count(2)
    looked_at(his, scripts)
    hers.goto(thread)
    expect(hers.locator("#post-2 .post-quoted")).to_contain_text("The blue one, or")
    hers.locator("#post-2").get_by_role("button", name="This helped").click()
    expect(hers.locator("#post-2 [aria-pressed=true]")).to_contain_text("This helped 1")
    return thread


def mean_by_typing(page: Page, typed: str, name: str) -> None:
    """Type a name after an @, and take with the keys who is offered."""
    field = page.get_by_label("What you want to say")
    field.press("End")
    field.press_sequentially(f" {typed}")
    offered = page.get_by_role("option", name=name).and_(page.locator(".mention-name"))
    expect(offered).to_have_attribute("aria-selected", "true")
    assert faults(page) == []
    field.press("Enter")
    expect(field).to_have_value(re.compile(f"@{name} $"))
    expect(page.get_by_label("Meant for").locator("option:checked")).to_have_text(name)


def find(page: Page, name: str, thread: str) -> None:
    """Find a post by its words, and go there."""
    page.goto("/c/estuary/discussions?q=rubber")
    found = page.locator(".thread-row", has_text=name)
    expect(found).to_contain_text("rubber boot")
    found.get_by_role("link").click()
    assert page.url.startswith(thread)


def report_and_hide(his: Page, hers: Page, address: str, thread: str) -> None:
    """Report a post, hide it, and see that it is hidden."""
    his.goto(f"{thread}/posts/1")
    his.get_by_text("Report", exact=True).click()
    his.get_by_label("What is wrong").fill("Ropes are not blue")
    his.get_by_role("button", name="Report it").click()
    hers.goto(f"{address}/reports")
    expect(hers.get_by_text("Ropes are not blue")).to_be_visible()
    hers.get_by_role("button", name="Hide it").click()
    expect(hers.get_by_text("only moderators read it now")).to_be_visible()
    his.goto(thread)
    expect(his.locator("#post-1")).to_contain_text("Hidden by the moderators")
