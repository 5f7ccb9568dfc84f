"""The mail that says what became of ideas for which somebody votes, or which they suggested."""

from collections.abc import Sequence

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.ideas.models import Idea
from eventnet.ideas.words import status_in_words
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "ideas"


def status_letter(
    settings: Settings, account: Account, community: Community, ideas: Sequence[Idea]
) -> Letter:
    """Return the mail about all ideas that changed."""
    first = ideas[0]
    if len(ideas) == 1:
        status = status_in_words(first.status)
        subject = _("“%(title)s”: %(status)s", title=first.title, status=status)
    else:
        subject = ngettext(
            "%(num)d idea that you support has changed",
            "%(num)d ideas that you support have changed",
            len(ideas),
        )
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/ideas",
        why=_(
            "You get this because you vote for these ideas in %(community)s, or suggested them.",
            community=community.name,
        ),
        context={
            "community": community.name,
            "lines": [
                {
                    "title": one.title,
                    "status": status_in_words(one.status),
                    "why": one.why,
                    "url": _way_in(settings, account, community, one),
                }
                for one in ideas
            ],
        },
    )


def _way_in(settings: Settings, account: Account, community: Community, one: Idea) -> str:
    token = way_in_token(settings, account.email, f"/c/{community.slug}/ideas/{one.id}")
    return settings.origin + WAY_IN_PATH.format(token=token)
