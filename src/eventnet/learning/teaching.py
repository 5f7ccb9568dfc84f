"""From ratings to weights: read them, let the engine learn, keep what is surely better."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from eventnet import clock
from eventnet.affinities.learned import ENOUGH_PEOPLE, ENOUGH_RATINGS
from eventnet.affinities.models import Learning
from eventnet.events.models import Event
from eventnet.learning.actions import keep
from eventnet.learning.groups import large_groups
from eventnet.learning.queries import Rating, evened, first_moment, ratings_of
from eventnet.logs import logger
from eventnet.matching.planning import learn_weights
from eventnet.matching.profiles import people_documents
from eventnet.matching.refreshing import Sessions

log = logger(__name__)

Document = dict[str, Any]
SURE = 2.33
"""So many standard errors ahead of the standard weights: by chance in one case of a hundred."""


def teach(sessions: Sessions, community_id: str) -> None:
    """Learn anew from all ratings of a community, and keep the weights if they are better.

    Until the end nothing is changed, so whoever is killed on the way leaves what was there.
    """
    with sessions() as session:
        read_at = clock.now()
        people, ratings = _read(session, community_id)
        session.rollback()  # nothing is held while the engine learns
        found = _learned(community_id, people, ratings, read_at)
        keep(session, found)
    log.info(
        "weights.learned",
        community_id=community_id,
        ratings=found.ratings,
        raters=found.raters,
        kept=found.weights is not None,
    )


def _read(session: Session, community_id: str) -> tuple[Document, list[Rating]]:
    """Return the people of the rated events, and the ratings of and by those who are there.

    Whoever has left takes their ratings with them. Of wishes and earlier meetings counts what was
    known when the event's meetings began.
    """
    rated = ratings_of(session, community_id)
    people: list[Document] = []
    for event_id in sorted({one.event_id for one in rated}):
        event = session.get_one(Event, event_id)
        before = first_moment(session, event_id)
        people += people_documents(session, event, before).everything["people"]
    here = {person["id"] for person in people}
    counted = evened(one for one in rated if one.one in here and one.other in here)
    return {"format": "eventnet-people/1", "people": people}, list(counted)


def _learned(
    community_id: str, people: Document, ratings: list[Rating], read_at: datetime
) -> Learning:
    raters = len({one.rater for one in ratings})
    found = Learning(
        community_id=community_id, learned_at=read_at, ratings=len(ratings), raters=raters
    )
    if len(ratings) < ENOUGH_RATINGS or raters < ENOUGH_PEOPLE:
        return found
    weights = learn_weights(people, [(one.one, one.other, one.value) for one in ratings])
    quality = weights.pop("quality")
    now, before = quality["held_out"], quality["before"]
    if now["ranking"] is None:  # everybody found all their meetings alike
        return found
    if quality["lead"] >= SURE and now["error"] <= before["error"]:
        found.weights = weights
    shown = now if found.weights is not None else before
    found.quality = {
        "now": round(100 * now["ranking"]),
        "before": round(100 * before["ranking"]),
        "groups": large_groups(shown["calibration"]),
    }
    return found
