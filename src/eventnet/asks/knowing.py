"""What follows from help: the two know each other, to the keeper of ties."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from eventnet.asks.models import Ask, AskAnswer
from eventnet.ties.sources import Happening, sources
from eventnet.ties.strength import Contact, Kind


def help_given(session: Session, ids: Collection[str], _now: datetime) -> Iterable[Happening]:
    """Give the answers that helped: who asked has said so, and who answers is told who asked."""
    asker, helper = col(Ask.by_id), col(AskAnswer.by_id)
    query = (
        select(Ask.by_id, AskAnswer.by_id, AskAnswer.helped_at)
        .join(Ask, col(Ask.id) == AskAnswer.ask_id)
        .where(
            col(AskAnswer.delivered),
            or_(
                and_(asker.in_(ids), asker < helper),
                and_(helper.in_(ids), helper < asker),
            ),
        )
    )
    for one, other, at in session.exec(query):
        if at is not None:
            yield min(one, other), max(one, other), Contact(Kind.HELPED, at)


sources.append(help_given)
