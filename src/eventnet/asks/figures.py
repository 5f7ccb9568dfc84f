"""What stewards read of asks: figures of the community, and what nobody has answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlmodel import Session, col, select

from eventnet.asks.models import Ask, AskState
from eventnet.asks.reading import asker_is_here

HANDFUL = 5
"""Of fewer asks, or fewer askers, no figure is shown."""
OF = timedelta(days=90)


@dataclass(frozen=True)
class Figures:
    """Asks of the last 90 days; None where there are too few to say."""

    asked: int | None
    answered: int | None
    hours: float | None
    """After how many hours the first answer came, in the median."""


def figures(session: Session, community_id: str, now: datetime) -> Figures:
    """Return the figures of a community, over everybody."""
    query = select(Ask.by_id, Ask.created_at, Ask.answered_at).where(
        Ask.community_id == community_id,
        col(Ask.created_at) > now - OF,
        Ask.state != AskState.TAKEN_BACK,
    )
    rows = session.exec(query).all()
    if len({by_id for by_id, _at, _answered in rows}) < HANDFUL:
        return Figures(None, None, None)
    took = [answered - at for _by, at, answered in rows if answered is not None]
    hours = median(one.total_seconds() for one in took) / 3600 if len(took) >= HANDFUL else None
    shown = len(took) if len(took) >= HANDFUL and len(rows) - len(took) != 1 else None
    return Figures(len(rows), shown, hours)


def unanswered(session: Session, community_id: str) -> list[Ask]:
    """Return what has no answer after its last wave, and whose asker lets it be shown."""
    query = select(Ask).where(
        Ask.community_id == community_id,
        Ask.state == AskState.OPEN,
        col(Ask.may_open),
        col(Ask.answered_at).is_(None),
        asker_is_here(),
    )
    return list(session.exec(query.order_by(col(Ask.escalated_at), col(Ask.id))))
