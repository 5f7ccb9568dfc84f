"""Whom somebody wanted to meet at an earlier event and did not, and who is here this time.

They come first among the ten people, and can all be wished for in one step. Only whoever wished
reads of it: it rests on their own words alone, and on what they know of who met.
"""

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from eventnet import clock
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.models import Attendance, Event
from eventnet.events.queries import not_deleted, wishes_open
from eventnet.i18n import gettext as _
from eventnet.members.encounters import between
from eventnet.people.directory import Wanted, find
from eventnet.people.recommendations import First, also_first
from eventnet.people.viewers import Viewer
from eventnet.wishes.actions import wish_if_silent
from eventnet.wishes.models import Wish, WishKind

ALL = "wish-again"
"""The page that wishes for all of them."""


def wanted_before(session: Session, viewer: Viewer) -> dict[str, str]:
    """Return those here whom the viewer last wanted to meet elsewhere, with the event's name."""
    mine, theirs, here = aliased(Attendance), aliased(Attendance), aliased(Attendance)
    rows = session.execute(
        select(col(here.id), col(Wish.kind), col(Event.name))
        .select_from(mine)
        .join(Wish, col(Wish.from_id) == col(mine.id))
        .join(Event, col(Event.id) == col(mine.event_id))
        .join(theirs, col(theirs.id) == col(Wish.to_id))
        .join(
            here,
            (col(here.membership_id) == col(theirs.membership_id))
            & (col(here.event_id) == viewer.event_id),
        )
        .where(
            col(mine.membership_id) == viewer.membership_id,
            col(mine.event_id) != viewer.event_id,
            col(here.left_at).is_(None),
            not_deleted(),
        )
        .order_by(col(Wish.created_at), col(Event.id))
    )
    latest = {key: (kind, name) for key, kind, name in rows}
    return {key: name for key, (kind, name) in latest.items() if kind is WishKind.WANT}


def unmet(session: Session, viewer: Viewer) -> dict[str, str]:
    """Return those of them whom the viewer still does not know, with the event's name."""
    if viewer.membership_id is None or viewer.attendance_id is None:
        return {}
    wanted = wanted_before(session, viewer)
    if not wanted:
        return {}
    found = between(session, viewer.membership_id, clock.now())
    known = {key for key, one in found.items() if one.knows}
    members = select(col(Attendance.id), col(Attendance.membership_id))
    member_of = dict(session.execute(members.where(col(Attendance.id).in_(wanted))).all())
    return {key: name for key, name in wanted.items() if member_of[key] not in known}


def first(session: Session, viewer: Viewer) -> First | None:
    """Put those first among the ten whom the viewer wanted to meet before."""
    because = {
        key: _("You wanted to meet at %(event)s, and it has not come to it.", event=name)
        for key, name in unmet(session, viewer).items()
    }
    return First(because, ALL) if because else None


also_first.append(first)


def want_all(session: Session, event: Event, viewer: Viewer) -> int:
    """Wish for all whom the viewer wanted to meet before, who are shown to them, and of whom they
    have said nothing here; return how many these are."""
    if not wishes_open(event, clock.now()):
        raise Conflict(_("Wishes for %(event)s are closed at the moment.", event=event.name))
    if viewer.attendance_id is None:
        return 0
    shown = set(find(session, viewer, Wanted()).attendance_ids)
    some = sorted(shown & unmet(session, viewer).keys())
    event_id = event.id
    with writing(session):
        event = session.get_one(Event, event_id)
        made = [wish_if_silent(session, event, viewer.attendance_id, key) for key in some]
    return sum(one is not None for one in made)
