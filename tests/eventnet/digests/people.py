"""Members who have been there for long."""

from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from eventnet import clock
from eventnet.communities.models import Community, Membership
from tests.eventnet.groups.people import somebody

SUNDAY = datetime(2027, 9, 5, 12, 0, tzinfo=UTC)


def long_a_member(session: Session, community: Community, name: str) -> Membership:
    """Make a member who came a month ago."""
    with clock.at(SUNDAY - timedelta(days=30)):
        return somebody(session, community, name)
