"""Verbs of the event itself: make it, change what it says, and move it through its phases."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from eventnet import audit
from eventnet.accounts.models import Account
from eventnet.communities.models import Community
from eventnet.database import lock, writing
from eventnet.dates import day
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.events import queries
from eventnet.events.forms import LONGEST_EVENT, SHORTEST_SLUG, Details, Look, NewEvent, Rules
from eventnet.events.models import Event, Organizer, Phase, Role, Slot
from eventnet.events.times import moment
from eventnet.i18n import gettext as _
from eventnet.images import drop_image, store_image
from eventnet.slugs import free_slug
from eventnet.tokens import new_secret
from eventnet.versions import Merged, content, merge

DETAILS = (
    "name",
    "tagline",
    "about",
    "venue",
    "city",
    "time_zone",
    "starts_on",
    "ends_on",
)
RULES = ("phase_by_hand", "opens_at", "wishes_until", "yes_hours", "ask_unchosen")
LOOK = ("accent", "logo")
LOGO_SIDE = 640

on_slots_moved: list[Callable[[Session, str], None]] = []
"""What later features do when an event's slots are at other moments, inside the transaction that
moves them, given the event's id."""


class NoSuchTime(Refused):
    """A local time that the clocks jump over; `field` says which one was given."""

    def __init__(self, field: str, local: datetime) -> None:
        super().__init__(
            _(
                "There is no %(time)s on that day: the clocks are changed. Give another time.",
                time=f"{local:%H:%M}",
            )
        )
        self.field = field


class SlugTaken(Refused):
    """Another event has this address."""


def held(session: Session, event_id: str) -> Event:
    """Return the event as it is now, held until the transaction ends."""
    event = lock(session, Event, event_id)
    if event is None:
        raise NotFound(_("This event is no longer there."))
    return event


def create_event(session: Session, community: Community, account: Account, new: NewEvent) -> Event:
    """Make an event with one role; whoever makes it organizes it."""
    community_id, account_id = community.id, account.id
    with address_free(), writing(session):
        event = put_event(session, community_id, account_id, new)
        session.add(Role(event_id=event.id, name=_("Attendee")))
    return event


@contextmanager
def address_free() -> Iterator[None]:
    """Say in words that somebody else took the address a moment ago."""
    try:
        yield
    except IntegrityError as error:
        raise SlugTaken(
            _("Another event has this address already. Please choose another.")
        ) from error


def put_event(session: Session, community_id: str, account_id: str, new: NewEvent) -> Event:
    """Put an event there that has no role yet; whoever makes it organizes it."""
    with writing(session):
        slug = new.slug or _slug(session, new.name)
        if session.exec(select(Event.id).where(Event.slug == slug)).first() is not None:
            raise SlugTaken(_("Another event has this address already. Please choose another."))
        fields = new.model_dump(include=set(DETAILS))
        event = Event(community_id=community_id, slug=slug, **fields)
        session.add(event)
        session.flush()
        session.add(Organizer(event_id=event.id, account_id=account_id))
        audit.record(
            session,
            "event.created",
            account_id=account_id,
            event_id=event.id,
            community_id=community_id,
            slug=slug,
        )
    return event


def _slug(session: Session, name: str) -> str:
    def taken(words: str) -> set[str]:
        return set(session.exec(select(Event.slug).where(col(Event.slug).startswith(words))))

    return free_slug(name, taken, least=SHORTEST_SLUG, otherwise="event")


def change_details(
    session: Session, event_id: str, details: Details, by: str, theirs: Collection[str] = ()
) -> Merged:
    """Change what the event says about itself. Times keep their place on the clock's face.

    `theirs` are fields of which another organizer's value was chosen.
    """
    with writing(session):
        event = held(session, event_id)
        typed = details.model_dump(include=set(DETAILS))
        merged = merge(details.version, typed, content(event, DETAILS), theirs=theirs)
        if not merged.changed:
            return merged
        values = merged.values
        _refuse_days(values["starts_on"], values["ends_on"])
        _refuse_slots_outside(session, event, values["starts_on"], values["ends_on"])
        if values["time_zone"] != event.time_zone:
            _move_to_zone(session, event, values["time_zone"])
        event.sqlmodel_update(values)
        session.add(event)
        fields = sorted(merged.changed)
        audit.record(session, "event.changed", account_id=by, event_id=event_id, fields=fields)
    return merged


def _refuse_days(starts: date, ends: date) -> None:
    """Refuse days that two organizers set, and that do not go together."""
    if not timedelta() <= ends - starts < LONGEST_EVENT:
        raise Conflict(
            _(
                "Somebody else changed the days meanwhile, and with theirs the event would begin "
                "on %(first)s and end on %(last)s. Please look again.",
                first=day(starts, "weekday"),
                last=day(ends, "weekday"),
            )
        )


