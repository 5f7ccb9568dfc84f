"""Taking an answer by mail: it becomes a post, or is refused in words, or is nobody's answer."""

from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import Session

from eventnet import clock, i18n
from eventnet.database import lock, writing
from eventnet.discussions.actions import writing as discussions
from eventnet.discussions.forms import PostFields
from eventnet.discussions.models import LONGEST_POST
from eventnet.errors import Refused
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.logs import logger
from eventnet.mail.outbox import post
from eventnet.replies.addresses import Answerer, find_answerer
from eventnet.replies.incoming import Incoming, Unreadable, read
from eventnet.replies.letters import refused_letter
from eventnet.replies.models import ReplyAddress
from eventnet.settings import Settings

MOST_A_DAY = 20
"""Mails to one address in a day; more are a loop, and nobody's answers."""
MOST_BYTES = 5_000_000
"""Of a mail with all that hangs on it."""

log = logger(__name__)


@dataclass(frozen=True)
class Answer:
    """What a mail server is told: a code of SMTP (RFC 5321), one of RFC 3463, and words."""

    code: int
    detail: str
    words: str

    def __str__(self) -> str:
        """Return it as a line of SMTP."""
        return f"{self.code} {self.detail} {' '.join(self.words.split())}"


TAKEN = Answer(250, "2.0.0", "Taken.")
NO_SUCH_ADDRESS = Answer(550, "5.1.1", "There is no such address, or its time is over.")
TOO_LARGE = Answer(552, "5.3.4", "This mail is too large. Please answer without attachments.")
UNREADABLE = Answer(554, "5.6.0", "This mail cannot be read. Please answer with plain text.")


def take(
    session: Session, settings: Settings, recipient: str, data: bytes, *, returned: bool
) -> Answer:
    """Take one mail for one recipient; the same mail once more is the same post."""
    found = find_answerer(session, settings, recipient)
    if found is None:
        return NO_SUCH_ADDRESS
    if len(data) > MOST_BYTES:
        return TOO_LARGE
    try:
        mail = read(data, returned=returned, own_host=settings.mail_from.partition("@")[2])
    except Unreadable:
        log.info("reply.unreadable", address=found.address.id)
        return UNREADABLE
    if mail.automatic or not _counts(session, found.address.id):
        log.info("reply.swallowed", address=found.address.id, why=mail.automatic or "too many")
        return TAKEN
    if mail.sender != found.account.email:
        return Answer(
            550,
            "5.7.1",
            _(
                "This address takes answers of one member only, sent from the address that the "
                "mails come to. Please answer from there, or on the page."
            ),
        )
    with i18n.speaking(found.account.language):
        return _post(session, settings, found, mail)


def _counts(session: Session, address_id: str) -> bool:
    """Count a mail; False if there were too many today."""
    today = clock.now().date()
    with writing(session):
        address = lock(session, ReplyAddress, address_id)
        if address is None:
            return False
        if address.counted_on != today:
            address.counted_on, address.taken = today, 0
        address.taken += 1
        session.add(address)
        return address.taken <= MOST_A_DAY


def _post(session: Session, settings: Settings, found: Answerer, mail: Incoming) -> Answer:
    words = mail.words
    if len(words) > LONGEST_POST:
        most = f"{LONGEST_POST:,}"
        why = _("A post has %(most)s characters at most; this is longer.", most=most)
        return Answer(552, "5.3.4", why)
    if mail.left_out:
        left = ngettext(
            "One attachment of this mail was left out.",
            "%(num)d attachments of this mail were left out.",
            mail.left_out,
        )
        words = f"{words}\n\n*{left}*" if words else ""
    try:
        said = PostFields(words=words, once=mail.name)
    except ValidationError as wrong:
        why = wrong.errors(include_url=False, include_input=False)[0]["msg"]
        return Answer(554, "5.6.0", why.removeprefix("Value error, "))
    try:
        thread = found.thread
        discussions.reply(session, found.membership, thread.group_id, thread.id, said)
    except Refused as refused:
        _say_why(session, settings, found, mail, refused.sentence)
    return TAKEN


def _say_why(
    session: Session, settings: Settings, found: Answerer, mail: Incoming, why: str
) -> None:
    """Send the words back, once for a mail, to the address that is known to be theirs."""
    letter = refused_letter(settings, found, mail, why)
    with writing(session):
        post(session, settings, found.account.email, letter)
