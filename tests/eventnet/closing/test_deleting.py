"""Deleting an event: found nowhere at once, taken back within a week, and told to whom it is of."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.commands import import_file
from eventnet.audit import AuditEntry
from eventnet.closing import deleting
from eventnet.closing.deleting import NotItsName, delete_event, take_back
from eventnet.closing.telling import SECOND_THOUGHTS
from eventnet.communities.models import Community, MemberRole
from eventnet.errors import Gone, NotFound
from eventnet.events.closed import GRACE, expect_open
from eventnet.events.models import Event, Organizer
from eventnet.mail.models import OutboxMail
from eventnet.meetings.models import Answer
from eventnet.privacy.queries import everything
from eventnet.schedule.policies import CALENDAR, FIRST, answer_token
from eventnet.settings import Settings
from eventnet.tokens import Signer
from tests.browser import Browser
from tests.eventnet.people.person import Open
from tests.factories import (
    a_meeting,
    a_member,
    an_account,
    an_attendee,
    an_event,
    save,
)
from tests.races import Deed, at_once
from tests.work import do_jobs, mails

HERE = "/e/spring/organize/archive/delete"
ROUNDS = 10


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event with two organizers and an attendee."""
    event = an_event(session, slug="spring", organizer=an_account(session, "olga@example.org"))
    save(session, Organizer(event_id=event.id, account_id=an_account(session, "oz@e.org").id))
    an_attendee(session, event, "Ada Example", "ada@example.org")
    return event


@pytest.fixture
def olga(browser: Open, event: Event) -> Browser:
    """Return the browser of an organizer."""
    return browser().sign_in("olga@example.org")


def test_only_who_types_its_name_deletes_it(session: Session, event: Event, olga: Browser) -> None:
    assert "1 person attends" in olga.read(HERE)
    for typed in ("", "Autumn", "spring "):
        refused = olga.post(HERE, {"name": typed})
        assert refused.status_code == 422
        assert "The event is called Spring" in refused.text
    session.rollback()
    assert session.get_one(Event, event.id).erase_at is None
    assert olga.post(HERE, {"name": " Spring "}).headers["location"] == HERE
    session.rollback()
    assert session.get_one(Event, event.id).erase_at is not None
    assert "Until then you can take it back" in olga.read(HERE)


def test_a_deleted_event_is_found_by_nobody(
    session: Session, settings: Settings, event: Event, browser: Open
) -> None:
    community = session.get_one(Community, event.community_id)
    steward = an_account(session, "stella@example.org", operator=True)
    a_member(session, community, steward, MemberRole.STEWARD)
    ada, bo = (an_attendee(session, event, email=f"{name}@x.org") for name in "ab")
    meeting = a_meeting(session, event, ada, bo, answers=(Answer.YES, None))
    answer = f"/answer/{answer_token(settings.key, meeting.id, bo.id)}"
    feed = f"/calendar/{Signer(settings.key, CALENDAR).sign([ada.id, FIRST])}.ics"
    assert browser().get(feed).status_code == 200
    pages = ("/e/spring", "/e/spring/schedule", "/e/spring/theme.css", "/e/spring/organize", HERE)
    lists = ("/", f"/c/{community.slug}", "/communities", "/account", "/account/delete")
    people = {None: "", "a@x.org": "", "stella@example.org": ""}
    assert "Spring" in browser().sign_in("a@x.org").read("/")
    assert browser().get(answer).status_code == 200
    delete_event(session, event.id, "Spring", "olga")
    for who in people:
        own = browser().sign_in(who) if who else browser()
        for page in pages:
            found = own.get(page)
            assert found.status_code in ({404, 303} if who is None else {404}), (who, page)
            assert "Spring" not in found.text
        for page in lists:
            assert "Spring" not in own.get(page).text, (who, page)
        assert own.post("/e/spring/schedule/seen").status_code in {404, 303}
    assert browser().get(answer).status_code == 410
    assert browser().post(answer, {"answer": "yes"}).status_code == 410
    assert "Spring" not in browser().get(f"/c/{community.slug}/privacy").text
    assert browser().get(feed).status_code == 410


def test_its_organizers_are_led_to_where_they_take_it_back(
    session: Session, event: Event, olga: Browser, browser: Open
) -> None:
    delete_event(session, event.id, "Spring", "olga")
    for page in ("/e/spring", "/e/spring/organize", "/e/spring/organize/roles"):
        assert olga.get(page).headers["location"] == HERE
    assert "Spring is deleted" in olga.read("/")
    assert HERE in olga.get("/").text
    other = browser().sign_in("oz@e.org")
    assert other.post(f"{HERE}/back").headers["location"] == "/e/spring/organize"
    assert other.post(f"{HERE}/back").status_code == 303
    assert olga.get("/e/spring").status_code == 200
    assert "took back that the event is deleted" in olga.read("/e/spring/organize/trail")
    assert "is deleted." not in olga.read("/")


