"""All parts of what came of an event, counted from its rows as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from eventnet.afterwards.crowd import read_crowd
from eventnet.afterwards.evidence import Basis, count_states, slots_over
from eventnet.afterwards.fairness import fairness_part
from eventnet.afterwards.groups import groups_of
from eventnet.afterwards.held import meetings_part
from eventnet.afterwards.network import network_part
from eventnet.afterwards.parts import Part
from eventnet.afterwards.promises import promises_part, read_promises
from eventnet.afterwards.ratings import predicted_part, ratings_part, read_ratings
from eventnet.afterwards.wishes import mutual_wishes, wishes_part
from eventnet.events.models import Event, Phase
from eventnet.events.queries import phase
from eventnet.outcomes.counted import counted_until


@dataclass(frozen=True)
class Report:
    """What came of an event, so far or in the end."""

    is_over: bool
    counted_at: datetime
    until: datetime | None
    """When the last answer was given that counts."""
    parts: Sequence[Part]


def read_report(session: Session, event: Event, now: datetime) -> Report:
    """Count everything; as many statements for ten thousand people as for one."""
    over = slots_over(session, event.id, now)
    basis = Basis(event.id, over, counted_until(session, event.id, now))
    crowd = read_crowd(session, event, basis)
    groups = groups_of(crowd)
    ratings = read_ratings(session, basis)
    return Report(
        is_over=phase(event, now) is Phase.OVER,
        counted_at=now,
        until=basis.until,
        parts=[
            meetings_part(
                count_states(session, event.id),
                crowd.met.evidence,
                len(crowd.with_meetings),
            ),
            ratings_part(ratings),
            predicted_part(ratings),
            fairness_part(crowd, groups),
            network_part(crowd, groups),
            wishes_part(mutual_wishes(session, event.id), crowd),
            promises_part(read_promises(session, event, now)),
        ],
    )
