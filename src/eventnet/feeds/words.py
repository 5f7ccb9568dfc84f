"""What feeds are of, in words."""

from eventnet.feeds.models import FeedKind
from eventnet.i18n import gettext as _


def kinds_in_words() -> list[tuple[str, set[FeedKind]]]:
    """Return what a list of feeds is divided by, and which stand under it."""
    return [
        (_("The community"), {FeedKind.COMMUNITY, FeedKind.ASKS}),
        (_("Groups"), {FeedKind.GROUP}),
        (_("People whom you follow"), {FeedKind.MEMBER}),
        (_("Your topics"), {FeedKind.TOPIC}),
    ]
