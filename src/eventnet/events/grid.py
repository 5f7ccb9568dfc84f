"""The grid: slots made from a pattern, as an organizer thinks of a day, in moments of UTC."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.database import writing
from eventnet.dates import moment as in_words
from eventnet.errors import Conflict, Refused
from eventnet.events import queries
from eventnet.events.actions import NoSuchTime, held
from eventnet.events.models import Event, Slot
from eventnet.events.times import moment
from eventnet.i18n import gettext as _

MOST_SLOTS = 1000
"""Of an event."""


@dataclass(frozen=True)
class Pattern:
    """Days that look alike, in the time of the place; `until` 00:00 is the end of the day."""

    days: Sequence[date]
    first: time
    until: time
    minutes: int
    gap: int
    tables: int
    breaks: Sequence[tuple[time, time]] = ()


def grid_from_pattern(pattern: Pattern, zone: ZoneInfo) -> list[datetime]:
    """Return when the slots of a pattern begin, in UTC.

    A slot lasts its minutes whatever the clocks do in between: where they go back there are more
    slots on the clock's face, where they jump there are fewer. A slot that would reach into a
    break begins after it.
    """
    starts: list[datetime] = []
    for day in sorted(set(pattern.days)):
        begin = _at("first", day, pattern.first, zone)
        end = _at("until", *_or_midnight(day, pattern.until), zone)
        breaks = sorted(
            (_at("breaks", day, off, zone), _at("breaks", *_or_midnight(day, on), zone))
            for off, on in pattern.breaks
        )
        starts += _fill(begin, end, timedelta(minutes=pattern.minutes), pattern.gap, breaks)
    return starts


def _fill(
    begin: datetime,
    end: datetime,
    length: timedelta,
    gap: int,
    breaks: list[tuple[datetime, datetime]],
) -> Iterator[datetime]:
    start = begin
    while start + length <= end:
        stands_in = next((on for off, on in breaks if start < on and off < start + length), None)
        if stands_in is not None:
            start = stands_in
            continue
        yield start
        start += length + timedelta(minutes=gap)


def _or_midnight(day: date, clock: time) -> tuple[date, time]:
    return (day + timedelta(days=1), clock) if clock == time.min else (day, clock)


def _at(field: str, day: date, clock: time, zone: ZoneInfo) -> datetime:
    local = datetime.combine(day, clock)
    found = moment(local, zone)
    if found is None:
        raise NoSuchTime(field, local)
    return found


@dataclass(frozen=True)
class Added:
    """What became of a pattern."""

    new: int
    there_already: int


def add_slots(session: Session, event_id: str, pattern: Pattern, by: str | None) -> Added:
    """Add the slots of a pattern to the grid. Those that are there already stay as they are."""
    with writing(session):
        event = held(session, event_id)
        starts = grid_from_pattern(pattern, queries.zone(event))
        if not starts:
            raise Refused(_("No slot fits between these times. Please look at them again."))
        of_event = select(Slot).where(Slot.event_id == event_id)
        known = {  # one that stands comes after one that was taken out
            slot.starts_at: slot
            for slot in session.exec(of_event.order_by(col(Slot.removed_at).is_(None)))
        }
        standing = [slot for slot in known.values() if slot.removed_at is None]
        new = [start for start in starts if start not in {slot.starts_at for slot in standing}]
        _refuse_too_many(len(standing) + len(new))
        refuse_overlap(event, [(start, pattern.minutes) for start in starts], standing)
        for start in new:
            slot = known.get(start) or Slot(event_id=event_id, starts_at=start, minutes=0, tables=0)
            slot.minutes, slot.tables, slot.removed_at = pattern.minutes, pattern.tables, None
            session.add(slot)
        audit.record(session, "grid.added", account_id=by, event_id=event_id, slots=len(new))
    return Added(len(new), len(starts) - len(new))


def _refuse_too_many(slots: int) -> None:
    if slots > MOST_SLOTS:
        raise Refused(
            _(
                "That would make %(slots)d slots, and an event has at most %(most)d. Choose fewer "
                "days, or longer slots.",
                slots=slots,
                most=MOST_SLOTS,
            )
        )


def refuse_overlap(
    event: Event, times: Iterable[tuple[datetime, int]], standing: Sequence[Slot]
) -> None:
    """Refuse times (a start, and so many minutes) that share a part of a slot with one of these.

    Nobody can sit in two slots at once. What is the same as a slot from start to end is no other.
    """
    here = queries.zone(event)
    times = list(times)
    for slot in standing:
        for start, minutes in times:
            same = start == slot.starts_at and minutes == slot.minutes
            end = start + timedelta(minutes=minutes)
            if not same and start < slot.ends_at and slot.starts_at < end:
                raise Conflict(
                    _(
                        "The slot at %(new)s would overlap with the one of %(old)s. Take that one "
                        "out of the grid first, or choose other times.",
                        new=in_words(start.astimezone(here)),
                        old=in_words(slot.starts_at.astimezone(here)),
                    )
                )
