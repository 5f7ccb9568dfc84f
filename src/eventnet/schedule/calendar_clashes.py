"""Meetings that stand while their reader's calendar says that they are busy."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from eventnet import clock
from eventnet.absence.queries import closed_by_calendar
from eventnet.i18n import gettext as _
from eventnet.meetings.queries import OwnMeeting


def clashes_of(
    session: Session, event_id: str, meetings: Mapping[str, Sequence[OwnMeeting]]
) -> list[OwnMeeting]:
    """Return the meetings ahead, of these by attendee, that clash with the attendee's calendar."""
    closed = closed_by_calendar(session, event_id, list(meetings))
    return [
        meeting
        for one, mine in meetings.items()
        for meeting in mine
        if (one, meeting.slot_id) in closed and meeting.ends_at > clock.now()
    ]


def clash_words() -> str:
    """Say that a meeting clashes, and the ways out."""
    return _(
        "Your calendar says that you are busy then. The meeting stands until you move it or call "
        "it off."
    )
