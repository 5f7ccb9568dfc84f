"""Bring the demo's conference into an empty database, the way an organizer and attendees would.

Tickets go through the real importer; what people said afterwards is in `profiles.json`.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from eventnet.communities.models import Community
from eventnet.demo.asking import ask_around
from eventnet.demo.attendees import fill_in
from eventnet.demo.coming_again import leave_unsaid
from eventnet.demo.conference import CAST, found_community, open_conference
from eventnet.demo.enquiring import enquire
from eventnet.demo.exchanging import swap_cards
from eventnet.demo.first import hold_first
from eventnet.demo.furnishing import furnish
from eventnet.demo.noting import keep_in_mind
from eventnet.demo.rounding import gather_round
from eventnet.demo.rounds import hold_rounds
from eventnet.demo.sessions import open_programme
from eventnet.demo.talking import talk
from eventnet.demo.teaming import team_up
from eventnet.demo.ticketing import bring_in
from eventnet.demo.visiting import look_in
from eventnet.demo.watching import keep_searches
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.matching.refreshing import refresh
from eventnet.settings import Settings

HERE = Path(__file__).parent
Sessions = Callable[[], AbstractContextManager[Session]]


def load_demo(sessions: Sessions, settings: Settings) -> Iterator[str]:
    """Load the conference unless it is there; yield what to tell whoever started the demo."""
    story = _story()
    with sessions() as session:
        slug = story["community"]["slug"]
        known = session.exec(select(Community).where(Community.slug == slug)).first()
    if known is None:
        yield _("Inviting 400 people who do not exist …")
        _load(sessions, settings, story)
    yield from introduce(story)


def by_its_clocks(moment: datetime) -> datetime:
    """Return a moment that names no offset as one by the clocks of the conference."""
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(_story()["event"]["time_zone"]))


def conference(session: Session) -> Event:
    """Return the event that the demo is about."""
    slug = _story()["event"]["slug"]
    return session.exec(select(Event).where(Event.slug == slug)).one()


def _story() -> dict[str, Any]:
    story: dict[str, Any] = json.loads((HERE / "event.json").read_text(encoding="utf-8"))
    return story


def _load(sessions: Sessions, settings: Settings, story: dict[str, Any]) -> None:
    people = json.loads((HERE / "profiles.json").read_text(encoding="utf-8"))
    with sessions() as session:
        community_id = found_community(session, story).id
    hold_first(sessions, community_id, story, people, HERE)
    with sessions() as session:
        community = session.get_one(Community, community_id)
        event = open_conference(session, settings, community, story, HERE)
        event_id = event.id
        bring_in(session, event, story, HERE)
        fill_in(session, event, people)
        leave_unsaid(session, event)
        furnish(session, event)
        open_programme(session, event)
        ask_around(session, event)
        keep_in_mind(session, event)
        enquire(session, event)
        swap_cards(session, event)
        talk(session, event)
        keep_searches(session, event)
        gather_round(session, event)
        team_up(session, event)
        hold_rounds(session, event)
        look_in(session, event)
    refresh(sessions, event_id, if_stale=False)


def introduce(story: dict[str, Any]) -> Iterator[str]:
    """Say who can sign in, and how."""
    yield _(
        "%(event)s is open. Sign in as any of these, without a password:",
        event=story["event"]["name"],
    )
    for email, words in CAST.items():
        yield f"  {email:<42} {words}"
    yield _("The link to sign in comes by mail; every mail is at /mailbox.")
