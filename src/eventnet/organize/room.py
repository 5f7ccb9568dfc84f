"""What organizers say of the room, and of where people meet online."""

from collections.abc import Collection

from sqlmodel import Session, col, func, select, update

from eventnet import audit, clock
from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.errors import Conflict
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event, Slot
from eventnet.events.queries import present
from eventnet.floor.models import FloorPlan, Wall
from eventnet.floor.queries import room
from eventnet.i18n import ngettext
from eventnet.meetings.models import Meeting
from eventnet.organize.forms import OnlineFields, RoomFields
from eventnet.versions import Merged, content, merge

PLAN = ("per_row", "entrance", "stands", "stands_wall")
ONLINE = ("online_pattern",)


def plan_shown(session: Session, event_id: str) -> FloorPlan:
    """Return the plan of an event's room, or what it is taken to be until somebody says so."""
    plan = session.get(FloorPlan, event_id, populate_existing=True)
    if plan is not None:
        return plan
    guessed = room(session, event_id)
    return FloorPlan(
        event_id=event_id,
        per_row=guessed.per_row,
        entrance=Wall.BOTTOM,
        stands=[],
        stands_wall=Wall.TOP,
    )


def save_room(
    session: Session, event_id: str, fields: RoomFields, by: str, theirs: Collection[str] = ()
) -> Merged:
    """Say how the tables stand; from then on people see the map.

    `theirs` are fields of which another organizer's value was chosen.
    """
    with writing(session):
        held(session, event_id)
        plan = plan_shown(session, event_id)
        typed = {**fields.model_dump(include=set(PLAN)), "stands": fields.names}
        merged = merge(fields.version, typed, content(plan, PLAN), theirs=theirs)
        plan.sqlmodel_update(merged.values)
        session.add(plan)
        changed = sorted(merged.changed)
        audit.record(session, "room.changed", account_id=by, event_id=event_id, fields=changed)
    return merged


def save_online(
    session: Session, event_id: str, fields: OnlineFields, by: str, theirs: Collection[str] = ()
) -> Merged:
    """Say where people meet online; without an address everybody meets in the room.

    `theirs` are fields of which another organizer's value was chosen.
    """
    with writing(session):
        event = held(session, event_id)
        typed = fields.model_dump(include=set(ONLINE))
        merged = merge(fields.version, typed, content(event, ONLINE), theirs=theirs)
        if not merged.changed:
            return merged
        if not merged.values["online_pattern"]:
            _refuse_while_online(session, event)
            # Whoever is not there any more comes back to the room, if they come back.
            of_event = col(Attendance.event_id) == event_id
            session.execute(update(Attendance).where(of_event).values(afar=False))
        event.sqlmodel_update(merged.values)
        session.add(event)
        changed = sorted(merged.changed)
        audit.record(session, "online.changed", account_id=by, event_id=event_id, fields=changed)
    return merged


def _refuse_while_online(session: Session, event: Event) -> None:
    afar = session.exec(
        select(func.count())
        .select_from(Attendance)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(Attendance.event_id == event.id, Attendance.afar, present())
    ).one()
    if afar:
        raise Conflict(
            ngettext(
                "%(num)d person takes part from afar, so meetings online need an address. Ask them "
                "to come to the room on their page “How and when I attend”, "
                "or give another address.",
                "%(num)d people take part from afar, so meetings online need an address. Ask them "
                "to come to the room on their page “How and when I attend”, "
                "or give another address.",
                afar,
            )
        )
    ahead = session.exec(
        select(func.count())
        .select_from(Meeting)
        .join(Slot, col(Slot.id) == Meeting.slot_id)
        .where(
            Meeting.event_id == event.id,
            col(Meeting.live),
            col(Meeting.room).is_not(None),
            Slot.starts_at > clock.now(),
        )
    ).one()
    if ahead:
        raise Conflict(
            ngettext(
                "%(num)d meeting ahead is online, so it needs an address. Give another address, "
                "or publish a schedule in which it has a table.",
                "%(num)d meetings ahead are online, so they need an address. Give another "
                "address, or publish a schedule in which they have tables.",
                ahead,
            )
        )
