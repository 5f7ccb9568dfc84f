"""Mails go through a real SMTP server: once, again when it fails for now, never when it says no."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import Session, col, select
from starlette.applications import Starlette

from eventnet import clock
from eventnet.database import writing
from eventnet.jobs import Ground
from eventnet.mail.delivery import deliver
from eventnet.mail.models import MailStop, MailTrouble, OutboxMail
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings
from tests.eventnet.mail.sink import PASSWORD, Sink, free_port, smtp_sink

LETTER = Letter(
    kind="schedule",
    subject="Tue 10:40, table 12:\nBcc: everyone@example.org",
    template="mail/layout",
    why="You get this because you attend.",
)


@pytest.fixture
def sink() -> Iterator[tuple[Sink, int]]:
    with smtp_sink() as running:
        yield running


def ground(app: Starlette, port: int, **settings: object) -> Ground:
    given: Settings = app.state.settings
    return Ground(
        given.model_copy(update={"smtp_host": "127.0.0.1", "smtp_port": port, **settings}),
        app.state.sessions,
    )


def write(session: Session, settings: Settings, *, to: str = "ada@example.org") -> None:
    with writing(session):
        post(session, settings, to, LETTER)


def the_mail(session: Session) -> OutboxMail:
    session.expire_all()
    return session.exec(select(OutboxMail)).one()


def test_mail_is_sent_once_with_all_its_headers(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    write(session, settings)
    here = ground(app, sink[1], bounce_address="bounces@meet.example.org")
    deliver.work(here)
    deliver.work(here)
    message = sink[0].messages[0]
    mail = the_mail(session)
    assert len(sink[0].messages) == 1
    assert mail.sent_at is not None
    assert message["To"] == "ada@example.org"
    assert message["Subject"] == "Tue 10:40, table 12: Bcc: everyone@example.org"
    assert message["Bcc"] is None
    assert message["List-Unsubscribe"] == f"<{mail.stop_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"] == f"<{mail.id}@meet.example.org>"
    assert sink[0].senders == [f"bounces+{mail.id}@meet.example.org"]
    parts = [part.get_content_type() for part in message.iter_parts()]
    assert parts == ["text/plain", "text/html"]
    assert "because you attend" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_mail_that_is_refused_for_ever_stops_further_mail(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    write(session, settings)
    sink[0].answer = "550 no such person here"
    deliver.work(ground(app, sink[1]))
    mail = the_mail(session)
    assert mail.failed_at is not None
    assert "no such person here" in (mail.failure or "")
    assert session.get(MailTrouble, "ada@example.org") is not None
    with writing(session):
        assert post(session, settings, "ada@example.org", LETTER) is None


@pytest.mark.parametrize("where", ["answer", "after_data"])
def test_mail_that_is_refused_for_now_is_tried_again_later(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int], where: str
) -> None:
    write(session, settings)
    setattr(sink[0], where, "451 greylisted")
    deliver.work(ground(app, sink[1]))
    mail = the_mail(session)
    assert mail.sent_at is None
    assert mail.failed_at is None
    assert mail.due_at > clock.now()
    setattr(sink[0], where, "250 OK")
    deliver.work(ground(app, sink[1]))
    assert sink[0].messages == []  # not yet
    with clock.at(clock.now() + timedelta(minutes=2)):
        deliver.work(ground(app, sink[1]))
    assert len(sink[0].messages) == 1


def test_mail_waits_while_the_server_is_away_and_is_given_up_in_the_end(
    app: Starlette, session: Session, settings: Settings
) -> None:
    write(session, settings)
    here = ground(app, free_port(), smtp_timeout=0.5)
    moment = clock.now()
    for _attempt in range(12):
        with clock.at(moment):
            deliver.work(here)
        moment += timedelta(hours=9)
    mail = the_mail(session)
    assert mail.failed_at is not None
    assert mail.attempts == 10
    assert session.get(MailTrouble, "ada@example.org") is None  # the server failed, not the address


FAULTS_OF_OURS: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "wrong password": ({}, {"smtp_user": "us", "smtp_password": SecretStr("wrong")}),
    "greeting refused": ({"greeting": "550 who are you?"}, {}),
    "sender refused": ({"to_sender": "550 not your address"}, {}),
    "signing in forgotten": ({"answer": "530 sign in first"}, {}),
    "relaying denied": ({"answer": "554 5.7.1 relaying denied"}, {}),
}


@pytest.mark.parametrize("fault", FAULTS_OF_OURS)
def test_fault_of_ours_condemns_nobody_and_is_tried_again_later(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int], fault: str
) -> None:
    answers, given = FAULTS_OF_OURS[fault]
    write(session, settings)
    for name, answer in answers.items():
        setattr(sink[0], name, answer)
    deliver.work(ground(app, sink[1], **given))
    mail = the_mail(session)
    assert (mail.sent_at, mail.failed_at, mail.attempts) == (None, None, 1)
    assert mail.due_at > clock.now()
    assert (mail.failure or "")[0] == "5"
    assert session.exec(select(MailTrouble)).all() == []
    sink[0].greeting = sink[0].to_sender = sink[0].answer = "250 OK"
    right = {**given, "smtp_password": SecretStr(PASSWORD.decode())}
    with clock.at(clock.now() + timedelta(minutes=2)):
        deliver.work(ground(app, sink[1], **right))
    assert len(sink[0].messages) == 1


def test_server_that_is_away_is_asked_once_a_round(
    app: Starlette, session: Session, settings: Settings
) -> None:
    for number in range(3):
        write(session, settings, to=f"{number}@example.org")
    deliver.work(ground(app, free_port()))
    session.expire_all()
    attempts = session.exec(select(OutboxMail.attempts)).all()
    assert sorted(attempts) == [0, 0, 1]


def test_mail_whose_content_is_refused_is_given_up_and_its_address_is_not(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    write(session, settings)
    sink[0].after_data = "554 looks like spam"
    deliver.work(ground(app, sink[1]))
    mail = the_mail(session)
    assert mail.failed_at is not None
    assert mail.failure == "554 looks like spam"
    assert session.exec(select(MailTrouble)).all() == []


def test_server_that_hangs_up_holds_up_no_other_mail(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    write(session, settings, to="one@example.org")
    write(session, settings, to="two@example.org")

    async def busy(_s: object, _t: object, envelope: object, address: str, _o: object) -> str:
        if address.startswith("one"):
            return "421 too many at once"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    sink[0].handle_RCPT = busy  # type: ignore[assignment]
    deliver.work(ground(app, sink[1]))
    assert [str(message["To"]) for message in sink[0].messages] == ["two@example.org"]


def two_minutes_pass(app: Starlette) -> None:
    """Let every claim on a mail grow older."""
    with app.state.sessions() as session, writing(session):
        for mail in session.exec(select(OutboxMail).where(col(OutboxMail.sent_at).is_(None))):
            if mail.claimed_at is not None:
                mail.claimed_at -= timedelta(minutes=2)


def test_mail_in_flight_is_not_taken_by_another_worker_however_slow_the_server(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    for number in range(4):
        write(session, settings, to=f"{number}@example.org")
    here, take = ground(app, sink[1]), sink[0].handle_DATA

    async def slow(server: Any, smtp: Any, envelope: Any) -> str:
        two_minutes_pass(app)
        if len(sink[0].messages) == 3:  # the last is in flight, eight minutes after the first
            await asyncio.to_thread(deliver.work, here)
        return await take(server, smtp, envelope)

    sink[0].handle_DATA = slow  # type: ignore[assignment]
    deliver.work(here)
    to = sorted(str(message["To"]) for message in sink[0].messages)
    assert to == [f"{number}@example.org" for number in range(4)]


def test_mail_without_a_server_stays_in_the_outbox(
    app: Starlette, session: Session, settings: Settings
) -> None:
    write(session, settings)
    deliver.work(Ground(settings, app.state.sessions))
    assert the_mail(session).sent_at is None


def test_one_failing_mail_does_not_hold_up_the_others(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    for to in ("one@example.org", "two@example.org", "three@example.org"):
        write(session, settings, to=to)

    async def picky(_s: object, _t: object, envelope: object, address: str, _o: object) -> str:
        if address.startswith("two"):
            return "550 no"
        envelope.rcpt_tos.append(address)  # type: ignore[attr-defined]
        return "250 OK"

    sink[0].handle_RCPT = picky  # type: ignore[assignment]
    deliver.work(ground(app, sink[1]))
    assert sorted(str(message["To"]) for message in sink[0].messages) == [
        "one@example.org",
        "three@example.org",
    ]


def test_secret_of_a_sent_mail_is_wiped(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int]
) -> None:
    letter = Letter("sign_in", "Sign in", "mail/layout", "You asked.", secret=True)
    with writing(session):
        post(session, settings, "ada@example.org", letter)
    deliver.work(ground(app, sink[1]))
    assert the_mail(session).text == the_mail(session).html == ""


@pytest.mark.parametrize("answer", ["550 no such person here", "451 greylisted"])
def test_secret_of_a_mail_that_is_given_up_is_wiped(
    app: Starlette, session: Session, settings: Settings, sink: tuple[Sink, int], answer: str
) -> None:
    letter = Letter("sign_in", "Sign in", "mail/layout", "You asked.", secret=True)
    with writing(session):
        mail = post(session, settings, "ada@example.org", letter)
        assert mail is not None
        mail.attempts = 9
    sink[0].answer = answer
    deliver.work(ground(app, sink[1]))
    mail = the_mail(session)
    assert mail.failed_at is not None
    assert mail.text == mail.html == ""


def test_secret_of_the_demo_stays_for_its_mailbox(
    app: Starlette, session: Session, settings: Settings
) -> None:
    letter = Letter("sign_in", "Sign in", "mail/layout", "You asked.", secret=True)
    with writing(session):
        post(session, settings, "ada@example.org", letter)
    demo = settings.model_copy(update={"demo": True})
    deliver.work(Ground(demo, app.state.sessions))
    mail = the_mail(session)
    assert mail.sent_at is not None
    assert "You asked." in mail.text


def test_mails_of_a_failed_action_are_not_written(session: Session, settings: Settings) -> None:
    def fail() -> None:
        with writing(session):
            post(session, settings, "ada@example.org", LETTER)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert session.exec(select(OutboxMail)).all() == []


def test_stopped_kind_is_not_written_and_what_is_asked_for_is(
    session: Session, settings: Settings
) -> None:
    with writing(session):
        session.add(MailStop(email="ada@example.org", kind="schedule"))
    asked = Letter("sign_in", "Sign in", "mail/layout", "You asked.")
    with writing(session):
        assert post(session, settings, "ada@example.org", LETTER) is None
        assert post(session, settings, "ada@example.org", asked) is not None
