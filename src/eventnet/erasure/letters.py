"""The mail that says that an account is deleted, and how to take that back."""

from datetime import datetime

from sqlmodel import Session

from eventnet.dates import moment
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings


def post_farewell(
    session: Session, settings: Settings, email: str, token: str, until: datetime
) -> None:
    """Write the mail, inside the caller's transaction. It is the last one to this account."""
    letter = Letter(
        kind="erasure",
        subject=_("Your account at %(site)s is deleted", site=settings.site_name),
        template="mail/address",
        why=_(
            "Somebody who had just signed in at %(site)s asked for this.", site=settings.site_name
        ),
        context={
            "title": _("Your account is deleted"),
            "words": [
                _(
                    "You left all events, your meetings are called off and the others are told. "
                    "Nobody can sign in with this account, and nobody sees it."
                ),
                _(
                    "Until %(until)s (UTC) you can take it back by the link below. After that "
                    "everything about you is erased for good, this mail's record too, and nobody "
                    "writes to you again.",
                    until=moment(until),
                ),
                _("If it was not you who asked for this, take it back now."),
            ],
            "button": _("Take it back"),
            "address": f"{settings.origin}/account/delete/back/{token}",
        },
        secret=True,
    )
    post(session, settings, email, letter)
