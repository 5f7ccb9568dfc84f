"""Affinities kept up to date: computed from everybody's profile, stored whole."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlmodel import Session, col, select

from eventnet import clock
from eventnet.affinities.models import AffinityState
from eventnet.affinities.weights import Weights, events_with_other_weights, weights_for
from eventnet.database import lock, writing
from eventnet.events.models import Event
from eventnet.matching.pairs import replace_pairs
from eventnet.matching.planning import find_affinities
from eventnet.matching.profiles import people_documents

Sessions = Callable[[], AbstractContextManager[Session]]

QUIET = timedelta(seconds=20)
"""Changes are let gather for so long before everything is computed anew."""


def stale_events(session: Session) -> list[str]:
    """Return the events whose affinities have been out of date for a while.

    So are those that were computed with other weights than have been learned since.
    """
    query = select(AffinityState.event_id).where(
        col(AffinityState.stale_since) <= clock.now() - QUIET
    )
    changed = list(session.exec(query))
    return list(dict.fromkeys([*changed, *events_with_other_weights(session)]))


def refresh(sessions: Sessions, event_id: str, *, if_stale: bool = True) -> None:
    """Compute an event's affinities and replace the stored ones, unless they are up to date.

    They count as out of date until the new ones are stored, also where this is killed on the way;
    and on, where something changed meanwhile.
    """
    with sessions() as session:
        weights = weights_for(session, event_id)
        changes = _changes(session, event_id, weights, if_stale=if_stale)
        if changes is None:
            return
        people = people_documents(session, session.get_one(Event, event_id))
        session.rollback()  # nothing is held while the engine computes
        document = weights.document if weights else None
        found = find_affinities(people.everything, people.as_shown, document)
        replace_pairs(session, event_id, found, changes, weights.id if weights else None)


def _changes(
    session: Session, event_id: str, weights: Weights | None, *, if_stale: bool
) -> int | None:
    """Return how many changes there have been; None where they are all in what is stored."""
    weights_id = weights.id if weights else None
    with writing(session):
        state = lock(session, AffinityState, event_id)
        if state is None:
            session.add(AffinityState(event_id=event_id))
            return 0
        is_fresh = state.computed_at is not None and state.stale_since is None
        if if_stale and is_fresh and state.weights_id == weights_id:
            return None
        return state.changes
