"""The organizers' pages: a file or an address, what it would change, and bringing it in."""

import re

import pytest
from sqlmodel import Session, select

from eventnet.events.models import Event
from eventnet.programme import views
from eventnet.programme.actions import star
from eventnet.programme.models import Programme, ProgrammeDraft, Talk
from tests.browser import Browser
from tests.eventnet.people.person import Open, Person
from tests.eventnet.programme.talks import entry, imported, schedule
from tests.factories import an_account, an_attendee, an_event

OLGA = "olga@example.org"
SOURCE = "/e/fair/organize/programme"


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session, slug="fair", organizer=an_account(session, OLGA))


@pytest.fixture
def olga(session: Session, browser: Open, event: Event) -> Person:
    return Person(browser().sign_in(OLGA), session)


def upload(olga: Person, data: bytes) -> str:
    """Upload a file that is read; return where it is shown."""
    answer = olga.post(SOURCE, files={"file": ("schedule.json", data, "application/json")})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def apply(olga: Person, draft: str) -> object:
    """Press the button of a draft's page."""
    seen = re.search(r'name="seen" value="(\w+)"', olga.get(draft).text)
    assert seen
    return olga.post(f"{draft}/apply", {"seen": seen[1]})


def test_a_programme_is_shown_and_brought_in(session: Session, olga: Person, event: Event) -> None:
    assert "No programme yet" in olga.read(SOURCE)
    data = schedule(entry("Pumps", persons=[{"name": "Ada"}]), entry("Bad", duration="x"))
    draft = upload(olga, data)
    page = olga.read(draft)
    assert "1 session is new" in page
    assert "1 entry is left out" in page
    assert "Bad Its duration is “x”" in page
    assert session.exec(select(Talk)).all() == []
    apply(olga, draft)
    page = olga.read(SOURCE)
    assert "The programme is up to date: 1 new, 0 changed, 0 gone." in page
    assert "1 session, brought in on" in page
    assert olga.get(draft).status_code == 404


def test_what_goes_and_moves_is_shown_with_its_stars(
    session: Session, olga: Person, event: Event
) -> None:
    imported(session, event, entry("Pumps"), entry("Pipes"))
    talk = session.exec(select(Talk).where(Talk.title == "Pipes")).one()
    star(session, event.id, an_attendee(session, event).id, talk.id)
    page = olga.read(upload(olga, schedule(entry("Pumps", after=20, room="Quay"))))
    assert "Tue 11 May, 09:00 – 09:20 → Tue 11 May, 09:20 – 09:40" in page
    assert "Room: Hall → Quay" in page
    assert "1 session goes" in page
    assert "1 person starred it, and is told." in page


def test_a_page_that_is_out_of_date_is_shown_again(
    session: Session, olga: Person, event: Event
) -> None:
    draft = upload(olga, schedule(entry("New")))
    imported(session, event, entry("Meanwhile"))
    olga.post(f"{draft}/apply", {"seen": "0123"})
    assert "has changed since this page was made" in olga.read(draft)
    assert olga.post(f"{draft}/apply").status_code == 400


def test_a_file_is_discarded(session: Session, olga: Person) -> None:
    draft = upload(olga, schedule(entry("New")))
    assert olga.post(f"{draft}/discard").headers["location"] == SOURCE
    session.rollback()
    assert session.exec(select(ProgrammeDraft)).all() == []
    assert olga.post(f"{draft}/discard").status_code == 404


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "Choose the schedule.json or the .ics file"),
        (b"", "This file is empty."),
        (b"\xff", "This file is no UTF-8 text"),
        (b"x" * 10 * 1024 * 1024, "This file is larger than 5 MB."),
    ],
)
def test_a_bad_file_is_refused_beside_its_field(
    olga: Person, data: bytes | None, words: str
) -> None:
    files = {"file": ("a.json", data, "application/json")} if data is not None else None
    answer = olga.post(SOURCE, files=files)
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="file-error"' in answer.text


def test_a_programme_is_fetched_and_its_address_remembered(
    session: Session, olga: Person, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "fetch", lambda _address: schedule(entry("Pumps")))
    answer = olga.post(f"{SOURCE}/fetch", {"address": "webcal://talks.example/s.json"})
    assert answer.status_code == 303
    apply(olga, str(answer.headers["location"]))
    session.rollback()
    assert session.get_one(Programme, event.id).address == "https://talks.example/s.json"
    assert 'value="https://talks.example/s.json"' in olga.get(SOURCE).text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "The address begins with https://"),
        ("http://talks.example/s.json", "The address begins with https://"),
        ("https://127.0.0.1/s.json", "127.0.0.1 is not a public host"),
        ("https://10.0.0.1/s.json", "10.0.0.1 is not a public host"),
        ("https://[::1]/s.json", "is not a public host"),
        ("https://no-such-host.invalid/", "there is no host no-such-host.invalid"),
        ("https://", "could not be fetched"),
        ("https://user:p@ss:x/", "could not be fetched"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_in_words(
    olga: Person, address: str, words: str
) -> None:
    answer = olga.post(f"{SOURCE}/fetch", {"address": address})
    assert answer.status_code == 422
    assert words in answer.text
    assert 'id="address-error"' in answer.text


def test_a_page_that_answers_with_html_says_so(
    olga: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "fetch", lambda _address: b"<html>")
    answer = olga.post(f"{SOURCE}/fetch", {"address": "https://talks.example/"})
    assert "This is a page or XML." in answer.text


def test_the_draft_of_another_event_is_not_there(
    session: Session, olga: Person, browser: Open
) -> None:
    draft = upload(olga, schedule(entry("New"))).rpartition("/")[2]
    an_event(session, slug="other", organizer=an_account(session, "rita@example.org"))
    rita: Browser = browser().sign_in("rita@example.org")
    for method, path in (("get", ""), ("post", "/apply"), ("post", "/discard")):
        answer = getattr(rita, method)(f"/e/other/organize/programme/{draft}{path}")
        assert answer.status_code == 404
