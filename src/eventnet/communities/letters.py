"""Mails of communities."""

from sqlmodel import Session

from eventnet.accounts.links import make_invitation
from eventnet.communities.models import Community
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings


def post_steward_invitation(
    session: Session, settings: Settings, email: str, community: Community
) -> None:
    """Tell somebody that they look after a community now, inside the caller's transaction."""
    title = _("You look after %(community)s now", community=community.name)
    letter = Letter(
        kind="invitation",
        subject=title,
        template="mail/steward",
        why=_("You were made a steward of %(community)s.", community=community.name),
        context={
            "title": title,
            "words": [
                _(
                    "As its steward you make events, choose who organizes them, and keep the "
                    "place alive and clean in between."
                )
            ],
            "button": _("See the community"),
            "address": make_invitation(session, settings, email, f"/c/{community.slug}"),
        },
        secret=True,
    )
    post(session, settings, email, letter)
