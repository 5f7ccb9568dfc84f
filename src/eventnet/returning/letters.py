"""The mail that asks somebody to come again."""

from eventnet.communities.models import Community
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.returning.past import KIND


def letter(
    event: Event, source: Event, community: Community, address: str, name: str, *, again: bool
) -> Letter:
    """Return the mail; its link signs in, and leads to what is still here of them."""
    return Letter(
        kind=KIND,
        subject=_("%(event)s: shall we see you again?", event=event.name),
        template="mail/come_again",
        why=_(
            "This came because you were at %(past)s, and the organizers ask whether you come to "
            "%(event)s, too.",
            past=source.name,
            event=event.name,
        ),
        context={
            "event": event,
            "source": source,
            "community": community,
            "address": address,
            "name": name,
            "again": again,
        },
        event_id=event.id,
        secret=True,
    )
