"""Meetings at a time for which somebody has other plans: a starred session, or a closed slot.

They stand all the same; every page that names them asks here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from eventnet import clock
from eventnet.absence.queries import away, overlap
from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.programme.models import Talk


@dataclass(frozen=True)
class Clash:
    """A meeting that stands: when, and with whom."""

    meeting_id: str
    when: str
    name: str

    @property
    def words(self) -> str:
        """Say it in a sentence."""
        return _("You meet %(name)s on %(when)s.", name=self.name, when=self.when)


def beside(
    session: Session, event: Event, attendance_id: str, talks: Sequence[Talk]
) -> dict[str, list[Clash]]:
    """Return, by talk, the meetings ahead that each overlaps; in as many statements as for one."""
    meetings = [
        one
        for one in (_ahead(session, attendance_id) if talks else ())
        if any(overlap(talk, one.starts_at, one.minutes) for talk in talks)
    ]
    people = _met(session, event, attendance_id, meetings)
    return among(event, talks, meetings, people)


def among(
    event: Event,
    talks: Sequence[Talk],
    meetings: Sequence[OwnMeeting],
    people: Mapping[str, PersonView],
) -> dict[str, list[Clash]]:
    """Return the same of meetings and people that the caller has read already."""
    found: dict[str, list[Clash]] = {}
    for meeting in meetings:
        for talk in talks:
            if _is_ahead(meeting) and overlap(talk, meeting.starts_at, meeting.minutes):
                found.setdefault(talk.id, []).append(_clash(event, meeting, people))
    return found


def in_closed_slots(session: Session, event: Event, attendance_id: str) -> list[Clash]:
    """Return the meetings ahead in slots in which somebody is away."""
    closed = {slot_id for _one, slot_id in away(session, event.id, [attendance_id])}
    meetings = [one for one in _ahead(session, attendance_id) if one.slot_id in closed]
    people = _met(session, event, attendance_id, meetings)
    return [_clash(event, one, people) for one in meetings]


def _ahead(session: Session, attendance_id: str) -> list[OwnMeeting]:
    return [one for one in meetings_of(session, attendance_id) if _is_ahead(one)]


def _is_ahead(meeting: OwnMeeting) -> bool:
    return meeting.ends_at > clock.now()


def _met(
    session: Session, event: Event, attendance_id: str, meetings: Sequence[OwnMeeting]
) -> dict[str, PersonView]:
    if not meetings:
        return {}
    wanted = {attendance_id: [attendance_id, *(one.other_id for one in meetings)]}
    return view_partners(session, event.id, wanted).get(attendance_id, {})


def _clash(event: Event, meeting: OwnMeeting, people: Mapping[str, PersonView]) -> Clash:
    other = people.get(meeting.other_id)
    when = moment(meeting.starts_at.astimezone(zone(event)))
    return Clash(meeting.id, when, (other and other.name) or _("somebody"))
