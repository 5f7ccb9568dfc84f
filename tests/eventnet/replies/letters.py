"""Mails as people send them, handed over by real clients."""

import smtplib
import socket
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage

ADA = "ada@example.org"


def a_free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as one:
        port: int = one.getsockname()[1]
    return port


def a_mail(
    to: str, words: str = "The red one.", sender: str = f"Ada <{ADA}>", **headers: str
) -> EmailMessage:
    """Return a mail; `Auto_Submitted="auto-replied"` is the header Auto-Submitted."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = "Re: Which pump?"
    message["Message-ID"] = headers.pop("Message_ID", "<one@example.org>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message


@dataclass(frozen=True)
class Door:
    """The port, as a mail server knows it."""

    port: int

    def hand_over(
        self, mail: EmailMessage, to: str, sender: str = ADA, *, lmtp: bool = True
    ) -> tuple[int, str]:
        """Hand a mail over for one recipient; return the code and the words of the answer."""
        client: smtplib.SMTP
        client = smtplib.LMTP("127.0.0.1", self.port) if lmtp else smtplib.SMTP()
        if not lmtp:
            client.connect("127.0.0.1", self.port)
        try:
            client.ehlo()
            code, said = client.mail(sender)
            if code == 250:
                code, said = client.rcpt(to)
            if code == 250:
                code, said = client.data(mail.as_bytes(policy=policy.SMTP))
            return code, said.decode()
        except smtplib.SMTPResponseException as refused:
            answer = refused.smtp_error
            return refused.smtp_code, answer.decode() if isinstance(answer, bytes) else answer
        finally:
            client.close()
