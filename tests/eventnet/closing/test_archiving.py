"""Archiving an event, opening it again, and what is mailed meanwhile."""

from threading import Thread

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.audit import AuditEntry
from eventnet.closing.archiving import archive, open_again
from eventnet.closing.touched import touched
from eventnet.database import writing
from eventnet.errors import Closed
from eventnet.events import closed
from eventnet.events.closed import expect_open
from eventnet.events.models import Event
from eventnet.mail.models import OutboxMail
from eventnet.mail.outbox import PROMISED, Letter, post
from eventnet.meetings.models import Answer
from eventnet.notes.models import Note
from eventnet.settings import Settings
from tests.browser import Browser
from tests.eventnet.people.person import Open
from tests.factories import a_meeting, an_account, an_attendee, an_event
from tests.races import at_once

HERE = "/e/spring/organize/archive"
ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with an organizer."""
    return an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))


@pytest.fixture
def olga(browser: Open, event: Event) -> Browser:
    """Return the browser of its organizer."""
    return browser().sign_in("olga@example.org")


def test_page_says_whom_it_touches_and_what_is_ahead(
    session: Session, event: Event, olga: Browser
) -> None:
    ada, bo = (an_attendee(session, event, email=f"{name}@example.org") for name in "ab")
    a_meeting(session, event, ada, bo, answers=(Answer.YES, None))
    words = olga.read(HERE)
    assert "1 meeting is still ahead" in words
    assert "2 people attend" in words
    assert "1 meeting waits for a yes" in words
    assert touched(session, event.id, clock.now()).requests == 0


def test_it_is_archived_and_opened_again_and_both_stand_in_the_trail(
    session: Session, event: Event, olga: Browser
) -> None:
    assert olga.post(HERE).status_code == 303
    assert olga.post(HERE).status_code == 303
    refused = olga.post("/e/spring/organize/roles", {"name": "Speaker"})
    assert refused.status_code == 423
    assert "Spring is archived" in refused.text
    assert "Since" in olga.read(HERE)
    olga.post(f"{HERE}/open")
    olga.post(f"{HERE}/open")
    assert olga.post("/e/spring/organize/roles", {"name": "Speaker"}).status_code == 303
    deeds = select(AuditEntry.deed).where(AuditEntry.event_id == event.id)
    done = sorted(deed for deed in session.exec(deeds) if deed.startswith("event."))
    assert done == ["event.archived", "event.opened_again"]
    words = olga.read("/e/spring/organize/trail")
    assert "archived the event" in words
    assert "opened the archived event again" in words


def test_the_public_page_says_so_to_everybody(
    session: Session, event: Event, browser: Open
) -> None:
    assert "archived" not in browser().read("/e/spring")
    archive(session, event.id, "olga")
    assert "This event is archived" in browser().read("/e/spring")
    assert "opening it again" not in browser().read("/e/spring")


def mail(event: Event, kind: str) -> Letter:
    """Return a mail of a kind about an event."""
    return Letter(
        kind=kind,
        subject=kind,
        template="mail/address",
        why="",
        context={"title": "", "words": [], "button": "", "address": ""},
        event_id=event.id,
    )


def test_only_what_was_promised_is_mailed(
    session: Session, settings: Settings, event: Event
) -> None:
    archive(session, event.id, "olga")
    for kind in ("reminders", "schedule", "reports", "join", "organizing"):
        with writing(session):
            post(session, settings, "ada@example.org", mail(event, kind))
    sent = set(session.exec(select(OutboxMail.kind)))
    assert sent == {"reports", "join", "organizing"}
    assert sent < PROMISED
    open_again(session, event.id, "olga")
    with writing(session):
        assert post(session, settings, "ada@example.org", mail(event, "schedule")) is not None


def test_a_mail_of_no_event_or_another_goes(
    session: Session, settings: Settings, event: Event
) -> None:
    archive(session, event.id, "olga")
    with writing(session):
        assert post(session, settings, "a@example.org", mail(an_event(session), "schedule"))


def beside(app: Starlette, session: Session, number: int) -> tuple[list[object], bool]:
    """Archive an event while somebody notes something; return what came of it, and whether
    something was noted after the event was archived."""
    event = an_event(session, slug=f"race-{number}")
    ada, bo = (an_attendee(session, event, email=f"{n}{number}@example.org") for n in "ab")
    event_id, ada_id, bo_id = event.id, ada.id, bo.id
    session.rollback()

    def close(own: Session) -> object:
        archive(own, event_id, "olga")
        return clock.now()

    def note(own: Session) -> object:
        expect_open(own, event_id)
        with writing(own):
            late = own.get_one(Event, event_id, populate_existing=True).archived_at is not None
            own.add(Note(from_id=ada_id, to_id=bo_id, event_id=event_id, words="x"))
        return late

    results = at_once(app, close, note)
    return results, results[1] is True


def test_beside_a_change_none_is_made_after_the_event_is_archived(
    app: Starlette, session: Session
) -> None:
    for number in range(ROUNDS):
        assert not beside(app, session, number)[1]


def test_a_change_that_passed_the_first_look_is_refused_in_its_transaction(
    session: Session, event: Event
) -> None:
    expect_open(session, event.id)
    with Session(session.get_bind()) as other:
        archive(other, event.id, "olga")
    with pytest.raises(Closed), writing(session):
        raise AssertionError("the transaction must not begin")


def test_without_the_look_in_the_transaction_it_is_made(
    session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed, "look_first", lambda *_given: None)
    expect_open(session, event.id)
    with Session(session.get_bind()) as other:
        archive(other, event.id, "olga")
    with writing(session):
        event = session.get_one(Event, event.id, populate_existing=True)
        event.name = "Changed"
    assert event.archived_at is not None


def archived_beside(app: Starlette, session: Session, event_id: str) -> bool:
    """Return whether an event is archived while a change at it is still under way."""

    def close() -> None:
        with Session(app.state.engine) as other:
            archive(other, event_id, "olga")

    thread = Thread(target=close)
    with writing(session):
        session.add(AuditEntry(deed="a change", event_id=event_id))
        session.flush()
        thread.start()
        thread.join(0.4)
        beside = not thread.is_alive()
    thread.join()
    return beside


def test_archiving_waits_for_a_change_under_way(
    app: Starlette, session: Session, event: Event
) -> None:
    expect_open(session, event.id)
    assert not archived_beside(app, session, event.id)
    with pytest.raises(Closed), writing(session):
        raise AssertionError("the transaction must not begin")


def test_without_the_gate_it_does_not_wait(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(closed, "pass_gate", lambda *_given: None)
    expect_open(session, event.id)
    alone = session.get_bind().dialect.name == "sqlite"  # which has one writer at a time
    assert archived_beside(app, session, event.id) is not alone
