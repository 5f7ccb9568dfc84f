"""The programme as its page shows it: by day, on the event's clocks and on the reader's own."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from eventnet import clock
from eventnet.dates import day, time
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.people.clashes import Clash
from eventnet.programme.models import Talk
from eventnet.schedule.rows import own_time


@dataclass(frozen=True)
class TalkRow:
    """One talk of a day."""

    talk: Talk
    time: str
    until: str
    own_time: str | None
    """The same moment on the reader's own clock, where that differs."""
    starred: bool
    over: bool
    clashes: Sequence[Clash] = ()


@dataclass(frozen=True)
class ProgrammeDay:
    """A day as the page shows it."""

    date: date
    label: str
    rows: Sequence[TalkRow]


def talk_row(
    event: Event,
    talk: Talk,
    time_zone: str | None,
    starred: Collection[str] = (),
    clashing: Mapping[str, Sequence[Clash]] | None = None,
) -> TalkRow:
    """Return a talk as its line; meetings stand beside it only if it is starred."""
    here, is_starred = zone(event), talk.id in starred
    return TalkRow(
        talk=talk,
        time=time(talk.starts_at.astimezone(here)),
        until=time(talk.ends_at.astimezone(here)),
        own_time=own_time(talk.starts_at, event, time_zone),
        starred=is_starred,
        over=talk.ends_at <= clock.now(),
        clashes=(clashing or {}).get(talk.id, ()) if is_starred else (),
    )


def by_day(event: Event, rows: Sequence[TalkRow]) -> list[ProgrammeDay]:
    """Return rows in order under the days on which they begin."""
    here = zone(event)
    days = groupby(rows, lambda row: row.talk.starts_at.astimezone(here).date())
    return [ProgrammeDay(on, day(on, "weekday"), list(of_day)) for on, of_day in days]
