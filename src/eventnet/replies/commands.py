"""`eventnet reply`: an answer that a mail server pipes to us."""

from email import message_from_bytes, policy

from sqlmodel import Session

from eventnet.replies.taking import take
from eventnet.settings import Settings

# As sysexits.h calls them; a mail server sends what we say back to the sender.
DONE, WRONG_DATA, NO_SUCH_USER = 0, 65, 67


def take_piped(
    session: Session, settings: Settings, data: bytes, recipient: str | None
) -> tuple[int, str]:
    """Take a mail from a pipe; return the exit status, and what is said.

    Who it is for is named, or stands in what the mail server wrote above it.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    written = ("X-Original-To", "Delivered-To", "Envelope-To", "To")
    named = recipient or next((str(message[name]) for name in written if message[name]), "")
    sent_by = message["Return-Path"]
    returned = sent_by is not None and not str(sent_by).strip().strip("<>")
    answer = take(session, settings, named, data, returned=returned)
    if answer.code == 250:
        return DONE, answer.words
    return (NO_SUCH_USER if answer.detail == "5.1.1" else WRONG_DATA), str(answer)
