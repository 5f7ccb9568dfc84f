"""A person's own days: every slot of the grid, with whoever they meet in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.absence.queries import away
from eventnet.dates import day as in_words
from eventnet.dates import moment, time
from eventnet.events.models import Event
from eventnet.events.queries import slots_by_day, today, zone
from eventnet.floor.queries import room
from eventnet.floor.room import Room
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.meetings import online
from eventnet.meetings.models import LIVE, MeetingState
from eventnet.meetings.queries import OwnMeeting, meetings_of
from eventnet.meetings.words import place
from eventnet.people.common_ground import why_meet
from eventnet.people.partners import view_partners
from eventnet.people.queries import PersonView
from eventnet.round_tables.queries import OwnSeat, seats_of
from eventnet.round_tables.words import place_of
from eventnet.schedule.calendar_clashes import clash_words, clashes_of
from eventnet.schedule.news import News, news, seat_news, seen_by, version
from eventnet.schedule.rows import BREAK, Line, Row, Times, free, pause, times, together
from eventnet.schedule.starred import starred_lines
from eventnet.schedule.ways import DayMap, day_map, with_ways


@dataclass(frozen=True)
class DayPage:
    """A day as the page shows it."""

    label: str
    rows: Sequence[Row]
    map: DayMap | None = None
    """The way of the day; None where the room was not set up, or nothing is at a table."""


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
    starred: int
    """How many sessions stand in the days."""
    never_seen: bool
    """Whether the reader has not said yet that they had seen any of it."""
    seats: Sequence[OwnSeat] = ()
    """Those that the reader has at round tables."""

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


def schedule_of(
    session: Session,
    event: Event,
    attendance_id: str,
    time_zone: str | None,
    href: str,
    *,
    table_href: str = "",
) -> Schedule:
    """Return somebody's days; `href` is the address of a meeting with `MEETING` in its place.

    `table_href` is that of a round table with `TABLE`.
    """
    everything = meetings_of(session, attendance_id, tuple(MeetingState))
    meetings = [meeting for meeting in everything if meeting.state in LIVE]
    seen = seen_by(session, attendance_id)
    told = [one for one in everything if one.state in LIVE or (seen and one.id in seen)]
    people = people_of(session, event, attendance_id, told)
    all_seats = seats_of(session, [attendance_id]).get(attendance_id, [])
    seats = {one.slot_id: one for one in all_seats if one.live}
    changed = [] if seen is None else news(event, told, seen, people)
    marks = {one.meeting.id: one.mark for one in changed if one.meeting}
    if seen is not None:
        changed = sorted([*changed, *seat_news(event, all_seats, seen)], key=lambda one: one.at)
        marks |= {one.seat.table_id: one.mark for one in changed if one.seat}
    by_slot: dict[str, list[OwnMeeting]] = {}
    for meeting in meetings:
        by_slot.setdefault(meeting.slot_id, []).append(meeting)
    absent = {slot_id for _, slot_id in away(session, event.id, [attendance_id])}
    clashing = {one.id for one in clashes_of(session, event.id, {attendance_id: meetings})}
    talks = starred_lines(
        session, event, attendance_id, time_zone, meetings=meetings, people=people
    )
    grid = {day.date: day.slots for day in slots_by_day(session, event)}
    days, place_in = [], room(session, event.id)
    for on in sorted({*grid, *(talk.starts.date() for talk in talks)}):
        lines = [talk for talk in talks if talk.starts.date() == on]
        for before, slot in zip([None, *grid.get(on, ())], grid.get(on, ()), strict=False):
            if before is not None:
                lines += _pause(event, time_zone, before.ends, slot.starts, talks)
            hours = times(event, time_zone, slot.starts, slot.ends)
            held = [one for one in by_slot.get(slot.id, ()) if one.other_id in people]
            for one in held:
                row = _row(event, hours, one, people, href)
                clash = clash_words() if one.id in clashing else ""
                row = replace(row, mark=marks.get(one.id, ""), clash=clash)
                lines.append(Line(slot.starts, row))
            if (seat := seats.get(slot.id)) is not None:
                row = _seat_row(hours, seat, table_href.replace("TABLE", seat.table_id))
                clash = _starred_then(talks, slot.starts, slot.ends)
                mark = marks.get(seat.table_id, "")
                lines.append(Line(slot.starts, replace(row, mark=mark, clash=clash)))
            elif not held and slot.id not in absent:
                row = Row(*hours, state="free", words=free(slot.ends - slot.starts))
                lines.append(Line(slot.starts, row))
        in_order = [line.row for line in sorted(lines, key=lambda one: one.starts)]
        rows = with_ways(place_in, together(in_order))
        days.append(DayPage(in_words(on, "weekday"), rows, _map(event, on, place_in, rows)))
    return Schedule(
        days,
        meetings,
        people,
        changed,
        version([*everything, *all_seats]),
        starred=len(talks),
        never_seen=seen is None,
        seats=[one for one in all_seats if one.live],
    )


def _pause(
    event: Event,
    time_zone: str | None,
    starts: datetime,
    ends: datetime,
    talks: Sequence[Line],
) -> list[Line]:
    """Return the break between two slots as a line, unless the reader goes to a session then.

    Where a session that began before reaches into it, the break begins when that is over.
    """
    before = [one.row.talk for one in talks if one.row.talk and one.starts < starts]
    starts = max([starts, *(talk.ends_at for talk in before)])
    if ends - starts < BREAK or any(starts <= talk.starts < ends for talk in talks):
        return []
    return [Line(starts, pause(*times(event, time_zone, starts, ends), ends - starts))]


def _seat_row(hours: Times, seat: OwnSeat, href: str) -> Row:
    words = _("You host this round table") if seat.hosts else ""
    place = place_of(seat.table_number)
    return Row(*hours, state="round", words=words, place=place, href=href, seat=seat)


def _starred_then(talks: Sequence[Line], starts: datetime, ends: datetime) -> str:
    """Say of a seat that a session which its reader starred is on at that time."""
    on = (one.row.talk for one in talks if one.starts < ends)
    clashes = any(talk.ends_at > starts for talk in on if talk)
    return _("A session that you starred is on at that time too.") if clashes else ""


def _map(event: Event, on: date, place_in: Room, rows: Sequence[Row]) -> DayMap | None:
    is_today = on == today(event, clock.now())
    return day_map(place_in, rows, is_today=is_today)


def _row(
    event: Event,
    hours: Times,
    meeting: OwnMeeting,
    people: Mapping[str, PersonView],
    href: str,
) -> Row:
    page = href.replace("MEETING", meeting.id)
    how = joining(event, meeting, f"{page}/join")
    return Row(
        *hours,
        state="waiting" if meeting.state is MeetingState.WAITING else "confirmed",
        words=_waits(event, meeting, people[meeting.other_id]),
        place=place(meeting),
        person=people[meeting.other_id],
        reason=next(iter(why_for_reader(meeting, people)), ""),
        href=page,
        meeting=meeting,
        join=how["join"],
        opens=how["opens"],
    )


def joining(event: Event, meeting: OwnMeeting, address: str) -> dict[str, str]:
    """Return how to take part in a meeting online: `join` while it is open, else when it `opens`.

    `address` is our page that leads there.
    """
    now = clock.now()
    if online.address(event, meeting) is None or meeting.ends_at <= now:
        return {"join": "", "opens": ""}
    if online.is_open(meeting, now):
        return {"join": address, "opens": ""}
    when = time(online.opens_at(meeting).astimezone(zone(event)))
    return {"join": "", "opens": _("You can join from %(when)s on.", when=when)}


def _waits(event: Event, meeting: OwnMeeting, other: PersonView) -> str:
    if meeting.state is not MeetingState.WAITING:
        return ""
    until = meeting.answer_until or meeting.starts_at
    when = moment(until.astimezone(zone(event)))
    if meeting.needs_answer:
        return _("Waits for your yes, until %(when)s", when=when)
    return _("Waits for %(name)s, until %(when)s", name=other.name, when=when)


def next_row(schedule: Schedule) -> tuple[Row, str] | None:
    """Return the meeting, or the seat, that is next or under way, and in words how soon.

    Only on the day itself: before, the whole days are what people look at.
    """
    now = clock.now()
    for page in schedule.days:
        for row in page.rows:
            about = row.meeting or row.seat
            if about is None or about.ends_at <= now:
                continue
            ahead = about.starts_at - now
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
