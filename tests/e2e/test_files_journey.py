"""Files of a group: shared on its list and with a post, found, reported, and taken away."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import AFTER, FIONA, FLORIAN
from tests.e2e.test_accessibility import faults
from tests.eventnet.files.giving import a_picture

pytestmark = [pytest.mark.e2e, pytest.mark.demo(now=AFTER)]

GROUP = "Tide and water levels"


@pytest.mark.parametrize(
    ("phone", "scripts"),
    [(True, True), (False, True), (True, False)],
    ids=["phone", "desk", "without-scripts"],
)
def test_files_are_shared(open_browser: Open, tmp_path: Path, phone: bool, scripts: bool) -> None:
    hers = open_browser(phone=phone, scripts=scripts)
    his = open_browser(phone=phone, scripts=scripts)
    steps.sign_in(hers, FIONA)
    steps.sign_in(his, FLORIAN)
    name = f"Ropes {phone} {scripts}"
    address = share(hers, tmp_path, name, scripts)
    have(his, address, name)
    find_and_judge(hers, his, address, name, scripts)
    with_a_post(hers, tmp_path, address, name, scripts)
    his.goto(address)
    row = his.locator(".group-row", has_text=name)
    expect(row.get_by_text("Remove", exact=True)).to_have_count(1)
    hers.goto(address)
    hers.locator(".group-row", has_text=name).get_by_text("Remove", exact=True).click()
    hers.get_by_role("button", name="Remove it").locator("visible=true").click()
    expect(hers.get_by_text("The file is gone")).to_be_visible()
    expect(hers.locator(".group-row", has_text=name)).to_have_count(0)


def looked_at(page: Page, scripts: bool) -> None:
    """See that a page fits, and has no fault that a program finds."""
    steps.fits(page)
    assert not scripts or faults(page) == []


def share(page: Page, folder: Path, name: str, scripts: bool) -> str:
    """Try a file that is not taken, then share one that is; return the address of the list."""
    page.goto("/c/estuary/groups")
    page.get_by_role("link", name=GROUP).click()
    page.get_by_role("navigation", name="This group").get_by_role("link", name="file").click()
    looked_at(page, scripts)
    address = page.url
    bad, good = folder / "program.pdf", folder / f"{name}.html"
    bad.write_bytes(b"MZ\x90\x00")
    good.write_text("The blue one holds.")
    page.get_by_label("File", exact=True).set_input_files(bad)
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("alert")).to_contain_text("do not take its kind")
    looked_at(page, scripts)
    page.get_by_label("File", exact=True).set_input_files(good)
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_role("link", name=f"{name}.txt", exact=True)).to_be_visible()
    return address


def have(page: Page, address: str, name: str) -> None:
    """Save the file."""
    page.goto(address)
    with page.expect_download() as coming:
        page.get_by_role("link", name=f"{name}.txt", exact=True).click()
    assert coming.value.suggested_filename == f"{name}.txt"
    assert Path(coming.value.path()).read_text() == "The blue one holds."


def find_and_judge(hers: Page, his: Page, address: str, name: str, scripts: bool) -> None:
    """Find the file by its name, report it, hide it, and show it again."""
    his.goto(f"/c/estuary/discussions?q={name.replace(' ', '+')}")
    his.get_by_role("link", name=f"{name}.txt", exact=True).click()
    looked_at(his, scripts)
    about = his.url
    his.get_by_text("Report", exact=True).click()
    his.get_by_label("What is wrong").fill(f"No blue {name}")
    looked_at(his, scripts)
    his.get_by_role("button", name="Report it").click()
    his.goto(address.replace("/files", "/reports"))
    his.locator(".post", has_text=f"No blue {name}").get_by_role("button", name="Hide it").click()
    expect(his.get_by_text("Hidden: only moderators have this file")).to_be_visible()
    looked_at(his, scripts)
    hers.goto(address)
    row = hers.locator(".group-row", has_text=name)
    expect(row.get_by_text("Hidden by the moderators.")).to_be_visible()
    his.goto(about)
    his.get_by_role("button", name="Show it again").click()
    hers.goto(address)
    expect(row.get_by_text("Hidden by the moderators.")).to_have_count(0)


def with_a_post(page: Page, folder: Path, address: str, name: str, scripts: bool) -> None:
    """Add a picture to one's own post."""
    page.goto(address.removesuffix("/files"))
    page.get_by_label("Title").fill(name)
    page.get_by_label("What you want to say").fill("Look at it")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("link", name="Change").click()
    page.get_by_role("link", name="Add a file").click()
    picture = folder / "rope.jpg"
    picture.write_bytes(a_picture(size=(640, 480)))
    page.get_by_label("File", exact=True).set_input_files(picture)
    looked_at(page, scripts)
    page.get_by_role("button", name="Share it").click()
    shown = page.get_by_role("img", name="rope.webp")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("one => one.naturalWidth || one.width") > 0
    looked_at(page, scripts)
