"""What organizers decide about several people at once: their role, and whom they mark."""

from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlmodel import Session, col

from eventnet import audit
from eventnet.affinities.actions import mark_stale
from eventnet.database import writing
from eventnet.errors import Refused
from eventnet.events.actions import held
from eventnet.events.models import Attendance, Event, Role
from eventnet.i18n import gettext as _
from eventnet.organize.roll import of_roll
from eventnet.organize.whom import Whom


def give_role(session: Session, event: Event, whom: Whom, role_id: str, by: str) -> int:
    """Let those chosen come in another role; return how many they are."""
    with writing(session):
        held(session, event.id)  # a role that goes meanwhile is gone before, or stays
        role = session.get(Role, role_id)
        if role is None or role.event_id != event.id:
            raise Refused(_("There is no such role any more. Please choose another."))
        count = _change(session, event, whom, role_id=role.id)
        mark_stale(session, event.id)
        audit.record(
            session,
            "attendances.changed",
            account_id=by,
            event_id=event.id,
            people=count,
            role=role.name,
        )
        return count


def mark(session: Session, event: Event, whom: Whom, by: str, *, vip: bool) -> int:
    """Mark those chosen as VIPs, or no longer; return how many they are."""
    with writing(session):
        count = _change(session, event, whom, vip=vip)
        deed = "attendances.marked" if vip else "attendances.unmarked"
        audit.record(session, deed, account_id=by, event_id=event.id, people=count)
        return count


def _change(session: Session, event: Event, whom: Whom, **values: object) -> int:
    chosen = of_roll(select(col(Attendance.id))).where(*whom.conditions(event.id))
    done = session.execute(
        update(Attendance).where(col(Attendance.id).in_(chosen)).values(**values),
        execution_options={"synchronize_session": "fetch"},
    )
    return cast(CursorResult[Any], done).rowcount
