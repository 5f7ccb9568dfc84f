"""Organizers are told that a report waits: quietly, and never by or about whom."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.accounts.models import Account
from eventnet.events.models import Event, Organizer
from eventnet.jobs import Ground
from eventnet.mail.actions import stop_mail
from eventnet.mail.models import OutboxMail
from eventnet.messages.actions import report
from eventnet.messages.queries import reports_of_event
from eventnet.messages.settling import settle
from eventnet.talking.alerting import tell_reports
from tests.eventnet.messages.talk import two_who_meet, wrote
from tests.eventnet.people.secrets import email_of
from tests.factories import an_account, an_event, save
from tests.work import mails

ORA, OLE = "ora@example.org", "ole@example.org"


@pytest.fixture
def event(session: Session) -> Event:
    """Return an event that two people run."""
    made = an_event(session)
    for email in (ORA, OLE):
        one = an_account(session, email)
        save(session, Organizer(event_id=made.id, account_id=one.id))
    return made


def told(app: Starlette, session: Session, after: timedelta = timedelta(0)) -> list[OutboxMail]:
    """Let the job run after a while; return all mails to one organizer."""
    session.rollback()
    with clock.at(clock.now() + after):
        tell_reports.work(Ground(app.state.settings, app.state.sessions))
    return mails(session, ORA)


def account(session: Session, email: str) -> Account:
    return session.exec(select(Account).where(Account.email == email)).one()


def reported(session: Session, event: Event, *names: str, slot: int = 0) -> None:
    ada, ben = two_who_meet(session, event, *names, slot=slot)
    wrote(session, ben, ada, "Secret words")
    report(session, ada, ben.id, "He is rude")


def test_all_organizers_are_told_that_something_waits_and_no_more(
    session: Session, app: Starlette, event: Event
) -> None:
    assert told(app, session) == []
    reported(session, event, "Ada", "Ben")
    (mail,) = told(app, session)
    assert (mail.subject, mail.kind, bool(mail.stop_url)) == (
        f"{event.name}: a report waits for you",
        "reports",
        True,
    )
    said = mail.subject + mail.text + mail.html
    assert [word for word in ("Ada", "Ben", "Secret", "rude") if word in said] == []
    assert "/sign-in/way-in/" in mail.text
    assert len(mails(session, OLE)) == 1


def test_one_mail_an_hour_and_none_of_what_is_settled(
    session: Session, app: Starlette, event: Event
) -> None:
    reported(session, event, "Ada", "Ben")
    assert len(told(app, session)) == 1
    assert len(told(app, session, timedelta(hours=2))) == 1  # it was told of
    reported(session, event, "Eve", "Bob", slot=1)
    assert len(told(app, session, timedelta(minutes=55))) == 1
    assert len(told(app, session, timedelta(minutes=65))) == 2
    reported(session, event, "Ida", "Rob", slot=2)
    ora = account(session, ORA)
    for one in reports_of_event(session, event.id, ora.id):
        settle(session, event, one.id, ora.id)
    assert len(told(app, session, timedelta(hours=3))) == 2


def test_nothing_goes_to_whom_it_is_about_to_whom_stopped_it_or_after_a_day(
    session: Session, app: Starlette, event: Event
) -> None:
    ada, ben = two_who_meet(session, event, "Ada", "Ben")
    wrote(session, ben, ada)
    report(session, ada, ben.id, "He is rude")
    his = email_of(session, ben)
    save(session, Organizer(event_id=event.id, account_id=account(session, his).id))
    stop_mail(session, ORA, "reports")
    assert told(app, session) == []
    assert (mails(session, his), len(mails(session, OLE))) == ([], 1)


def test_what_is_a_day_old_is_read_on_the_page(
    session: Session, app: Starlette, event: Event
) -> None:
    reported(session, event, "Ada", "Ben")
    assert told(app, session, timedelta(days=1, minutes=1)) == []
