"""By whose clock somebody's talks are told, until they say it."""

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted


def zone_for(session: Session, account: Account, community_id: str) -> str:
    """Return the time zone that an account chose, else that of the community's latest event."""
    if account.time_zone:
        return account.time_zone
    query = select(Event.time_zone).where(Event.community_id == community_id, not_deleted())
    latest = session.exec(query.order_by(col(Event.starts_on).desc()).limit(1)).first()
    return latest or "UTC"
