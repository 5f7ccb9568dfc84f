"""The sessions that somebody starred, as lines of their days."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.meetings.queries import OwnMeeting
from eventnet.people.clashes import among
from eventnet.people.queries import PersonView
from eventnet.programme.queries import Wanted, find_talks
from eventnet.schedule.rows import Line, Row, times


def starred_lines(
    session: Session,
    event: Event,
    attendance_id: str,
    time_zone: str | None,
    *,
    meetings: Sequence[OwnMeeting],
    people: Mapping[str, PersonView],
) -> list[Line]:
    """Return the sessions that somebody starred, with those of the meetings at the same time."""
    talks = find_talks(session, event, Wanted(starred_by=attendance_id))
    clashes = among(event, talks, meetings, people)
    here = zone(event)
    return [
        Line(
            talk.starts_at.astimezone(here),
            Row(
                *times(event, time_zone, talk.starts_at, talk.ends_at),
                state="starred",
                place=talk.room,
                talk=talk,
                clashes=clashes.get(talk.id, ()),
            ),
        )
        for talk in talks
    ]
