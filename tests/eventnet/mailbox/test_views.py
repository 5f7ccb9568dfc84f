"""Stopping mails with a click, and the demo's mailbox."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet.app import create_app
from eventnet.database import writing
from eventnet.mail.models import MailStop
from eventnet.mail.outbox import STOP, Letter, post
from eventnet.mailbox.views import MAILBOX_PAGE
from eventnet.settings import Settings
from eventnet.tokens import Signer
from tests.browser import Browser

Open = Callable[[], Browser]
LETTER = Letter("schedule", "Your day <b>", "mail/layout", "You <script>alert(1)</script> attend.")


def path(settings: Settings, kind: str = STOP) -> str:
    return f"/mail/stop/{Signer(settings.key, kind).sign(['ada@example.org', 'schedule'])}"


def test_opening_the_link_stops_nothing(
    session: Session, settings: Settings, browser: Open
) -> None:
    assert "Stop these mails?" in browser().read(path(settings))
    assert session.exec(select(MailStop)).all() == []


def test_button_stops_once_and_says_so(session: Session, settings: Settings, browser: Open) -> None:
    for _click in range(2):
        assert "Stopped" in browser().post(path(settings)).text
    stops = session.exec(select(MailStop)).all()
    assert [(stop.email, stop.kind) for stop in stops] == [("ada@example.org", "schedule")]


def test_token_of_another_kind_stops_nothing(settings: Settings, browser: Open) -> None:
    assert browser().post(path(settings, "calendar")).status_code == 410
    assert browser().get("/mail/stop/forged").status_code == 410


def test_mailbox_exists_in_the_demo_only(browser: Open) -> None:
    for page in ("/mailbox", "/mailbox/x", "/mailbox/x/html"):
        assert browser().get(page).status_code == 404


@pytest.fixture
def demo(settings: Settings) -> Iterator[Starlette]:
    made = create_app(
        settings.model_copy(update={"demo": True, "base_url": "http://localhost:8000"}), work=False
    )
    yield made
    made.state.engine.dispose()


def test_mailbox_of_the_demo_shows_mails_escaped(demo: Starlette) -> None:
    with Session(demo.state.engine) as session, writing(session):
        mail = post(session, demo.state.settings, "ada@example.org", LETTER)
        post(session, demo.state.settings, "bob@example.org", LETTER)
        assert mail is not None
        mail_id = mail.id
    own = Browser(demo)
    assert own.read("/mailbox").count("Your day <b>") == 2
    assert "bob@example.org" not in own.read("/mailbox?to=ADA@example.org")
    assert "Page 1 of" not in own.read("/mailbox")
    for page in ("/mailbox", f"/mailbox/{mail_id}", f"/mailbox/{mail_id}/html"):
        assert "<script>alert" not in own.get(page).text
    html = own.get(f"/mailbox/{mail_id}/html")
    assert "sandbox" in html.headers["content-security-policy"]
    own.close()


def test_mailbox_of_the_demo_goes_back_to_the_first_mail(demo: Starlette) -> None:
    with Session(demo.state.engine) as session, writing(session):
        for number in range(MAILBOX_PAGE + 1):
            to = "ada@example.org" if number else "bob@example.org"
            post(session, demo.state.settings, to, replace(LETTER, subject=f"Mail {number}."))
    own = Browser(demo)
    first, second = own.read("/mailbox"), own.read("/mailbox?page=2")
    assert "Page 1 of 2 · 51 in all" in first
    assert "Mail 50." in first
    assert "Mail 0." not in first
    assert "Mail 0." in second
    assert "Mail 50." not in second
    assert "Page" not in own.read("/mailbox?to=ada@example.org")
    own.close()
