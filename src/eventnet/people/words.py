"""How choices about oneself are put to people."""

from eventnet.dates import moment
from eventnet.events.models import Consent, Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.switching import Switched
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


def would_switch_in_words(event: Event, would: Switched, *, afar: bool) -> str:
    """Say before somebody switches what that does to their meetings."""
    if afar:
        moves = ngettext(
            "%(num)d of your meetings moves online, and its table is free for others; the other "
            "person is told.",
            "%(num)d of your meetings move online, and their tables are free for others; the other "
            "people are told.",
            would.moved,
        )
        return moves if would.moved else _("You have no meeting yet that would move online.")
    moves = ngettext(
        "%(num)d of your meetings gets a table or stand; the other person is told.",
        "%(num)d of your meetings get a table or stand; the other people are told.",
        would.moved,
    )
    if not would.moved:
        moves = _("No meeting of yours moves to the room.")
    return " ".join(filter(None, (moves, _unseated(event, would))))


def switched_in_words(event: Event, done: Switched, *, afar: bool) -> str:
    """Say what a switch did."""
    if afar:
        said = _("You take part from afar now.")
        moved = ngettext(
            "%(num)d meeting is online now, and the other person is told.",
            "%(num)d meetings are online now, and the other people are told.",
            done.moved,
        )
    else:
        said = _("You take part in the room now.")
        moved = ngettext(
            "%(num)d meeting is in the room now, and the other person is told.",
            "%(num)d meetings are in the room now, and the other people are told.",
            done.moved,
        )
    return " ".join(filter(None, (said, moved if done.moved else "", _unseated(event, done))))


def _unseated(event: Event, switched: Switched) -> str:
    """Name the times at which no table is free."""
    if not switched.unseated:
        return ""
    here = zone(event)
    times = "; ".join(moment(at.astimezone(here)) for at in sorted(switched.unseated))
    return _("No table is free on %(times)s: there you stay online.", times=times)
