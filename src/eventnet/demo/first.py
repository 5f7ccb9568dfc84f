"""The event that the demo's community began with, a year before: over, and remembered."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, update

from eventnet import clock
from eventnet.communities.models import Community
from eventnet.database import writing
from eventnet.demo.attendees import fill_in
from eventnet.demo.conference import open_first
from eventnet.demo.remembering import remember
from eventnet.demo.ticketing import bring_in
from eventnet.events.models import Event
from eventnet.learning.teaching import teach
from eventnet.matching.refreshing import refresh
from eventnet.outcomes.models import Promise, PromiseState

Sessions = Callable[[], AbstractContextManager[Session]]

DAYS_AFTER = 4
"""How long after it most had said how it was."""


def hold_first(
    sessions: Sessions,
    community_id: str,
    story: dict[str, Any],
    people: dict[str, dict[str, Any]],
    folder: Path,
) -> None:
    """Let it open, people come and meet, and say how it was, each by the clock of then."""
    alumni = json.loads((folder / "alumni.json").read_text(encoding="utf-8"))
    told = story["first"]["event"]
    opens = datetime.fromisoformat(told["opens"]).replace(tzinfo=ZoneInfo(told["time_zone"]))
    with clock.at(opens):
        with sessions() as session:
            event = open_first(session, session.get_one(Community, community_id), story)
            event_id, ends_on = event.id, event.ends_on
            bring_in(session, event, story | story["first"], folder)
            fill_in(session, event, people | alumni)
        refresh(sessions, event_id, if_stale=False)
    after = opens.replace(year=ends_on.year, month=ends_on.month, day=ends_on.day)
    with clock.at(after + timedelta(days=DAYS_AFTER)):
        with sessions() as session:
            event = session.get_one(Event, event_id)
            remember(session, event)
            _keep_promises(session, event)
        teach(sessions, community_id)


def _keep_promises(session: Session, event: Event) -> None:
    """Let all that was promised there have been done: it is a year ago."""
    open_ones = (col(Promise.event_id) == event.id, col(Promise.state) == PromiseState.OPEN)
    with writing(session):
        session.execute(
            update(Promise)
            .where(*open_ones)
            .values(state=PromiseState.DONE, changed_at=clock.now())
            .execution_options(synchronize_session=False)
        )
