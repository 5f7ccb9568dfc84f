"""Meetings online: the address of each, which nobody can guess, and from when on it is open."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.meetings.models import MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.tokens import new_secret

HERE = "{meeting}"
"""What stands in an event's pattern for the part that is a meeting's own."""
AHEAD = timedelta(minutes=15)
"""So long before it begins a meeting's address is told; until then people have ours."""
LONGEST = 300


def new_room() -> str:
    """Return what tells the address of one meeting from all others, and cannot be guessed."""
    return new_secret()


def check_pattern(pattern: str) -> str:
    """Return a pattern that makes an address for each meeting; ValueError in words otherwise."""
    if pattern.count(HERE) != 1 or "{" in (rest := pattern.replace(HERE, "")) or "}" in rest:
        raise ValueError(
            _(
                "The address needs %(here)s exactly once, where each meeting's own part goes, and "
                "no other braces.",
                here=HERE,
            )
        )
    wrong = _("Write a whole address that begins with https://, such as %(example)s.")
    wrong = wrong % {"example": f"https://meet.example.org/{HERE}"}
    try:
        parts = urlsplit(pattern)
        _port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise ValueError(wrong) from error
    plain = parts.scheme == "https" and "." in host.strip(".") and "@" not in parts.netloc
    if not plain or any(sign.isspace() or sign in "<>\"'\\`^|" for sign in pattern):
        raise ValueError(wrong)
    if HERE in parts.netloc:
        raise ValueError(_("The meeting's own part comes after the name of the site, not in it."))
    return pattern


def address(event: Event, meeting: OwnMeeting) -> str | None:
    """Return where the two of a meeting meet online; None in the room, or if it does not stand."""
    stands = meeting.state is MeetingState.CONFIRMED
    if meeting.room is None or not stands or not event.online_pattern:
        return None
    return event.online_pattern.replace(HERE, meeting.room)


def opens_at(meeting: OwnMeeting) -> datetime:
    """Return from when on the address of a meeting online is told."""
    return meeting.starts_at - AHEAD


def is_open(meeting: OwnMeeting, now: datetime) -> bool:
    """Say whether the two of a meeting online may be told its address."""
    return opens_at(meeting) <= now < meeting.ends_at + AHEAD
