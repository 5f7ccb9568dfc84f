"""Talks that somebody starred beside the meetings that they have at the same time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventnet import clock
from eventnet.absence.queries import overlap
from eventnet.dates import moment
from eventnet.events.policies import AttendeeVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.programme.models import Talk


@dataclass(frozen=True)
class Clash:
    """A meeting that stands while a talk is on."""

    meeting_id: str
    words: str


def clashes(visit: AttendeeVisit, talks: Sequence[Talk]) -> dict[str, list[Clash]]:
    """Return, by talk, the meetings ahead that each overlaps; in as many statements as for one."""
    meetings = [
        one for one in meetings_of(visit.session, visit.attendance.id) if one.ends_at > clock.now()
    ]
    pairs = [
        (talk, meeting)
        for talk in talks
        for meeting in meetings
        if overlap(talk, meeting.starts_at, meeting.minutes)
    ]
    people = _partners(visit, [meeting for _talk, meeting in pairs])
    found: dict[str, list[Clash]] = {}
    for talk, meeting in pairs:
        found.setdefault(talk.id, []).append(_clash(visit, meeting, people))
    return found


def _partners(visit: AttendeeVisit, meetings: Sequence[OwnMeeting]) -> Mapping[str, PersonView]:
    if not meetings:
        return {}
    own = visit.attendance.id
    wanted = {own: [own, *(one.other_id for one in meetings)]}
    return view_partners(visit.session, visit.event.id, wanted).get(own, {})


def _clash(visit: AttendeeVisit, meeting: OwnMeeting, people: Mapping[str, PersonView]) -> Clash:
    person = people.get(meeting.other_id)
    words = _(
        "You meet %(name)s on %(when)s.",
        name=person.name if person and person.name else _("somebody"),
        when=moment(meeting.starts_at.astimezone(zone(visit.event))),
    )
    return Clash(meeting.id, words)
