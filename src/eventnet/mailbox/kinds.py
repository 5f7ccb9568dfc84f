"""The kinds of mail that come by themselves, named to whoever may stop them."""

from eventnet.i18n import gettext as _

KINDS = (
    "invitation",
    "missing",
    "schedule",
    "reminders",
    "requests",
    "messages",
    "day",
    "outcomes",
    "promises",
    "watches",
    "programme",
    "announcements",
    "teams",
    "waiting",
    "reports",
    "organizing",
    "event_deleted",
)


def kind_in_words(kind: str) -> str:
    """Name a kind of mail, as in “you get no more …”."""
    return {
        "invitation": _("invitations"),
        "missing": _("reminders of what you have not said yet"),
        "schedule": _("mails about your meetings"),
        "reminders": _("reminders of your meetings"),
        "requests": _("mails about requests to meet"),
        "messages": _("mails about messages"),
        "day": _("mails on the day, about who is late, missing or free"),
        "outcomes": _("mails that ask how meetings went"),
        "promises": _("reminders of what you promised"),
        "watches": _("mails about your saved searches"),
        "programme": _("mails about sessions that you starred"),
        "announcements": _("urgent announcements of the organizers"),
        "teams": _("mails that say in which exhibitor team you are"),
        "waiting": _("mails about your place on a waiting list"),
        "reports": _("mails about reports, where you organize"),
        "event_deleted": _("mails that say that an event of yours is deleted"),
        "organizing": _("mails that say that you help to run an event"),
    }.get(kind, _("mails of this kind"))
