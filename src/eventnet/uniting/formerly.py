"""Where an old link leads: to the membership or attendance that somebody has now."""

from collections.abc import Mapping

from sqlmodel import Session

from eventnet.feeds import addresses
from eventnet.routing import called_now
from eventnet.uniting.models import FormerSelf


def remember(
    session: Session, memberships: Mapping[str, str], attendances: Mapping[str, str]
) -> None:
    """Write down what was somebody before, inside the transaction that ends it."""
    for goes, stays in memberships.items():
        session.add(FormerSelf(former_id=goes, membership_id=stays))
    for goes, stays in attendances.items():
        session.add(FormerSelf(former_id=goes, attendance_id=stays))
    session.flush()


def now_called(session: Session, former_id: str) -> str | None:
    """Return the id that somebody has now who once had another."""
    found = session.get(FormerSelf, former_id)
    return (found.membership_id or found.attendance_id) if found else None


called_now.append(now_called)
addresses.called_now.append(now_called)
