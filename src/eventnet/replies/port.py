"""The port at which a mail server hands answers over, by LMTP (RFC 2033) or SMTP.

It is for the mail server of the house, which has taken the mail from the world, and which tells the
sender what was refused here. It listens where the settings say, by default on this machine alone.
"""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as Connection
from sqlmodel import Session

from eventnet.logs import logger
from eventnet.replies.addresses import find_answerer
from eventnet.replies.taking import MOST_BYTES, NO_SUCH_ADDRESS, take
from eventnet.settings import Settings

PATIENCE = 60.0
"""Seconds that a client may be silent."""
LONGEST_LINE = 2**16
ONE_BY_ONE = "452 4.5.3 One recipient at a time, please."
LATER = "451 4.3.0 Not now; please try again later."

Sessions = Callable[[], AbstractContextManager[Session]]
log = logger(__name__)


class Receiver:
    """What is said to a mail server, command by command."""

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self.settings = settings
        self.sessions = sessions

    async def handle_RCPT(  # noqa: N802 - the library calls it by this name
        self,
        _server: SMTP,
        _connection: Connection,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Refuse an address that is forged, foreign or over, before a word is read."""
        if envelope.rcpt_tos:
            return ONE_BY_ONE
        if not await asyncio.to_thread(self._knows, address):
            return str(NO_SUCH_ADDRESS)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 It is taken here."

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _connection: Connection, envelope: Envelope
    ) -> str:
        """Take a mail, or say in which words it is refused."""
        return await asyncio.to_thread(self._take, envelope)

    async def handle_exception(self, error: Exception) -> str:
        """Let the mail come again later."""
        log.error("reply.failed", error=repr(error))
        return LATER

    def _knows(self, address: str) -> bool:
        with self.sessions() as session:
            return find_answerer(session, self.settings, address) is not None

    def _take(self, envelope: Envelope) -> str:
        content = envelope.content
        data = content if isinstance(content, bytes) else str(content or "").encode()
        with self.sessions() as session:
            answer = take(
                session,
                self.settings,
                envelope.rcpt_tos[0],
                data,
                returned=not (envelope.mail_from or "").strip("<>"),
            )
        return str(answer)


class Port(Controller):
    """The port; a client may speak SMTP, too."""

    def factory(self) -> SMTP:
        """Return what speaks with one client."""
        return _Either(self.handler, **self.SMTP_kwargs)


class _Either(LMTP):
    """LMTP, which greets as SMTP as well, and takes the long lines that some programs write."""

    line_length_limit = LONGEST_LINE

    async def smtp_EHLO(self, arg: str) -> None:  # noqa: N802
        """Greet a client of SMTP."""
        await SMTP.smtp_EHLO(self, arg)

    async def smtp_HELO(self, arg: str) -> None:  # noqa: N802
        """Greet an old client of SMTP."""
        await SMTP.smtp_HELO(self, arg)


def open_port(settings: Settings, sessions: Sessions) -> Any:
    """Listen where the settings say, in a thread of its own, until `stop` is called."""
    port = Port(
        Receiver(settings, sessions),
        hostname=settings.lmtp_host,
        port=settings.lmtp_port or 0,
        data_size_limit=MOST_BYTES,
        enable_SMTPUTF8=True,
        ident="eventnet",
        timeout=PATIENCE,
    )
    port.start()
    return port
