"""Mails about one's membership: that it was ended, given back, or is about to end."""

from sqlmodel import Session

from eventnet.communities.models import Community
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter, post
from eventnet.settings import Settings

KIND = "membership"


def post_removed(
    session: Session, settings: Settings, email: str, community: Community, reason: str
) -> None:
    """Tell somebody that they were removed, and why, inside the caller's transaction."""
    words = [
        _(
            "A steward of %(community)s ended your membership. Meetings and talks that you had "
            "ahead there are called off, and nobody there sees your profile.",
            community=community.name,
        ),
        _("The reason, in their words: %(reason)s", reason=reason),
        _(
            "What you wrote keeps its place. Your account, and other communities, stay as they "
            "are. On the page of your account you can take your data along, or delete it."
        ),
    ]
    title = _("You are no longer a member of %(community)s", community=community.name)
    _post(session, settings, email, community, (title, words, None))


def post_returned(session: Session, settings: Settings, email: str, community: Community) -> None:
    """Tell somebody that they are a member again, inside the caller's transaction."""
    title = _("You are a member of %(community)s again", community=community.name)
    words = [
        _(
            "A steward took you back. Your profile is as it was; groups and events that you were "
            "in you join anew."
        )
    ]
    button = (_("See the community"), f"/c/{community.slug}")
    _post(session, settings, email, community, (title, words, button))


def post_idle(
    session: Session, settings: Settings, email: str, community: Community, said: tuple[str, str]
) -> None:
    """Tell somebody that their membership is about to end, inside the caller's transaction.

    `said` is the day on which it ends, and the path by which they stay.
    """
    day, path = said
    title = _("Do you want to stay in %(community)s?", community=community.name)
    words = [
        _(
            "You have not been at %(community)s for years. It keeps nobody's data for longer than "
            "they want: on %(day)s your membership ends, and with it goes what is kept about you.",
            community=community.name,
            day=day,
        ),
        _("If you want to stay, press the button. Signing in does the same."),
    ]
    _post(session, settings, email, community, (title, words, (_("I want to stay"), path)))


def _post(
    session: Session,
    settings: Settings,
    email: str,
    community: Community,
    said: tuple[str, list[str], tuple[str, str] | None],
) -> None:
    title, words, button = said
    letter = Letter(
        kind=KIND,
        subject=title,
        template="mail/address",
        why=_("You are, or were, a member of %(community)s.", community=community.name),
        context={
            "title": title,
            "words": words,
            "button": button[0] if button else None,
            "address": settings.origin + button[1] if button else "",
        },
    )
    post(session, settings, email, letter)
