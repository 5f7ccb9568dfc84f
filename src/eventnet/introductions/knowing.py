"""What follows from an introduction: the two know each other, and may write to each other."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, and_, col, or_, select

from eventnet.events.models import Attendance
from eventnet.introductions.models import Introduction, IntroductionState
from eventnet.messages.rules import also_agreed
from eventnet.ties.sources import Happening, sources
from eventnet.ties.strength import Contact, Kind


def introduced(session: Session, ids: Collection[str], _now: datetime) -> Iterable[Happening]:
    """Give the introductions that were made and stand, to the keeper of ties."""
    ends = (col(Introduction.from_id), col(Introduction.to_id))
    for mine, theirs in (ends, ends[::-1]):
        query = select(mine, theirs, Introduction.changed_at).where(
            mine.in_(ids), mine < theirs, Introduction.state == IntroductionState.MADE
        )
        for one, other, at in session.exec(query):
            yield one, other, Contact(Kind.INTRODUCED, at)


def may_write(session: Session, writer: Attendance, ids: Collection[str]) -> set[str]:
    """Return who of these attendees of the writer's event was introduced to them."""
    own = writer.membership_id
    two = or_(
        and_(col(Introduction.from_id) == own, col(Introduction.to_id) == Attendance.membership_id),
        and_(col(Introduction.to_id) == own, col(Introduction.from_id) == Attendance.membership_id),
    )
    query = (
        select(Attendance.id)
        .join(Introduction, two)
        .where(col(Attendance.id).in_(ids), Introduction.state == IntroductionState.MADE)
    )
    return set(session.exec(query))


sources.append(introduced)
also_agreed.append(may_write)
