"""Two people exchange contact details: one shows a code on a phone, the other types it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import steps
from tests.e2e.serving import Open
from tests.e2e.steps import EVENT, FIONA, TOMAS

pytestmark = pytest.mark.e2e


def test_two_people_exchange_by_a_typed_code_and_take_it_back(open_browser: Open) -> None:
    desk, phone = open_browser(), open_browser(phone=True)
    steps.sign_in(phone, TOMAS)
    steps.sign_in(desk, FIONA)
    code = show_code(phone)
    read(desk, code)
    download(desk)
    find_her(phone)
    take_back(phone)
    desk.goto(f"{EVENT}/contacts")
    expect(desk.get_by_role("link", name="Tomás Barroca", exact=True)).to_have_count(0)


def show_code(page: Page) -> str:
    """Choose what to share, and get a code."""
    page.goto(f"{EVENT}/code")
    page.get_by_text("E-mail", exact=True).click()
    page.get_by_label("Phone").fill("+351 21 000 00 00")
    page.get_by_role("button", name="Save and get my code").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    steps.fits(page)
    return page.locator(".code-typed").inner_text()


def read(page: Page, code: str) -> None:
    """Type the code, see whose it is, and exchange."""
    page.goto(f"{EVENT}/contacts")
    page.get_by_role("link", name="My code").click()
    expect(page.locator("[data-scan]")).to_have_attribute("data-awake", "")
    page.get_by_label("Code", exact=True).fill("2222 2222")
    page.get_by_role("button", name="Show whose it is").click()
    expect(page.get_by_text("Nobody here has this code now.").first).to_be_visible()
    page.get_by_label("Code", exact=True).fill(code.upper())
    page.get_by_role("button", name="Show whose it is").click()
    expect(page.get_by_text("Barroca")).to_be_visible()
    page.get_by_role("button", name="Exchange", exact=True).click()
    expect(page.get_by_text("have each other's contact details.")).to_be_visible()
    expect(page.get_by_text("+351 21 000 00 00")).to_be_visible()


def download(page: Page) -> None:
    """Keep his card."""
    row = page.locator(".person-row", has_text="Barroca")
    with page.expect_download() as file:
        row.get_by_role("link", name="vCard").click()
    card = Path(file.value.path()).read_text(encoding="utf-8")
    assert f"EMAIL:{TOMAS}" in card
    assert "TEL:+351 21 000 00 00" in card


def find_her(page: Page) -> None:
    """Have her details too."""
    page.goto(f"{EVENT}/contacts?q=Fiona")
    expect(page.get_by_role("link", name=FIONA)).to_be_visible()
    steps.fits(page)


def take_back(page: Page) -> None:
    """Undo it."""
    page.locator("summary", has_text="Take back").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back:")).to_be_visible()


# What a browser that reads codes has: a picture that moves, and somebody who says what is in it.
CAMERA = """
window.seen = [];
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(picture) {
    return picture.videoWidth ? window.seen.map((rawValue) => ({ rawValue })) : [];
  }
};
navigator.mediaDevices.getUserMedia = async () => {
  if (window.refuses) throw new DOMException("", "NotAllowedError");
  const canvas = document.createElement("canvas");
  const ink = canvas.getContext("2d");
  setInterval(() => ink.fillRect(0, 0, Math.random() * 9, 9), 50);
  return (window.stream = canvas.captureStream());
};
"""


def test_a_code_is_read_with_the_camera_and_only_one_of_ours(open_browser: Open) -> None:
    page = open_browser(phone=True)
    steps.sign_in(page, FIONA)
    page.goto(f"{EVENT}/code")
    expect(page.get_by_text("This browser cannot read codes.")).to_be_visible()
    page.add_init_script(CAMERA)
    page.goto(f"{EVENT}/code")
    page.evaluate("window.refuses = true")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.get_by_text("The camera could not be opened.")).to_be_visible()
    page.evaluate("window.refuses = false")
    page.get_by_role("button", name="Scan with the camera").click()
    expect(page.get_by_text("Hold the camera over the code.")).to_be_visible()
    steps.fits(page)
    page.evaluate("seen = ['https://evil.example' + location.pathname, 'words']")
    expect(page.get_by_text("This is no code of this event.")).to_be_visible()
    page.get_by_role("button", name="Close the camera").click()
    assert page.evaluate("stream.getTracks().map((track) => track.readyState)") == ["ended"]
    page.get_by_role("button", name="Scan with the camera").click()
    page.evaluate("seen = [location.href.replace(/code$/, 'exchange/forged')]")
    expect(page.get_by_text("This is no code of ours.")).to_be_visible()
