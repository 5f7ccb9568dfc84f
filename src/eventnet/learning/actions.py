"""Keep what was learned, and choose whether an event uses it."""

from sqlmodel import Session

from eventnet import audit
from eventnet.affinities.models import AffinityState, Learning
from eventnet.communities.models import Community
from eventnet.database import insert_missing, lock, writing
from eventnet.events.models import Event
from eventnet.ids import new_id


def keep(session: Session, found: Learning) -> None:
    """Put what was learned in the place of what was learned before.

    Of two learnings at once that one stays which read the ratings last, whichever ends last. The
    weights keep their id where they are the same, so that nothing is computed anew for them.
    """
    with writing(session):
        if lock(session, Community, found.community_id) is None:
            return
        last = session.get(Learning, found.community_id, populate_existing=True)
        if last is None:
            last = Learning.model_validate(found.model_dump())
        elif last.learned_at > found.learned_at:
            return
        if found.weights is None:
            last.weights_id = None
        elif last.weights_id is None or last.weights != found.weights:
            last.weights_id = new_id()
        last.learned_at = found.learned_at
        last.ratings, last.raters = found.ratings, found.raters
        last.weights, last.quality = found.weights, found.quality
        session.add(last)


def show_predictions(session: Session, community_id: str, account_id: str, *, shown: bool) -> None:
    """Let anyone read how well a community's matching predicts, or nobody but its stewards."""
    with writing(session):
        community = lock(session, Community, community_id)
        if community is None or community.shows_predictions == shown:
            return
        community.shows_predictions = shown
        session.add(community)
        audit.record(
            session,
            "predictions.shown" if shown else "predictions.hidden",
            account_id=account_id,
            community_id=community_id,
        )


def choose_weights(session: Session, event: Event, account_id: str, *, standard: bool) -> None:
    """Let an event use the standard weights, or those learned. Saying it again changes nothing."""
    event_id = event.id
    with writing(session):
        row = {"event_id": event_id, "changes": 0, "standard_weights": False}
        insert_missing(session, AffinityState, [row])
        state = lock(session, AffinityState, event_id)
        if state is None or state.standard_weights == standard:
            return
        state.standard_weights = standard
        session.add(state)
        audit.record(
            session,
            "weights.standard" if standard else "weights.learned",
            account_id=account_id,
            event_id=event_id,
        )
