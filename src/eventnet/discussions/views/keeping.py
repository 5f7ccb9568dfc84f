"""What was reported in a group, for those who keep order there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from eventnet.discussions.markdown import as_html, as_text, excerpt
from eventnet.discussions.reported import reported
from eventnet.groups.policies import GroupVisit
from eventnet.templating import render


@dataclass(frozen=True)
class Deed:
    """What a moderator may do with it by a button."""

    label: str
    href: str
    do: str


@dataclass(frozen=True)
class OtherReported:
    """What is reported besides posts: where it stands, how it begins, and why."""

    kind: str
    title: str
    href: str
    words: str
    reasons: Sequence[str]
    deeds: Sequence[Deed]


also_reported: list[Callable[[GroupVisit], list[OtherReported]]] = []
"""What else is reported in a group, and waits; later features add theirs."""


def reports(visit: GroupVisit) -> Response:
    """Show the posts that were reported or are hidden, and whatever else is reported."""
    context = {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "reported": reported(visit.session, visit.membership, visit.group.id),
        "others": [one for find in also_reported for one in find(visit)],
        "as_html": as_html,
        "as_text": as_text,
        "excerpt": excerpt,
    }
    return render(visit, "discussions/reports.html", context)
