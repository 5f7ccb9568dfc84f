"""A returned mail stops further mail to its address."""

from textwrap import dedent

from sqlmodel import Session

from eventnet.database import writing
from eventnet.mail.bounces import take_bounce
from eventnet.mail.models import MailTrouble
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings

LETTER = Letter("schedule", "Your day", "mail/layout", "You attend.")


def notification(mail_id: str, action: str = "failed") -> bytes:
    return dedent(f"""\
        From: MAILER-DAEMON@mx.example.net
        To: bounces+{mail_id}@meet.example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        This is the mail system.

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; ada@example.org
        Action: {action}
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 User unknown

        --b--
        """).encode()


def sent(session: Session, settings: Settings) -> str:
    with writing(session):
        mail = post(session, settings, "ada@example.org", LETTER)
        assert mail is not None
        return mail.id


def test_bounce_stops_further_mail(session: Session, settings: Settings) -> None:
    assert take_bounce(session, settings, notification(sent(session, settings)))
    trouble = session.get(MailTrouble, "ada@example.org")
    assert trouble is not None
    assert "User unknown" in trouble.words
    with writing(session):
        assert post(session, settings, "ada@example.org", LETTER) is None


def test_bounce_that_came_twice_is_taken_once(session: Session, settings: Settings) -> None:
    mail = sent(session, settings)
    assert take_bounce(session, settings, notification(mail))
    assert take_bounce(session, settings, notification(mail))


def test_secret_of_a_bounced_mail_is_wiped(session: Session, settings: Settings) -> None:
    letter = Letter("sign_in", "Sign in", "mail/layout", "You asked.", secret=True)
    with writing(session):
        mail = post(session, settings, "ada@example.org", letter)
        assert mail is not None
    assert take_bounce(session, settings, notification(mail.id))
    assert mail.text == mail.html == ""


def test_delay_and_other_mail_are_no_bounces(session: Session, settings: Settings) -> None:
    mail = sent(session, settings)
    assert not take_bounce(session, settings, notification(mail, action="delayed"))
    assert not take_bounce(session, settings, notification("not-ours"))
    assert not take_bounce(session, settings, b"Subject: hello\n\nHow are you?")
    assert not take_bounce(session, settings, b"")
    assert session.get(MailTrouble, "ada@example.org") is None
