"""What was learned from ratings, in words that tell of nobody."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from eventnet.affinities.models import AffinityState, Learning
from eventnet.events.models import Event
from eventnet.i18n import gettext as _

ENOUGH_RATINGS = 100
ENOUGH_PEOPLE = 30
MOST_OF_ONE = 10
"""The latest so many ratings of one person count: never more than a tenth of all."""
LEAST_GROUP = 10
"""Nothing is said of ratings by fewer people than this."""


@dataclass(frozen=True)
class Learned:
    """What came of the last learning, beside what the event's organizers chose."""

    learning: Learning | None
    standard: bool

    @property
    def is_kept(self) -> bool:
        """Whether there are learned weights."""
        return self.learning is not None and self.learning.weights_id is not None

    @property
    def in_use(self) -> bool:
        """Whether this event uses them."""
        return self.is_kept and not self.standard

    @property
    def groups(self) -> list[dict[str, Any]]:
        """What was predicted and found of groups of ratings, in hundredths, the lowest first."""
        return list(self.learning.quality.get("groups", ())) if self.learning else []

    @property
    def sentence(self) -> str:
        """Say what was learned."""
        learning = self.learning
        if learning is None or "now" not in learning.quality:
            return _(
                "The matching has learned nothing yet. It takes %(ratings)d ratings of meetings by"
                " %(people)d people of this community.",
                ratings=ENOUGH_RATINGS,
                people=ENOUGH_PEOPLE,
            )
        figures = {
            "ratings": learning.ratings,
            "people": learning.raters,
            "now": learning.quality["now"],
            "before": learning.quality["before"],
        }
        if not self.is_kept:
            return _(
                "The matching has read %(ratings)s ratings by %(people)s people, and found no"
                " weights that are surely better than the standard ones. These put the better of"
                " two meetings first in %(before)s of 100 cases.",
                **figures,
            )
        if self.standard:
            return _(
                "The matching has learned from %(ratings)s ratings by %(people)s people: it would"
                " put the better of two meetings first in %(now)s of 100 cases, and does so in"
                " %(before)s, since this event uses the standard weights.",
                **figures,
            )
        return _(
            "The matching has learned from %(ratings)s ratings by %(people)s people: it now puts"
            " the better of two meetings first in %(now)s of 100 cases, %(before)s before.",
            **figures,
        )


def learned_in(session: Session, community_id: str) -> Learned:
    """Return what was learned in a community, for events that use it."""
    return Learned(session.get(Learning, community_id), standard=False)


def learned(session: Session, event: Event) -> Learned:
    """Return what was learned in an event's community, and whether the event uses it."""
    state = session.get(AffinityState, event.id)
    return Learned(
        session.get(Learning, event.community_id), state is not None and state.standard_weights
    )
