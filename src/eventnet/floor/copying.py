"""The room of an event, copied with it."""

from sqlmodel import Session

from eventnet.events.copying import on_copied
from eventnet.floor.models import FloorPlan


def copy_room(session: Session, source_id: str, event_id: str) -> None:
    """Let the tables of a copied event stand as those of the other."""
    plan = session.get(FloorPlan, source_id)
    if plan is not None:
        fields = plan.model_dump(exclude={"event_id"})
        session.add(FloorPlan(event_id=event_id, **fields))


on_copied.append(copy_room)
