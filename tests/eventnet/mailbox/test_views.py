"""Stopping mails with a click, and the demo's mailbox."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

import eventnet
from eventnet.app import create_app
from eventnet.database import writing
from eventnet.mail.models import MailStop
from eventnet.mail.outbox import ASKED_FOR, STOP, Letter, post
from eventnet.mailbox.kinds import KINDS, kind_in_words
from eventnet.mailbox.views import MAILBOX_PAGE
from eventnet.settings import Settings
from eventnet.tokens import Signer
from tests.browser import Browser
from tests.factories import an_account, save

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


def test_each_kind_of_mail_is_stopped_and_comes_again(session: Session, browser: Open) -> None:
    save(session, MailStop(email="bo@example.org", kind="day"))
    an_account(session, "ada@example.org")
    session.commit()
    own = browser().sign_in("ada@example.org")
    for kind in KINDS:
        assert f"/account/mails/{kind}/stop" in own.get("/account/mails").text
    for _twice in range(2):
        own.post("/account/mails/day/stop")
    page = own.get("/account/mails").text
    assert ("/account/mails/day/resume" in page, "/account/mails/day/stop" in page) == (True, False)
    assert stops(session) == [("ada@example.org", "day"), ("bo@example.org", "day")]
    for _twice in range(2):
        own.post("/account/mails/day/resume")
    assert "/account/mails/day/stop" in own.get("/account/mails").text
    assert stops(session) == [("bo@example.org", "day")]


def test_what_was_stopped_of_a_kind_that_is_gone_can_be_had_again(
    session: Session, browser: Open
) -> None:
    an_account(session, "ada@example.org")
    save(session, MailStop(email="ada@example.org", kind="old"))
    own = browser().sign_in("ada@example.org")
    assert "/account/mails/old/resume" in own.get("/account/mails").text
    assert own.post("/account/mails/nothing/stop").status_code == 404
    own.post("/account/mails/old/resume")
    assert stops(session) == []


def test_every_kind_that_is_written_has_a_name() -> None:
    """A kind is what a module calls KIND, or what a letter is made with."""
    written = set()
    for path in Path(eventnet.__file__).parent.rglob("*.py"):
        written |= set(
            re.findall(r'^KIND = "(\w+)"|\bkind="(\w+)"', path.read_text(), re.MULTILINE)
        )
    kinds = {one or other for one, other in written} - ASKED_FOR
    assert kinds <= set(KINDS)
    assert len({kind_in_words(kind) for kind in KINDS}) == len(KINDS)


def stops(session: Session) -> list[tuple[str, str]]:
    session.rollback()
    return sorted((stop.email, stop.kind) for stop in session.exec(select(MailStop)))
