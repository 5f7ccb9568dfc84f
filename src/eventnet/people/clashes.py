"""Meetings at a time for which somebody has other plans: a starred session, or a closed slot.

They stand all the same; every page that names them asks here.
"""

from collections.abc import Sequence
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
    pairs = [
        (talk, meeting)
        for meeting in (_ahead(session, attendance_id) if talks else ())
        for talk in talks
        if overlap(talk, meeting.starts_at, meeting.minutes)
    ]
    named = _named(session, event, attendance_id, [meeting for _talk, meeting in pairs])
    found: dict[str, list[Clash]] = {}
    for talk, meeting in pairs:
        found.setdefault(talk.id, []).append(named[meeting.id])
    return found


def in_closed_slots(session: Session, event: Event, attendance_id: str) -> list[Clash]:
    """Return the meetings ahead in slots in which somebody is away."""
    closed = {slot_id for _one, slot_id in away(session, event.id, [attendance_id])}
    meetings = [one for one in _ahead(session, attendance_id) if one.slot_id in closed]
    return list(_named(session, event, attendance_id, meetings).values())


def _ahead(session: Session, attendance_id: str) -> list[OwnMeeting]:
    return [one for one in meetings_of(session, attendance_id) if one.ends_at > clock.now()]


def _named(
    session: Session, event: Event, attendance_id: str, meetings: Sequence[OwnMeeting]
) -> dict[str, Clash]:
    if not meetings:
        return {}
    wanted = {attendance_id: [attendance_id, *(one.other_id for one in meetings)]}
    people = view_partners(session, event.id, wanted).get(attendance_id, {})
    here = zone(event)
    return {
        one.id: Clash(
            meeting_id=one.id,
            when=moment(one.starts_at.astimezone(here)),
            name=(one.other_id in people and people[one.other_id].name) or _("somebody"),
        )
        for one in meetings
    }
