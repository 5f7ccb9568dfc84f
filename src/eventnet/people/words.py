"""How choices about oneself are put to people."""

from eventnet.events.models import Consent
from eventnet.i18n import gettext as _
from eventnet.people.models import Audience

Choices = list[tuple[str, str, str]]
"""(value, label, explanation)"""


def audience_choices() -> Choices:
    """Return to whom somebody may be shown, from the smallest audience that makes sense."""
    return [
        (
            Audience.MET.value,
            _("People I meet"),
            _("Only those with whom I have a meeting. I don't appear in the list of people."),
        ),
        (
            Audience.ATTENDEES.value,
            _("Everyone who attends with me"),
            _("People at an event that I attend too can find me."),
        ),
        (
            Audience.COMMUNITY.value,
            _("The whole community"),
            _("Members can find me between events as well."),
        ),
        (
            Audience.EVERYONE.value,
            _("Everyone"),
            _("Also those who are not signed in, such as on the event's public page."),
        ),
    ]


def field_names() -> list[tuple[str, str]]:
    """Return the fields that have an audience of their own, with their names on the page."""
    return [
        ("name", _("Name")),
        ("photo", _("Photo")),
        ("headline", _("Headline")),
        ("organization", _("Organisation")),
        ("bio", _("About me")),
        ("links", _("Links")),
        ("topics", _("Interests, offers and what I look for")),
    ]


def consent_choices() -> Choices:
    """Return the ways in which planned meetings may come about."""
    return [
        (
            Consent.BOOK.value,
            _("Book me"),
            _(
                "Meetings that are planned for me stand at once, with anyone I have not ruled out. "
                "I can still call one off. What others ask me for waits for my yes."
            ),
        ),
        (
            Consent.ASK.value,
            _("Ask me"),
            _(
                "Each meeting that is planned for me waits for my yes. If I don't answer in time, "
                "it is dropped and its time is free again."
            ),
        ),
        (
            Consent.OWN.value,
            _("Only my own"),
            _("Nothing is planned for me. I meet those whom I ask, or who ask me, if both agree."),
        ),
    ]
