"""The links at the top of a page, and beside the organizers' pages, by who is looking."""

from collections.abc import Callable
from typing import NamedTuple

from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Visit


class Link(NamedTuple):
    """One entry of the navigation."""

    label: str
    href: str
    current: bool
    waiting: int = 0
    """How much waits there."""
    name: str = ""
    group: str = ""
    """What it stands under, beside others of its kind."""


counts: dict[str, Callable[[Visit], int]] = {}
"""What waits behind an entry, by the name of its page; features say it."""


def navigation(frame: Frame, visit: Visit) -> list[Link]:
    """Return where this person can go from here."""
    entries: list[tuple[str, str, dict[str, str]]] = []
    if frame.event:
        event = {"event": frame.event.slug}
        if frame.attends:
            entries += [
                (_("My days"), "schedule", event),
                (_("Ten people"), "recommended", event),
                (_("People"), "people", event),
                (_("Requests"), "requests", event),
                (_("Messages"), "messages", event),
                (_("Programme"), "programme", event),
                (_("My profile"), "profile", event),
            ]
        if frame.organizes and not frame.attends:
            entries.append((_("People"), "people", event))
        if frame.duties:
            entries.append((_("Organize"), "organize", event))
    elif frame.community:
        community = {"community": frame.community.slug}
        entries += [
            (_("Community"), "community", community),
            (_("People I met"), "met", community),
            (_("Introductions"), "introductions", community),
            (_("Rounds"), "rounds", community),
            (_("Asks"), "asks", community),
            (_("Crews"), "crews", community),
            (_("Groups"), "groups", community),
            (_("Ideas"), "ideas", community),
            (_("Jobs and services"), "listings", community),
        ]
    if frame.account:
        entries.append((_("My events"), "home", {}))
        if frame.operates and not frame.event:
            entries.append((_("Communities"), "communities", {}))
    path = visit.request.url.path
    links = [_link(visit, path, *entry) for entry in entries]
    # All pages of a community lie below its first: that is meant where no other entry is.
    elsewhere = any(one.current for one in links if one.name != "community")
    return [
        one._replace(current=one.current and not elsewhere) if one.name == "community" else one
        for one in links
    ]


OF_DUTY = {
    "organize": {"door", "content", "matching"},
    "organize-day": {"door"},
    "door": {"door"},
    "details": {"content"},
    "look": {"content"},
    "programme-source": {"content"},
    "words": {"content"},
    "announcements": {"content"},
    "grid": {"matching"},
    "room": {"matching"},
    "roles": {"matching"},
    "changes": {"matching"},
    "runs": {"matching"},
    "hand-rules": {"matching"},
    "what-if": {"matching"},
    "learned": {"matching"},
}
"""The pages of the console that a helper of a duty may open, as the route tables say too."""


def may_open(frame: Frame, name: str) -> bool:
    """Say whether somebody may open a page of the console."""
    return frame.organizes or bool(frame.duties & OF_DUTY.get(name, set()))


def sections(frame: Frame, visit: Visit) -> list[Link]:
    """Return the pages of the console that somebody runs, of the event they are at."""
    if frame.event is None or not frame.duties:
        return []
    groups = [
        ("", [(_("What comes next"), "organize")]),
        (
            _("Set up"),
            [
                (_("Name, place, dates"), "details"),
                (_("Colour and logo"), "look"),
                (_("Phases and deadlines"), "phase"),
                (_("Slots and tables"), "grid"),
                (_("Room, and online"), "room"),
                (_("Roles"), "roles"),
                (_("Questions"), "event-questions"),
                (_("Programme"), "programme-source"),
                (_("Words"), "words"),
                (_("Changes"), "changes"),
            ],
        ),
        (
            _("People"),
            [
                (_("Everyone"), "roll"),
                (_("Ticket imports"), "imports"),
                (_("Invitations"), "invite"),
                (_("From last time"), "last-time"),
                (_("Joining by link"), "joining"),
                (_("Waiting list"), "waiting-list"),
                (_("Exhibitor teams"), "exhibitors"),
                (_("Reports"), "reports"),
            ],
        ),
        (
            _("Matching"),
            [
                (_("Runs"), "runs"),
                (_("Pairs by hand"), "hand-rules"),
                (_("What if"), "what-if"),
                (_("What was learned"), "learned"),
            ],
        ),
        (
            _("The day"),
            [
                (_("Board"), "organize-day"),
                (_("At the door"), "door"),
                (_("Announcements"), "announcements"),
            ],
        ),
        (
            _("Afterwards"),
            [(_("What came of it"), "afterwards"), (_("Network map"), "event-map")],
        ),
        (
            _("Behind it"),
            [(_("Team"), "team"), (_("Trail"), "trail"), (_("Archive or delete"), "archive")],
        ),
    ]
    path, event = visit.request.url.path, {"event": frame.event.slug}
    links = [
        _link(visit, path, label, name, event)._replace(group=group)
        for group, entries in groups
        for label, name in entries
        if may_open(frame, name)
    ]
    # Every page of the console lies below the first, which is meant only where it stands itself.
    return [links[0]._replace(current=path == links[0].href), *links[1:]]


def _link(visit: Visit, path: str, label: str, name: str, params: dict[str, str]) -> Link:
    href = visit.url(name, **params)
    count = counts[name](visit) if name in counts else 0
    return Link(label, href, path == href or path.startswith(f"{href}/"), count, name)
