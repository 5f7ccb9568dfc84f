"""A person's own days: every slot of the grid, with whoever they meet in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.dates import day as in_words
from eventnet.dates import moment, time
from eventnet.events.models import Event
from eventnet.events.queries import slots_by_day, zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings.models import LIVE, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.meetings.words import place
from eventnet.people.common_ground import why_meet
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.schedule.clashes import clash_words, clashes_of
from eventnet.schedule.news import News, news, seen_by, version


@dataclass(frozen=True)
class Row:
    """One line of a day: a meeting, or a slot that is free."""

    time: str
    until: str
    own_time: str | None
    """The same moment on the reader's own clock, where that differs."""
    state: str
    """`confirmed`, `waiting` or `free`."""
    words: str = ""
    """What a waiting meeting waits for, and until when."""
    place: str = ""
    person: PersonView | None = None
    reason: str = ""
    href: str | None = None
    meeting: OwnMeeting | None = None
    mark: str = ""
    """What is new about it, in a word."""
    clash: str = ""
    """What else its reader has at that time, and what to do."""


@dataclass(frozen=True)
class DayPage:
    """A day as the page shows it."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Schedule:
    """All days of one attendee."""

    days: Sequence[DayPage]
    meetings: Sequence[OwnMeeting]
    people: Mapping[str, PersonView]
    news: Sequence[News]
    """What changed since the reader last said that they had seen it."""
    version: str
    """What tells this state of the days from another."""
    never_seen: bool
    """Whether the reader has not said yet that they had seen any of it."""

    @property
    def waiting(self) -> int:
        """How many meetings wait for this person's answer."""
        return sum(meeting.needs_answer for meeting in self.meetings)


def people_of(
    session: Session, event: Event, attendance_id: str, meetings: Sequence[OwnMeeting]
) -> dict[str, PersonView]:
    """Return those whom somebody meets, and this person, as they may see them."""
    return people_of_each(session, event, {attendance_id: meetings}).get(attendance_id, {})


def people_of_each(
    session: Session, event: Event, meetings: Mapping[str, Sequence[OwnMeeting]]
) -> dict[str, dict[str, PersonView]]:
    """Return the same for each of many attendees, in as many statements as for one."""
    wanted = {one: [one, *(meeting.other_id for meeting in own)] for one, own in meetings.items()}
    return view_partners(session, event.id, wanted)


def why(meeting: OwnMeeting, people: Mapping[str, PersonView]) -> list[str]:
    """Return the reasons for a meeting that are true now of what its reader may see."""
    me, them = people.get(meeting.attendance_id), people.get(meeting.other_id)
    if me is None or them is None:
        return []
    return why_meet(me, them, meeting.because, meeting.reader_is_a)


def why_for_reader(meeting: OwnMeeting, people: Mapping[str, PersonView]) -> list[str]:
    """Return the reasons as only the reader themself may read them.

    Where there is no other, their own wish is one.
    """
    return why(meeting, people) or ([_("You wanted to meet them.")] if meeting.wanted else [])


def own_time(moment: datetime, event: Event, time_zone: str | None) -> str | None:
    """Return a moment on the person's own clock, unless that shows what the event's shows."""
    if time_zone is None:
        return None
    own, there = moment.astimezone(ZoneInfo(time_zone)), moment.astimezone(zone(event))
    if own.utcoffset() == there.utcoffset():
        return None
    return time(own) if own.date() == there.date() else in_words(own, "short") + ", " + time(own)


def schedule_of(
    session: Session, event: Event, attendance_id: str, time_zone: str | None, href: str
) -> Schedule:
    """Return somebody's days; `href` is the address of a meeting with `MEETING` in its place."""
    everything = meetings_of(session, attendance_id, tuple(MeetingState))
    meetings = [meeting for meeting in everything if meeting.state in LIVE]
    seen = seen_by(session, attendance_id)
    told = [one for one in everything if one.state in LIVE or (seen and one.id in seen)]
    people = people_of(session, event, attendance_id, told)
    changed = [] if seen is None else news(event, told, seen, people)
    marks = {one.meeting.id: one.mark for one in changed}
    by_slot: dict[str, list[OwnMeeting]] = {}
    for meeting in meetings:
        by_slot.setdefault(meeting.slot_id, []).append(meeting)
    absent = {slot_id for _, slot_id in away(session, event.id, [attendance_id])}
    clashing = {one.id for one in clashes_of(session, event.id, {attendance_id: meetings})}
    days = []
    for day in slots_by_day(session, event):
        rows: list[Row] = []
        for slot in day.slots:
            times = (time(slot.starts), time(slot.ends), own_time(slot.starts, event, time_zone))
            held = [one for one in by_slot.get(slot.id, ()) if one.other_id in people]
            rows += [
                replace(
                    _row(event, times, one, people, href),
                    mark=marks.get(one.id, ""),
                    clash=clash_words() if one.id in clashing else "",
                )
                for one in held
            ]
            if not held and slot.id not in absent:
                rows.append(Row(*times, state="free"))
        days.append(DayPage(in_words(day.date, "weekday"), rows))
    return Schedule(days, meetings, people, changed, version(everything), never_seen=seen is None)


def _row(
    event: Event,
    times: tuple[str, str, str | None],
    meeting: OwnMeeting,
    people: Mapping[str, PersonView],
    href: str,
) -> Row:
    return Row(
        *times,
        state="waiting" if meeting.state is MeetingState.WAITING else "confirmed",
        words=_waits(event, meeting, people[meeting.other_id]),
        place=place(meeting),
        person=people[meeting.other_id],
        reason=next(iter(why_for_reader(meeting, people)), ""),
        href=href.replace("MEETING", meeting.id),
        meeting=meeting,
    )


def _waits(event: Event, meeting: OwnMeeting, other: PersonView) -> str:
    if meeting.state is not MeetingState.WAITING:
        return ""
    until = meeting.answer_until or meeting.starts_at
    when = moment(until.astimezone(zone(event)))
    if meeting.needs_answer:
        return _("Waits for your yes, until %(when)s", when=when)
    return _("Waits for %(name)s, until %(when)s", name=other.name, when=when)


def next_row(schedule: Schedule) -> tuple[Row, str] | None:
    """Return the meeting that is next or under way, and in words how soon; None if there is none.

    Only on the day itself: before, the whole days are what people look at.
    """
    now = clock.now()
    for page in schedule.days:
        for row in page.rows:
            if row.meeting is None or row.meeting.ends_at <= now:
                continue
            ahead = row.meeting.starts_at - now
            if ahead > timedelta(hours=12):
                return None
            return row, _soon(ahead)
    return None


def _soon(ahead: timedelta) -> str:
    minutes = round(ahead.total_seconds() / 60)
    if minutes <= 0:
        return _("Now")
    if minutes < 90:
        return ngettext("In %(num)d minute", "In %(num)d minutes", minutes)
    return ngettext("In %(num)d hour", "In %(num)d hours", round(minutes / 60))
