"""Inviting those who came in."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Select
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.arrivals.actions import invite
from eventnet.arrivals.actions.invitations import mail_invitations
from eventnet.arrivals.invitees import Standing
from eventnet.audit import AuditEntry
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from tests import factories
from tests.browser import Browser
from tests.eventnet.arrivals.files import bring_in, pretix
from tests.queries import counted
from tests.races import (
    Deed,
    at_once,
    only_where_writes_are_many,
    overtaken,
)
from tests.work import do_jobs, mails

PAGE = "/e/estuary/organize/invite"
MONDAY = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def organizer(session: Session) -> Account:
    return factories.an_account(session, "olga@example.org")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return factories.an_event(session, slug="estuary", organizer=organizer)


@pytest.fixture
def olga(browser: Callable[[], Browser], event: Event) -> Browser:
    return browser().sign_in("olga@example.org")


def come_in(session: Session, event: Event, many: int) -> None:
    rows = [(f"A{n}", "paid", "Visitor", f"Person {n}", f"p{n}@example.org") for n in range(many)]
    bring_in(session, event, pretix(*rows))


def written(session: Session) -> list[str]:
    session.rollback()
    query = select(OutboxMail.to).where(OutboxMail.kind == "invitation")
    return sorted(session.exec(query))


def attendance_of(session: Session, number: int) -> Attendance:
    query = select(Attendance).order_by(col(Attendance.created_at), col(Attendance.id))
    return session.exec(query).all()[number]


def test_everybody_is_invited_once(app: Starlette, session: Session, olga: Browser) -> None:
    come_in(session, session.exec(select(Event)).one(), 3)
    assert "Invite 3 people" in olga.read(PAGE)
    sent = olga.post(PAGE, {"do": "invite"})
    assert sent.headers["location"] == f"{PAGE}?sending=invite&of=3"
    assert "0 of 3 mails are written" in olga.read(sent.headers["location"])
    do_jobs(app)
    assert written(session) == ["p0@example.org", "p1@example.org", "p2@example.org"]
    assert "Written to in the last two days 3" in olga.read(PAGE)
    again = olga.post(PAGE, {"do": "invite"})
    assert "There is nobody to write to" in Browser.read(olga, again.headers["location"])
    do_jobs(app)
    assert len(written(session)) == 3


def test_the_page_follows_the_writing(app: Starlette, session: Session, olga: Browser) -> None:
    come_in(session, session.exec(select(Event)).one(), 2)
    path = olga.post(PAGE, {"do": "invite"}).headers["location"]
    watching = f"{path}&working=1"
    during = olga.get(watching, **{"hx-request": "true"})
    assert 'hx-trigger="every 1s"' in during.text
    assert "<html" not in during.text
    do_jobs(app)
    assert olga.get(watching, **{"hx-request": "true"}).headers["hx-refresh"] == "true"


def test_the_mail_says_what_from_whom_and_why_and_signs_in(
    app: Starlette, session: Session, event: Event, browser: Callable[[], Browser]
) -> None:
    come_in(session, event, 1)
    invite(session, event, session.exec(select(Account.id)).first() or "", Standing.UNINVITED)
    do_jobs(app)
    mail = mails(session, "p0@example.org")[0]
    assert mail.subject == "Your invitation to Estuary"
    for text in (mail.text, mail.html):
        assert "Person 0" in text
        assert "The organizers of Estuary" in text
        assert "a ticket for Estuary names this address" in text
        assert "booked for you, each waiting for your yes, or only of your own making" in text
    assert mail.secret
    assert mail.stop_url is not None
    assert mail.stop_url in mail.text
    link = re.search(r"https://meet\.example\.org(/sign-in/link/\S+)", mail.text)
    assert link is not None
    visitor = browser()
    assert visitor.get(link[1]).status_code == 200
    entered = visitor.post(link[1])
    assert (entered.status_code, entered.headers["location"]) == (303, "/e/estuary/next")
    assert visitor.post(link[1]).status_code == 410


def test_who_stopped_or_bounced_is_not_written_to(
    app: Starlette, session: Session, event: Event, olga: Browser
) -> None:
    come_in(session, event, 4)
    session.add(MailStop(email="p0@example.org", kind="invitation"))
    session.add(MailStop(email="p1@example.org", kind="invitation"))
    session.add(MailTrouble(email="p2@example.org", words="550 <b>no such user</b>"))
    session.commit()
    olga.post(PAGE, {"do": "invite"})
    do_jobs(app)
    assert written(session) == ["p3@example.org"]
    assert "550 <b>no such user</b>" in olga.read(f"{PAGE}?show=bounced")
    assert "<b>no such" not in olga.get(f"{PAGE}?show=bounced").text
    assert "Want no such mail 2" in olga.read(PAGE)


def test_stopping_between_click_and_writing_counts(
    app: Starlette, session: Session, event: Event, olga: Browser
) -> None:
    come_in(session, event, 1)
    olga.post(PAGE, {"do": "invite"})
    session.add(MailStop(email="p0@example.org", kind="invitation"))
    session.commit()
    do_jobs(app)
    assert written(session) == []


def test_those_who_have_not_come_are_reminded_but_never_twice_in_two_days(
    app: Starlette, session: Session, event: Event, organizer: Account
) -> None:
    come_in(session, event, 2)
    with clock.at(MONDAY):
        invite(session, event, organizer.id, Standing.UNINVITED)
        do_jobs(app)
        assert invite(session, event, organizer.id, Standing.DUE) == 0
    came = attendance_of(session, 0)
    came.confirmed_at = MONDAY
    session.add(came)
    session.commit()
    with clock.at(MONDAY + timedelta(hours=47)):
        assert invite(session, event, organizer.id, Standing.DUE) == 0
    with clock.at(MONDAY + timedelta(hours=48)):
        assert invite(session, event, organizer.id, Standing.DUE) == 1
        do_jobs(app)
        assert invite(session, event, organizer.id, Standing.DUE) == 0
    assert len(written(session)) == 3


def test_who_left_is_not_invited(
    app: Starlette, session: Session, event: Event, organizer: Account
) -> None:
    come_in(session, event, 2)
    left = attendance_of(session, 0)
    left.left_at = clock.now()
    session.add(left)
    session.commit()
    assert invite(session, event, organizer.id, Standing.UNINVITED) == 1


def test_nobody_is_invited_to_an_event_that_is_over(
    session: Session, event: Event, organizer: Account
) -> None:
    come_in(session, event, 1)
    with clock.at(datetime(2028, 1, 1, tzinfo=UTC)), pytest.raises(Conflict, match="is over"):
        invite(session, event, organizer.id, Standing.UNINVITED)


def mailing(app: Starlette, event: Event) -> Deed:
    """Return what the job does that invites everybody who was not invited yet."""
    ground = Ground(app.state.settings, app.state.sessions)
    arguments = (event.id, "uninvited", clock.now().isoformat(), "en")
    return lambda _session: mail_invitations.work(ground, *arguments)


def test_without_the_holds_of_those_written_to_two_jobs_write_twice(
    app: Starlette, session: Session, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_where_writes_are_many(session)
    come_in(session, event, 20)
    deed = mailing(app, event)
    session.rollback()
    monkeypatch.setattr(Select, "with_for_update", lambda one, **_how: one)
    overtaken(app, deed, deed, after="eventnet.arrivals.actions.invitations.make_invitation")
    assert (len(written(session)), len(set(written(session)))) == (40, 20)


def test_two_jobs_at_once_write_to_everybody_once(
    app: Starlette, session: Session, event: Event
) -> None:
    come_in(session, event, 60)
    deed = mailing(app, event)
    at_once(app, deed, deed)
    assert len(written(session)) == len(set(written(session))) == 60


def test_an_invitation_is_in_the_audit_trail(
    session: Session, event: Event, organizer: Account
) -> None:
    come_in(session, event, 2)
    invite(session, event, organizer.id, Standing.UNINVITED)
    entry = session.exec(select(AuditEntry).where(AuditEntry.deed == "people.invited")).one()
    assert (entry.account_id, entry.detail) == (organizer.id, {"people": 2})


def test_a_form_that_names_nobody_is_refused(olga: Browser) -> None:
    assert olga.post(PAGE, {"do": "everybody"}).status_code == 400


def test_the_list_asks_the_same_for_1_and_30_people(
    session: Session, event: Event, olga: Browser
) -> None:
    come_in(session, event, 1)
    olga.get(PAGE)
    with counted(session) as few:
        olga.get(PAGE)
    come_in(session, event, 30)
    with counted(session) as many:
        olga.get(PAGE)
    assert many.total == few.total
