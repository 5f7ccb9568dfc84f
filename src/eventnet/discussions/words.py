"""How what one says with a click is called."""

from eventnet.discussions.models import Following, ReactionKind
from eventnet.i18n import gettext as _


def reactions() -> list[tuple[ReactionKind, str]]:
    """Return what one may say to a post with a click."""
    return [
        (ReactionKind.THANKS, _("Thanks")),
        (ReactionKind.AGREE, _("I agree")),
        (ReactionKind.HELPED, _("This helped")),
    ]


def followings() -> list[tuple[Following, str, str]]:
    """Return what one may want to hear of a thread: value, name, and what it means."""
    return [
        (
            Following.FOLLOWS,
            _("Follow"),
            _("What is new stands on the community's page."),
        ),
        (Following.NEITHER, _("Neither"), _("You see what is new when you look into the group.")),
        (Following.MUTED, _("Mute"), _("Nothing tells you of it, not even if you are meant.")),
    ]
