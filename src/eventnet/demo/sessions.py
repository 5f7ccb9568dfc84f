"""The demo's programme as a `schedule.json`, and who in the demo starred what."""

from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from eventnet.demo.asking import FIONA, attendances
from eventnet.demo.programme import DATES, TALKS
from eventnet.events.models import Event
from eventnet.events.queries import zone
from eventnet.programme.actions import star
from eventnet.programme.importing import bring_in, difference, keep_draft
from eventnet.programme.models import Talk
from eventnet.programme.readers.entries import Setting
from eventnet.programme.readers.schedule_json import read_schedule

ZONE = ZoneInfo("Europe/Lisbon")
WORKSHOPS = (
    (0, "09:00", 30, "Doors, badges and a word of welcome", "Gallery"),
    (0, "17:40", 80, "Slow boat: one lap of the estuary", "Quay"),
    (0, "10:20", 50, "Workshop: read your own tender", "Courtyard"),
    (1, "10:20", 20, "Five pumps in twenty minutes", "Courtyard"),
    (1, "15:00", 50, "Workshop: a map of who to ask", "Courtyard"),
    (1, "15:55", 35, "What we promised each other", "Gallery"),
)
ABOUT = {
    "A town that publishes its leaks": "Nine years of open leak reports from a network of 400 km. "
    "What the neighbours did with them, and what the insurers did.",
    "Counting without watching": "How to know that a square is full without knowing who is in it.",
    "Workshop: read your own tender": "Bring one page of a tender that went wrong. We read it "
    "aloud to each other, and then write it again.",
}
# Invented, as everybody here.
SPEAKERS = {
    "A town that publishes its leaks": ["Mirela Vantongeren"],
    "Nine tenders, read aloud": ["Osku Harjula", "Bente Aldersund"],
    "Counting without watching": ["Ilze Karklina"],
    "Workshop: read your own tender": ["Bente Aldersund"],
}
STARRED = {FIONA: "Workshop: read your own tender"}


def make_schedule() -> dict[str, Any]:
    """Return the programme as pretalx exports it."""
    rows = [(day, start, 45, title, "Gallery") for day, start, title in TALKS]
    days = []
    for day, on in enumerate(DATES):
        rooms: dict[str, list[dict[str, Any]]] = {}
        for of, start, minutes, title, room in sorted((*rows, *WORKSHOPS)):
            if of == day:
                rooms.setdefault(room, []).append(_entry(on, start, minutes, title))
        days.append({"index": day + 1, "date": on, "rooms": rooms})
    return {"schedule": {"conference": {"time_zone_name": ZONE.key, "days": days}}}


def _entry(on: str, start: str, minutes: int, title: str) -> dict[str, Any]:
    begins = datetime.fromisoformat(f"{on}T{start}").replace(tzinfo=ZONE)
    return {
        "guid": str(uuid5(NAMESPACE_URL, f"https://estuary.example/{on}/{title}")),
        "date": begins.isoformat(),
        "duration": str(timedelta(minutes=minutes))[:-3].zfill(5),
        "title": title,
        "abstract": ABOUT.get(title, ""),
        "persons": [{"public_name": name} for name in SPEAKERS.get(title, ())],
    }


def open_programme(session: Session, event: Event) -> None:
    """Bring the programme in through the real importer, and let some star of it."""
    setting = Setting(event.starts_on, event.ends_on, zone(event))
    reading = read_schedule(make_schedule(), setting)
    draft = keep_draft(session, event.id, "schedule.json", reading)
    bring_in(session, draft.id, difference(session, draft).fingerprint(), None)
    ids = attendances(session, event)
    for email, title in STARRED.items():
        talk = session.exec(
            select(Talk).where(Talk.event_id == event.id, Talk.title == title)
        ).one()
        star(session, event.id, ids[email], talk.id)
