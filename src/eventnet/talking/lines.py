"""A conversation as its page shows it, also while it changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session

from eventnet.messages.models import Message
from eventnet.messages.queries import PAGE, messages_of, pulse
from eventnet.people.queries import PersonView, tint


@dataclass(frozen=True)
class Line:
    """One message."""

    words: str
    is_mine: bool
    at: datetime
    new_day: bool
    """Whether it is the first one of its day on the page."""


def lines(messages: list[Message], own_id: str, zone: ZoneInfo) -> list[Line]:
    """Return messages as lines, by the reader's clock."""
    found: list[Line] = []
    for one in messages:
        at = one.sent_at.astimezone(zone)
        new_day = not found or found[-1].at.date() != at.date()
        found.append(Line(one.words, one.from_id == own_id, at, new_day))
    return found


def said(
    session: Session, own_id: str, other_id: str, zone: ZoneInfo, before: int | None = None
) -> dict[str, Any]:
    """Return what the part of the page needs that changes while somebody looks at it."""
    latest, seen = pulse(session, own_id, other_id)  # first: what comes now is asked for again
    found = messages_of(session, own_id, other_id, before)
    shown = found[-PAGE:]
    is_read = bool(shown) and shown[-1].from_id == own_id and shown[-1].number <= seen
    return {
        "lines": lines(shown, own_id, zone),
        "earlier": shown[0].number if len(found) > PAGE else None,
        "latest": latest,
        "stamp": stamp(latest, seen),
        "is_read": is_read and before is None,
    }


def stamp(latest: int, seen: int) -> str:
    """Return what tells one state of a conversation from another."""
    return f"{latest}.{seen}"


def face_of(people: Mapping[str, PersonView], key: str) -> PersonView:
    """Return somebody as the reader sees them; of who is gone for good not even a name."""
    return people.get(key) or PersonView(key, tint=tint(key), has_page=False)
