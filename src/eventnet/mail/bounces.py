"""Bounces that come back as mails: a mail server pipes them to `eventnet bounce`."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from sqlmodel import Session

from eventnet.database import writing
from eventnet.mail.delivery import give_up, trouble
from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings


def read_bounce(data: bytes) -> tuple[str, str] | None:
    """Return (id of our mail, what was said) from a delivery status notification (RFC 3464).

    None if it is something else, or only says that the mail is late. The id stands in the address
    that the notification was sent to, `bounces+ID@host`.
    """
    message = message_from_bytes(data, policy=policy.default)
    status = next(
        (part for part in message.walk() if part.get_content_type() == "message/delivery-status"),
        None,
    )
    recipient = str(message.get("To", ""))
    mail_id = recipient.partition("+")[2].partition("@")[0]
    if status is None or not mail_id:
        return None
    for fields in status.get_payload():
        if isinstance(fields, EmailMessage) and str(fields.get("Action", "")).lower() == "failed":
            said = str(fields.get("Diagnostic-Code") or fields.get("Status") or "failed")
            return mail_id, said
    return None


def take_bounce(session: Session, settings: Settings, data: bytes) -> bool:
    """Stop writing to the address that a notification is about; False if it is about none."""
    found = read_bounce(data)
    if found is None:
        return False
    mail_id, said = found
    with writing(session):
        mail = session.get(OutboxMail, mail_id)
        if mail is None:
            return False
        give_up(mail, settings, said)
        trouble(session, mail.to, said)
    return True
