"""The mail that says that a post is meant for somebody: by whom and where, not what."""

from collections.abc import Sequence
from dataclasses import dataclass

from eventnet.accounts.links import WAY_IN_PATH, way_in_token
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.discussions.models import Thread
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "mentions"


@dataclass(frozen=True)
class Meant:
    """A post that is meant for the reader."""

    name: str
    thread: Thread
    number: int


def mention_letter(
    settings: Settings,
    account: Account,
    community: Community,
    meant: Sequence[Meant],
    *,
    reply_to: str | None = None,
) -> Letter:
    """Return the mail about all that waits."""
    first = meant[0]
    if len(meant) == 1:
        subject = _("%(name)s means you in “%(title)s”", name=first.name, title=first.thread.title)
    else:
        subject = ngettext(
            "%(num)d post is meant for you", "%(num)d posts are meant for you", len(meant)
        )
    return Letter(
        kind=KIND,
        subject=subject,
        template="mail/mentions",
        reply_to=reply_to,
        why=_("You get this because you are a member of %(community)s.", community=community.name),
        context={
            "lines": [
                {
                    "said": _("%(name)s in “%(title)s”", name=one.name, title=one.thread.title),
                    "url": _way_in(settings, account, community, one),
                }
                for one in meant
            ],
        },
    )


def _way_in(settings: Settings, account: Account, community: Community, one: Meant) -> str:
    path = (
        f"/c/{community.slug}/groups/{one.thread.group_id}/threads/{one.thread.id}"
        f"?post={one.number}"
    )
    token = way_in_token(settings, account.email, path)
    return settings.origin + WAY_IN_PATH.format(token=token)
