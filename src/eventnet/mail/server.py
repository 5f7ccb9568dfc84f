"""The mail server: one session with it, and what its answers mean for a mail."""

import re
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from eventnet.mail.models import OutboxMail
from eventnet.settings import Settings

# Refusals of a recipient that speak of us: signed in badly (RFC 4954), or against a policy, such
# as relaying (RFC 3463, X.7.X). They say nothing about whether the address takes mail.
UNWELCOME = frozenset({530, 535, 538})
POLICY = re.compile(r"\s*5\.7\.\d")


class NotNow(Exception):
    """A mail is not taken, for a reason that may pass or that the operator can put right."""


class Unreachable(NotNow):
    """The server is away or does not let us in, so that no other mail would fare better."""


class MailRefused(Exception):
    """The server will never take this mail; its address may be as good as any."""


class AddressRefused(Exception):
    """The server will never take a mail to this address."""


class Server:
    """A session with the mail server: opened for the first mail, and anew when it broke."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._session: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, mail: OutboxMail) -> None:
        """Hand a mail over, or raise one of the four reasons of this module in its words."""
        session = self._open()
        message, envelope_sender = compose(mail, self.settings), sender(mail, self.settings)
        try:
            session.send_message(message, envelope_sender, [mail.to])
        except smtplib.SMTPRecipientsRefused as refused:
            code, words = refused.recipients[mail.to]
            if code == 421:  # it has hung up
                self._close()
            said = _in_words(words)
            if code < 500 or _is_about_us(code, said):
                raise NotNow(f"{code} {said}") from refused
            raise AddressRefused(f"{code} {said}") from refused
        except smtplib.SMTPDataError as refused:
            self._close()
            if refused.smtp_code < 500:
                raise NotNow(_said(refused)) from refused
            raise MailRefused(_said(refused)) from refused
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise NotNow(_said(error)) from error

    def _open(self) -> smtplib.SMTP:
        if self._session is None:
            try:
                self._session = connect(self.settings)
            except (OSError, smtplib.SMTPException) as error:
                raise Unreachable(_said(error)) from error
        return self._session

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None


def _is_about_us(code: int, said: str) -> bool:
    return code in UNWELCOME or POLICY.match(said) is not None


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_in_words(error.smtp_error)}"
    return str(error) or type(error).__name__


def _in_words(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def connect(settings: Settings) -> smtplib.SMTP:
    """Open a session with the mail server, as encrypted as the settings say."""
    host, timeout = settings.smtp_host or "", settings.smtp_timeout
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if settings.smtp_security == "tls":
        server = smtplib.SMTP_SSL(host, settings.smtp_port, timeout=timeout, context=context)
    else:
        server = smtplib.SMTP(host, settings.smtp_port, timeout=timeout)
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        server.ehlo_or_helo_if_needed()
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except BaseException:
        server.close()
        raise
    return server


def sender(mail: OutboxMail, settings: Settings) -> str:
    """Return the envelope's sender; it names the mail, so that a bounce can be told apart."""
    if settings.bounce_address is None:
        return settings.mail_from
    name, _at, host = settings.bounce_address.partition("@")
    return f"{name}+{mail.id}@{host}"


def compose(mail: OutboxMail, settings: Settings) -> EmailMessage:
    """Return the message; its id is the row's, so that a repeated one can be recognised."""
    message = EmailMessage()
    message["From"] = f"{settings.site_name} <{settings.mail_from}>"
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{settings.mail_from.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    if mail.stop_url:
        message["List-Unsubscribe"] = f"<{mail.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    return message
