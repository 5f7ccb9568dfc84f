"""The feed that anybody may read: the events of a community that have a page for all."""

from collections.abc import Collection, Sequence
from datetime import datetime

from markupsafe import Markup
from sqlmodel import Session, col, select

from eventnet.audit import AuditEntry
from eventnet.communities.models import Community
from eventnet.dates import span
from eventnet.events.models import Event, Phase
from eventnet.events.queries import not_deleted, phase
from eventnet.feeds.gathering import MOST, Entry, Feed, Source
from eventnet.i18n import gettext as _

CHANGED = ("event.changed", "event.rules")
"""What the trail calls a change of name, dates or place, and of where an event stands."""
TOLD = {"name", "tagline", "about", "venue", "city", "starts_on", "ends_on", "phase_by_hand"}
"""Of what was changed, that of which the feed tells."""


def public_events(session: Session, community_id: str, now: datetime) -> list[Event]:
    """Return the events of a community that are not only prepared, the last ones first."""
    query = select(Event).where(Event.community_id == community_id, not_deleted())
    query = query.order_by(col(Event.starts_on).desc(), col(Event.id)).limit(MOST)
    return [one for one in session.exec(query) if phase(one, now) is not Phase.PREPARING]


def of_events(
    session: Session, community: Community, events: Sequence[Event], now: datetime
) -> Feed:
    """Return the feed of these events, the latest news first."""
    changed = _changed(session, [one.id for one in events])
    entries = [_entry(one, community, _news_of(one, changed.get(one.id), now)) for one in events]
    return Feed(
        Source(f"events/{community.id}", community.created_at),
        _("Events of %(community)s", community=community.name),
        "/",
        sorted(entries, key=lambda one: (one.changed_at, one.key), reverse=True),
    )


def _changed(session: Session, event_ids: Collection[str]) -> dict[str, datetime]:
    """Return when something last changed of which the feed tells, as the trail knows it."""
    query = select(AuditEntry).where(
        col(AuditEntry.event_id).in_(event_ids), col(AuditEntry.deed).in_(CHANGED)
    )
    rows = session.exec(query.order_by(col(AuditEntry.at)))
    return {
        one.event_id: one.at
        for one in rows
        if one.event_id and TOLD & set(one.detail.get("fields", ()))
    }


def _news_of(event: Event, changed_at: datetime | None, now: datetime) -> datetime:
    """Return when an event was last news: as it opened, or was changed."""
    opened = event.opens_at if event.opens_at is not None and event.opens_at <= now else None
    return max(one for one in (event.created_at, opened, changed_at) if one is not None)


def _entry(event: Event, community: Community, changed_at: datetime) -> Entry:
    where = ", ".join(part for part in (event.venue, event.city) if part)
    dates = span(event.starts_on, event.ends_on)
    said = [event.tagline, f"{dates} · {where}" if where else dates]
    said += event.about.split("\n\n")
    return Entry(
        key=f"event/{event.id}",
        title=event.name,
        path=f"/e/{event.slug}",
        author=community.name,
        created_at=event.created_at,
        changed_at=changed_at,
        html=Markup("").join(
            Markup("<p>{}</p>").format(one.strip()) for one in said if one.strip()
        ),
    )
