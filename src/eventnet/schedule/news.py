"""What has changed in somebody's days since they last said that they had seen them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func, select

from eventnet import clock
from eventnet.dates import moment
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.live import Read
from eventnet.matching.refreshing import Sessions
from eventnet.meetings.models import LIVE, Meeting, MeetingSide, MeetingState
from eventnet.meetings.queries import OwnMeeting
from eventnet.meetings.words import place
from eventnet.people.queries import PersonView
from eventnet.round_tables.models import RoundSeat, RoundTable
from eventnet.round_tables.queries import OwnSeat
from eventnet.schedule.models import ScheduleLook

Seen = Mapping[str, Sequence[str]]
"""By meeting: when it begins, where it is, and its state."""

ONLINE = "online"
EVERYBODY = ""
"""Stands for everybody in what a stream reads."""
also_new: list[Callable[[Session, str], str]] = []
"""What later features have to say to everybody in their days: each returns, by the id of an event,
what tells one state of it from another."""

RECENT = timedelta(minutes=2)
"""So far back a stream looks: longer than any transaction takes from its change to its commit."""


class NewsKind(StrEnum):
    """What became of a meeting since it was seen."""

    NEW = "new"
    MOVED = "moved"
    ACCEPTED = "accepted"
    OFF = "off"


@dataclass(frozen=True)
class News:
    """What changed about one meeting: a mark for its line, and a sentence."""

    kind: NewsKind
    meeting: OwnMeeting | None
    mark: str
    words: str
    seat: OwnSeat | None = None
    """The seat at a round table, where it is about one."""

    @property
    def at(self) -> datetime:
        """Return when what it is about begins, or was to begin."""
        about = self.meeting or self.seat
        return about.starts_at if about else datetime.min.replace(tzinfo=UTC)


def seen_by(session: Session, attendance_id: str) -> Seen | None:
    """Return what somebody has seen of their days; None if they never said so."""
    look = session.get(ScheduleLook, attendance_id)
    return None if look is None else look.seen


def snapshot(meetings: Iterable[OwnMeeting], seats: Iterable[OwnSeat] = ()) -> dict[str, list[str]]:
    """Return what there is to see of meetings and seats; those that are off are not among it."""
    return {one.id: _looks(one) for one in meetings if one.state in LIVE} | {
        one.table_id: _seat_looks(one) for one in seats if one.live
    }


def _seat_looks(one: OwnSeat) -> list[str]:
    return [one.starts_at.isoformat(), str(one.table_number), one.state.value]


def _looks(one: OwnMeeting) -> list[str]:
    where = one.place if one.table_number is None else str(one.table_number)
    if one.is_online:
        where = ONLINE
    return [one.starts_at.isoformat(), where, one.state.value]


def version(meetings: Iterable[OwnMeeting | OwnSeat]) -> str:
    """Return what tells one state of somebody's days from another; `meetings` holds all of them."""
    return max((one.changed_at.isoformat() for one in meetings), default="")


def news(
    event: Event, meetings: Iterable[OwnMeeting], seen: Seen, people: Mapping[str, PersonView]
) -> list[News]:
    """Return what of these meetings, of whatever state, is news to their reader, in order of time.

    What they did themself is none.
    """
    found = []
    for one in meetings:
        kind = _kind(one, seen.get(one.id))
        if kind is not None and one.cause_id != one.attendance_id and one.other_id in people:
            found.append(_told(event, one, kind, seen.get(one.id), people[one.other_id]))
    return found


def seat_news(event: Event, seats: Iterable[OwnSeat], seen: Seen) -> list[News]:
    """Return what of these seats is news to their owner; what they did themself is none."""
    found = []
    for one in seats:
        before = seen.get(one.table_id)
        if one.cause_id == one.attendance_id or (one.live and before is not None):
            continue
        if one.live or before is not None:
            when = moment(one.starts_at.astimezone(zone(event)))
            kind, mark = (NewsKind.NEW, _("New")) if one.live else (NewsKind.OFF, _("Off"))
            words = (
                _("New: a seat at “%(title)s”, %(when)s", title=one.title, when=when)
                if one.live
                else _("%(when)s is off: the round table “%(title)s”", when=when, title=one.title)
            )
            found.append(News(kind, None, mark, words, one))
    return found


