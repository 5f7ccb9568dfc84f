"""Announcements as pages show them: to whom they are for, and to the organizers who made them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.announcing.forms import ROLE
from eventnet.announcing.models import Announcement, Hearers
from eventnet.dates import until
from eventnet.events import queries
from eventnet.events.models import Event
from eventnet.events.queries import today, zone
from eventnet.events.times import moment, start_of_day
from eventnet.i18n import gettext as _


@dataclass(frozen=True)
class Shown:
    """An announcement in words."""

    id: str
    words: str
    at: str
    until: str
    to: str
    urgent: bool
    stands: bool
    taken_back: bool


def shown(event: Event, said: Iterable[Announcement], roles: Mapping[str, str]) -> list[Shown]:
    """Return announcements as a page shows them; `roles` are the names of roles by their id."""
    here = zone(event)
    return [
        Shown(
            id=one.id,
            words=one.words,
            at=until(one.created_at.astimezone(here)),
            until=until(one.ends_at.astimezone(here)),
            to=to_whom(one.to, one.role_id, roles),
            urgent=one.urgent,
            stands=one.stands,
            taken_back=one.taken_back_at is not None,
        )
        for one in said
    ]


def to_whom(to: Hearers, role_id: str | None, roles: Mapping[str, str]) -> str:
    """Say for whom an announcement is."""
    if to is Hearers.HERE:
        return _("everybody who is here today")
    if to is Hearers.ROLE:
        return _("everybody who comes as %(role)s", role=roles.get(role_id or "", "–"))
    return _("everybody who attends")


def role_names(session: Session, event_id: str) -> dict[str, str]:
    """Return the names of an event's roles by their id, in order."""
    return {role.id: role.name for role in queries.roles(session, event_id)}


def choices(roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return for whom an announcement can be, as a form offers it."""
    return [
        (Hearers.EVERYBODY.value, _("Everybody who attends")),
        (Hearers.HERE.value, _("Everybody who is here today")),
        *((f"{ROLE}{key}", _("Who comes as: %(role)s", role=name)) for key, name in roles.items()),
    ]


def end_of(event: Event, at: time | None) -> datetime | None:
    """Return the moment of a time of today, or of the end of the day; None if it is past."""
    day, here = today(event, clock.now()), zone(event)
    if at is None:
        return start_of_day(day + timedelta(days=1), here)
    found = moment(datetime.combine(day, at), here)
    return found if found is not None and found > clock.now() else None
