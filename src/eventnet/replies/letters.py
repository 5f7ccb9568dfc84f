"""The mail that gives an answer back that could not be posted."""

from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.replies.addresses import Answerer
from eventnet.replies.incoming import Incoming
from eventnet.settings import Settings


def refused_letter(settings: Settings, found: Answerer, mail: Incoming, why: str) -> Letter:
    """Return the mail; there is one for each answer, however often that comes."""
    return Letter(
        kind="reply_refused",
        subject=_("Your answer was not posted"),
        template="mail/reply_refused",
        why=_("You get this because you answered a discussion by mail."),
        context={
            "reason": why,
            "words": mail.words,
            "url": f"{settings.origin}/c/{found.community.slug}",
            "community": found.community.name,
        },
        once=f"reply:{found.address.id}:{mail.name}",
    )
