"""Which weights an event's affinities are computed with: the standard ones, or those learned."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case
from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.models import AffinityState, Learning
from eventnet.events.models import Event


@dataclass(frozen=True)
class Weights:
    """Learned weights that are in use."""

    id: str
    document: dict[str, Any]


def weights_for(session: Session, event_id: str) -> Weights | None:
    """Return the weights that an event's affinities are to be computed with; None: the standard."""
    query = (
        select(Learning)
        .join(Event, col(Event.community_id) == Learning.community_id)
        .outerjoin(AffinityState, col(AffinityState.event_id) == Event.id)
        .where(Event.id == event_id, col(AffinityState.standard_weights).is_not(True))
    )
    learning = session.exec(query.execution_options(populate_existing=True)).one_or_none()
    if learning is None or learning.weights_id is None or learning.weights is None:
        return None
    return Weights(learning.weights_id, learning.weights)


def events_with_other_weights(session: Session) -> list[str]:
    """Return the events, unless they are over, that are computed with others than they should."""
    wanted = case((col(AffinityState.standard_weights), None), else_=col(Learning.weights_id))
    query = (
        select(AffinityState.event_id)
        .join(Event, col(Event.id) == AffinityState.event_id)
        .outerjoin(Learning, col(Learning.community_id) == Event.community_id)
        .where(
            and_(
                col(AffinityState.computed_at).is_not(None),
                col(AffinityState.weights_id).is_distinct_from(wanted),
                col(Event.ends_on) >= _today(),
            )
        )
    )
    return list(session.exec(query))


def _today() -> date:
    return clock.now().date()
