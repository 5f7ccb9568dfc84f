"""Mails that say that an event is deleted, or is there after all."""

from datetime import datetime

from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import Letter
from eventnet.settings import Settings

KIND = "event_deleted"


def deleted_letter(settings: Settings, event: Event, until: datetime, once: str) -> Letter:
    """Say to an attendee what they lose, and until when they can take it along."""
    return Letter(
        kind=KIND,
        subject=_("%(event)s is deleted", event=event.name),
        template="mail/address",
        why=_("You get this because you attend %(event)s.", event=event.name),
        context={
            "title": _("%(event)s is deleted", event=event.name),
            "words": [
                _("Its organizers have deleted this event. Its pages are closed as of now."),
                _(
                    "On %(when)s everything of it is erased for good: your meetings there and what "
                    "came of them, requests, messages, contact details that you exchanged there, "
                    "and your notes.",
                    when=moment(until.astimezone(zone(event))),
                ),
                _("Until then all of it is in the file that you can download of your data."),
                _("Your account, your profile, and other events stay as they are."),
            ],
            "button": _("Take my data along"),
            "address": f"{settings.origin}/account/data",
        },
        event_id=event.id,
        once=once,
    )


def kept_letter(settings: Settings, event: Event, once: str) -> Letter:
    """Say to whoever was told that the event is deleted that it is not."""
    return Letter(
        kind=KIND,
        subject=_("%(event)s stays after all", event=event.name),
        template="mail/address",
        why=_("You were told that %(event)s is deleted.", event=event.name),
        context={
            "title": _("%(event)s stays after all", event=event.name),
            "words": [_("Its organizers took it back. Everything is there as it was.")],
            "button": _("Open the event"),
            "address": f"{settings.origin}/e/{event.slug}",
        },
        event_id=event.id,
        once=once,
    )


def organizers_letter(
    settings: Settings, event: Event, until: datetime, by: str, once: str
) -> Letter:
    """Say to an organizer who deleted the event, and how to take that back."""
    return Letter(
        kind="organizing",
        subject=_("%(event)s is deleted", event=event.name),
        template="mail/address",
        why=_("You get this because you organize %(event)s.", event=event.name),
        context={
            "title": _("%(event)s is deleted", event=event.name),
            "words": [
                _("%(who)s deleted this event. Its pages are closed as of now.", who=by),
                _(
                    "On %(when)s everything of it is erased for good. Until then each organizer "
                    "can take that back.",
                    when=moment(until.astimezone(zone(event))),
                ),
            ],
            "button": _("See it, or take it back"),
            "address": f"{settings.origin}/e/{event.slug}/organize/archive/delete",
        },
        event_id=event.id,
        once=once,
    )
