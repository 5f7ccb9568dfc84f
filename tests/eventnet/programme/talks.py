"""Sessions for tests, and programmes as files."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from eventnet.events.models import Event
from eventnet.programme.difference import Difference
from eventnet.programme.importing import bring_in, difference, keep_draft
from eventnet.programme.models import Talk
from eventnet.programme.readers import read_programme
from eventnet.programme.readers.entries import Reading, Setting
from tests.factories import save

LISBON = ZoneInfo("Europe/Lisbon")
SETTING = Setting(date(2027, 5, 11), date(2027, 5, 12), LISBON)
NINE = datetime(2027, 5, 11, 8, 0, tzinfo=UTC)
"""When the first slot of a test's event begins: nine in Lisbon."""


def a_talk(
    session: Session, event: Event, title: str = "Pumps", *, after: int = 0, minutes: int = 20
) -> Talk:
    """Make a talk that begins so many minutes after the first slot."""
    starts = NINE + timedelta(minutes=after)
    talk = Talk(
        event_id=event.id,
        key=title,
        title=title,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        folded=title.casefold(),
    )
    save(session, talk)
    return talk


def entry(called: str = "Pumps", after: int = 0, **more: Any) -> Any:
    """Return an entry of a `schedule.json`; its guid is its title unless said otherwise."""
    starts = (NINE + timedelta(minutes=after)).astimezone(LISBON)
    told = {"guid": called, "title": called, "date": starts.isoformat(), "duration": "00:20"}
    return {name: value for name, value in {**told, **more}.items() if value is not None}


def schedule(*entries: Any, room: str = "Hall", **conference: Any) -> bytes:
    """Return a `schedule.json`."""
    days = [{"index": 1, "date": "2027-05-11", "rooms": {room: list(entries)}}]
    return json.dumps({"schedule": {"conference": {"days": days, **conference}}}).encode()


def read(data: bytes) -> Reading:
    """Read a file for the tests' event."""
    return read_programme(data, SETTING)


def imported(session: Session, event: Event, *entries: Any) -> Difference:
    """Bring a programme in."""
    draft = keep_draft(session, event.id, "schedule.json", read(schedule(*entries)))
    return bring_in(session, draft.id, difference(session, draft).fingerprint(), None)