def test_attendees_are_mailed_once_and_organizers_at_once(
    app: Starlette, session: Session, event: Event, browser: Open
) -> None:
    olga = browser().sign_in("olga@example.org")
    for _twice in range(2):
        olga.post(HERE, {"name": "Spring"})
    do_jobs(app)
    (told,) = mails(session, "ada@example.org")
    assert "everything of it is erased" in told.text
    assert "/account/data" in told.text
    assert told.due_at > clock.now() + SECOND_THOUGHTS / 2
    assert mails(session, "olga@example.org") == []
    (other,) = mails(session, "oz@e.org")
    assert "olga@example.org deleted this event" in other.text
    assert HERE in other.text


def test_own_data_has_it_as_long_as_it_is_there(
    session: Session, event: Event, browser: Open
) -> None:
    delete_event(session, event.id, "Spring", "olga")
    account = session.exec(select(Account).where(Account.email == "ada@example.org")).one()
    assert "Spring" in str(everything(session, account))
    assert browser().sign_in("ada@example.org").get("/account/data").status_code == 200


def test_who_was_not_told_yet_is_told_nothing_when_it_is_taken_back(
    app: Starlette, session: Session, event: Event
) -> None:
    delete_event(session, event.id, "Spring", "olga")
    do_jobs(app)
    for mail in mails(session, "oz@e.org"):
        mail.sent_at = clock.now()
        save(session, mail)
    take_back(session, event.id, "olga")
    do_jobs(app)
    assert mails(session, "ada@example.org") == []
    assert [mail.subject for mail in mails(session, "oz@e.org")] == [
        "Spring is deleted",
        "Spring stays after all",
    ]


def test_a_job_that_comes_late_tells_nobody_what_is_no_longer_so(
    app: Starlette, session: Session, event: Event
) -> None:
    delete_event(session, event.id, "Spring", "olga")
    take_back(session, event.id, "olga")
    do_jobs(app)
    assert session.exec(select(OutboxMail)).all() == []


def test_mails_that_wait_are_not_sent(session: Session, event: Event) -> None:
    def waiting(kind: str, **fields: Any) -> OutboxMail:
        return OutboxMail(
            to="a@example.org", kind=kind, subject="", text="", html="", event_id=event.id, **fields
        )

    save(session, waiting("schedule"), waiting("join"), waiting("day", sent_at=clock.now()))
    delete_event(session, event.id, "Spring", "olga")
    assert set(session.exec(select(OutboxMail.kind))) == {"join", "day"}


def test_nothing_is_changed_at_it_nor_brought_in(
    app: Starlette, session: Session, event: Event, tmp_path: Path
) -> None:
    event_id = event.id
    delete_event(session, event_id, "Spring", "olga")
    with pytest.raises(NotFound):
        expect_open(session, event_id)
    file = tmp_path / "t.csv"
    file.write_text("x")
    with pytest.raises(NotFound):
        import_file(app.state.sessions, "spring", file, say=print)


def test_after_the_week_it_is_not_taken_back(session: Session, event: Event) -> None:
    delete_event(session, event.id, "Spring", "olga")
    with clock.at(clock.now() + GRACE + timedelta(minutes=1)), pytest.raises(Gone):
        take_back(session, event.id, "olga")


def deletes(event_id: str, name: str) -> Deed:
    """Return what deletes an event."""
    return lambda session: delete_event(session, event_id, name, "olga")


def takes_back(event_id: str) -> Deed:
    """Return what takes that back."""
    return lambda session: take_back(session, event_id, "oz")


def deeds_at(session: Session, event_id: str) -> list[str]:
    """Return how often an event was deleted and taken back, as the trail says."""
    told = ("event.deleted", "event.taken_back")
    query = select(AuditEntry.deed).where(AuditEntry.event_id == event_id)
    return [deed for deed in session.exec(query) if deed in told]


def test_of_one_deleting_and_one_taking_back_each_counts_once(
    app: Starlette, session: Session
) -> None:
    for number in range(ROUNDS):
        event = an_event(session, slug=f"race-{number}")
        event_id, name = event.id, event.name
        session.rollback()
        delete_event(session, event_id, name, "olga")
        at_once(app, *[deletes(event_id, name), takes_back(event_id)] * 3)
        session.rollback()
        deeds = deeds_at(session, event_id)
        deleted, back = deeds.count("event.deleted"), deeds.count("event.taken_back")
        is_deleted = session.get_one(Event, event_id).erase_at is not None
        assert back >= 1
        assert deleted - back == int(is_deleted)


def test_without_the_hold_one_deletion_is_taken_back_twice(
    session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    event_id = event.id
    delete_event(session, event_id, "Spring", "olga")

    def as_it_was(session: Session, event_id: str, erase_at: datetime | None) -> Event:
        found = session.get_one(Event, event_id)
        found.erase_at = erase_at
        return found

    marked = session.get_one(Event, event_id).erase_at
    take_back(session, event_id, "olga")
    monkeypatch.setattr(deleting, "held", lambda own, key: as_it_was(own, key, marked))
    take_back(session, event_id, "oz")
    assert deeds_at(session, event_id).count("event.taken_back") == 2


def test_its_name_is_asked_under_the_hold(session: Session, event: Event) -> None:
    with pytest.raises(NotItsName):
        delete_event(session, event.id, "Autumn", "olga")