def _refuse_slots_outside(session: Session, event: Event, starts: date, ends: date) -> None:
    for of_day in queries.slots_by_day(session, event):
        if not starts <= of_day.date <= ends:
            raise Conflict(
                _(
                    "Meetings have slots on %(day)s, which would no longer be a day of the event. "
                    "Take those slots out of the grid first, or keep the day.",
                    day=day(of_day.date, "weekday"),
                )
            )


def _move_to_zone(session: Session, event: Event, name: str) -> None:
    """Keep every time as the clocks show it: a slot at 09:00 stays at 09:00, in the new zone."""
    old, new = queries.zone(event), ZoneInfo(name)

    def moved(when: datetime) -> datetime:
        local = when.astimezone(old).replace(tzinfo=None)
        found = moment(local, new)
        if found is None:
            raise NoSuchTime("time_zone", local)
        return found

    every = select(Slot).where(Slot.event_id == event.id).order_by(col(Slot.starts_at))
    pairs = [(slot, moved(slot.starts_at)) for slot in session.exec(every)]
    if len({starts for _slot, starts in pairs}) < len(pairs):
        raise Conflict(_("In that time zone two slots would begin at once. Take one out first."))
    moves = any(starts != slot.starts_at for slot, starts in pairs)
    later = bool(pairs) and pairs[0][1] > pairs[0][0].starts_at
    # One by one, the foremost first: no two slots stand at the same time, not even meanwhile.
    for slot, starts in reversed(pairs) if later else pairs:
        slot.starts_at = starts
        session.add(slot)
        session.flush()
    event.opens_at = event.opens_at and moved(event.opens_at)
    event.wishes_until = event.wishes_until and moved(event.wishes_until)
    if moves:
        event.schedule_version += 1
        session.flush()
        for follow in on_slots_moved:
            follow(session, event.id)


def change_rules(
    session: Session, event_id: str, rules: Rules, by: str, theirs: Collection[str] = ()
) -> Merged:
    """Set where the event stands, by hand or by its dates, and the deadlines and rules."""
    with writing(session):
        event = held(session, event_id)
        here = queries.zone(event)
        before = event.phase_by_hand
        typed = {
            "phase_by_hand": rules.phase if isinstance(rules.phase, Phase) else None,
            "opens_at": _utc("opens_at", rules.opens_at, here),
            "wishes_until": _utc("wishes_until", rules.wishes_until, here),
            "yes_hours": rules.yes_hours,
            "ask_unchosen": rules.ask_unchosen,
        }
        merged = merge(rules.version, typed, content(event, RULES), theirs=theirs)
        if not merged.changed:
            return merged
        event.sqlmodel_update(merged.values)
        session.add(event)
        audit.record(
            session,
            "event.rules",
            account_id=by,
            event_id=event_id,
            phase=event.phase_by_hand or "dates",
            before=before,
            fields=sorted(merged.changed),
        )
    return merged


def _utc(field: str, local: datetime | None, here: ZoneInfo) -> datetime | None:
    if local is None:
        return None
    found = moment(local, here)
    if found is None:
        raise NoSuchTime(field, local)
    return found


def change_look(
    session: Session,
    event_id: str,
    look: Look,
    by: str,
    theirs: Collection[str] = (),
    *,
    logo: bytes | None,
    folder: Path,
) -> Merged:
    """Set the colour of the event, and its logo if one was sent."""
    stored = store_image(logo, folder, square=None, longest=LOGO_SIDE) if logo is not None else None
    try:
        with writing(session):
            event = held(session, event_id)
            typed: dict[str, Any] = {"accent": look.accent}
            if stored or look.remove_logo:
                typed["logo"] = stored
            merged = merge(look.version, typed, content(event, LOOK), theirs=theirs)
            before = event.logo
            event.sqlmodel_update(merged.values)
            session.add(event)
            fields = sorted(merged.changed)
            if fields:
                audit.record(session, "event.look", account_id=by, event_id=event_id, fields=fields)
            former = before if event.logo != before else None
            unused = stored if event.logo != stored else None
    except BaseException:
        drop_image(folder, stored)
        raise
    for name in (former, unused):
        drop_image(folder, name)
    return merged


def change_join_code(session: Session, event_id: str, *, on: bool, by: str) -> None:
    """Let people join by a fresh link, which makes the former one void; or by none."""
    with writing(session):
        event = held(session, event_id)
        event.join_code = new_secret()[:16] if on else None
        session.add(event)
        audit.record(session, "event.join_link", account_id=by, event_id=event_id, on=on)
