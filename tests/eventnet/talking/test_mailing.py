"""One mail until it is read, some minutes later, and none across a veto or a block."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground
from eventnet.mail.models import MailStop, OutboxMail
from eventnet.messages.actions import PATIENCE, block, read, report
from eventnet.messages.models import MessageReport
from eventnet.messages.settling import REPORTS_KEPT, settle, sweep
from eventnet.talking.mailing import tell_unread
from eventnet.wishes.actions import make_wish
from eventnet.wishes.models import WishKind
from tests.eventnet.messages.talk import side_of, two_who_meet, wrote
from tests.eventnet.people.secrets import email_of
from tests.factories import an_account, an_event, save


@pytest.fixture
def event(session: Session) -> Event:
    return an_event(session)


def minutes_later(
    app: Starlette, session: Session, monkeypatch: pytest.MonkeyPatch, minutes: float = 6
) -> list[OutboxMail]:
    """Let time pass and the job run; return all mails so far."""
    session.rollback()
    then = clock.now() + timedelta(minutes=minutes)
    monkeypatch.setattr(clock, "now", lambda: then)
    tell_unread.work(Ground(app.state.settings, app.state.sessions))
    return list(session.exec(select(OutboxMail).order_by(col(OutboxMail.created_at))))


def test_what_stays_unread_is_told_once(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = two_who_meet(session, event, "Ada", "Ben")
    wrote(session, ada, ben, "Secret words")
    assert minutes_later(app, session, monkeypatch, PATIENCE.total_seconds() / 60 - 1) == []
    wrote(session, ada, ben, "More")
    (mail,) = minutes_later(app, session, monkeypatch, 1)
    assert (mail.to, mail.subject, mail.kind) == (
        email_of(session, ben),
        "Ada wrote to you",
        "messages",
    )
    assert mail.stop_url
    assert "/sign-in/way-in/" in mail.text
    assert "Secret words" not in mail.text + mail.html
    wrote(session, ada, ben, "Still there?")
    assert len(minutes_later(app, session, monkeypatch)) == 1
    read(session, ben, ada.id, 3)
    assert len(minutes_later(app, session, monkeypatch)) == 1
    wrote(session, ada, ben, "Again")
    assert len(minutes_later(app, session, monkeypatch)) == 2
    assert side_of(session, ben).mailed


def test_what_was_read_is_not_mailed(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben)
    read(session, ben, ada.id, 1)
    assert minutes_later(app, session, monkeypatch) == []


@pytest.mark.parametrize("how", ["veto", "block", "left", "stopped"])
def test_nothing_is_mailed_to_whoever_does_not_want_it(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    ada, ben = two_who_meet(session, event)
    wrote(session, ada, ben)
    unwanted(session, event, ada, ben, how)
    assert minutes_later(app, session, monkeypatch) == []
    assert side_of(session, ben).due_at is None


def unwanted(session: Session, event: Event, ada: Attendance, ben: Attendance, how: str) -> None:
    """Let Ben not want what Ada wrote."""
    if how == "veto":
        make_wish(session, event, ben.id, ada.id, WishKind.AVOID)
    elif how == "block":
        block(session, ben, ada.id)
    elif how == "left":
        ben.left_at = clock.now()
        save(session, ben)
    else:
        save(session, MailStop(email=email_of(session, ben), kind="messages"))


def test_reports_that_were_settled_long_ago_are_let_go(
    session: Session, app: Starlette, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    olga = an_account(session)
    reports = []
    for number in range(2):
        ada, ben = two_who_meet(session, event, slot=number)
        wrote(session, ada, ben)
        report(session, ben, ada.id, "Rude")
        reports.append(
            session.exec(select(MessageReport.id).where(MessageReport.by_id == ben.id)).one()
        )
    settle(session, event, reports[0], olga.id)
    later = clock.now() + REPORTS_KEPT
    monkeypatch.setattr(clock, "now", lambda: later)
    session.rollback()
    sweep.work(Ground(app.state.settings, app.state.sessions))
    assert session.exec(select(MessageReport.id)).all() == reports[1:]