def _kind(one: OwnMeeting, before: Sequence[str] | None) -> NewsKind | None:
    if one.state not in LIVE:
        return None if before is None else NewsKind.OFF
    if before is None:
        return NewsKind.NEW
    now = _looks(one)
    if list(before[:2]) != now[:2]:
        return NewsKind.MOVED
    accepted = before[2] == MeetingState.WAITING and one.state is MeetingState.CONFIRMED
    return NewsKind.ACCEPTED if accepted else None


def _told(
    event: Event, one: OwnMeeting, kind: NewsKind, before: Sequence[str] | None, other: PersonView
) -> News:
    here = zone(event)
    when = moment(one.starts_at.astimezone(here))
    name = other.name or _("the other person")
    if kind is NewsKind.OFF:
        return News(kind, one, _("Off"), _("%(when)s is off: %(name)s", when=when, name=name))
    if kind is NewsKind.ACCEPTED:
        words = _("%(name)s said yes: %(when)s stands", when=when, name=name)
        return News(kind, one, _("Said yes"), words)
    where = place(one)
    if kind is NewsKind.NEW or before is None:
        words = _("New: %(name)s, %(when)s, %(where)s", name=name, when=when, where=where)
        return News(kind, one, _("New"), words)
    then = moment(datetime.fromisoformat(before[0]).astimezone(here))
    if then == when:
        words = _(
            "%(when)s with %(name)s is elsewhere: %(where)s", when=when, name=name, where=where
        )
        return News(kind, one, _("Elsewhere"), words)
    words = _(
        "%(name)s moved from %(then)s to %(when)s, %(where)s",
        name=name,
        then=then,
        when=when,
        where=where,
    )
    return News(kind, one, _("Moved"), words)


def version_of(session: Session, attendance_id: str) -> str:
    """Return the version of somebody's days as they are now."""
    query = (
        select(func.max(Meeting.changed_at))
        .join(MeetingSide, col(MeetingSide.meeting_id) == Meeting.id)
        .where(MeetingSide.attendance_id == attendance_id)
    )
    seats = select(func.max(RoundSeat.changed_at)).where(
        RoundSeat.attendance_id == attendance_id, col(RoundSeat.number).is_not(None)
    )
    moments = (session.exec(query).one(), session.exec(seats).one())
    return max((one.isoformat() for one in moments if one), default="")


def version_for_all(session: Session, event_id: str) -> str:
    """Return the version of what is said to everybody in the days of an event."""
    return "".join(tell(session, event_id) for tell in also_new)


def changed_days(sessions: Sessions, event_id: str) -> Read:
    """Return what reads, for all streams of an event at once, whose days have changed lately."""

    def read() -> tuple[dict[str, str], bool]:
        query = (
            select(MeetingSide.attendance_id, func.max(Meeting.changed_at))
            .join(Meeting, col(Meeting.id) == MeetingSide.meeting_id)
            .where(Meeting.event_id == event_id, Meeting.changed_at > clock.now() - RECENT)
            .group_by(col(MeetingSide.attendance_id))
        )
        seats = (
            select(RoundSeat.attendance_id, func.max(RoundSeat.changed_at))
            .join(RoundTable, col(RoundTable.id) == RoundSeat.table_id)
            .where(
                RoundTable.event_id == event_id,
                col(RoundSeat.number).is_not(None),
                RoundSeat.changed_at > clock.now() - RECENT,
            )
            .group_by(col(RoundSeat.attendance_id))
        )
        with sessions() as session:
            found = {key: at.isoformat() for key, at in session.exec(query)}
            for key, at in session.exec(seats):
                found[key] = max(found.get(key, ""), at.isoformat())
            return {**found, EVERYBODY: version_for_all(session, event_id)}, False

    return read
