"""Who came to the site lately: most of those who came to the event, and some months before."""

from datetime import UTC, datetime, time, timedelta

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Event
from eventnet.people.models import Profile
from eventnet.people.search import index_profile
from eventnet.stewardship.models import KeepingRule

FIONA_AT_HOME = "fiona@hathersage.example"


def look_in(session: Session, event: Event) -> None:
    """Let members have been here: of every nine, six at the event, and two half a year before."""
    last = datetime.combine(event.ends_on, time(16), UTC)
    with writing(session):
        query = (
            select(Account)
            .join(Membership, col(Membership.account_id) == Account.id)
            .where(Membership.community_id == event.community_id)
            .order_by(col(Account.email))
        )
        for number, account in enumerate(session.exec(query).all()):
            if number % 9 < 6:
                account.seen_at = last - timedelta(hours=number % 70)
            elif number % 9 < 8:
                account.seen_at = last - timedelta(days=180 + number % 20)
            session.add(account)
        session.add(KeepingRule(community_id=event.community_id, members=5))
        _twice(session, event)


def _twice(session: Session, event: Event) -> None:
    """Let one of the cast have a second account, with an address of her own."""
    account = Account(email=FIONA_AT_HOME)
    session.add(account)
    session.flush()
    member = Membership(community_id=event.community_id, account_id=account.id)
    session.add(member)
    session.flush()
    profile = Profile(
        membership_id=member.id,
        community_id=event.community_id,
        name="Fiona Hathersage",
        headline="Reads permits so that others need not",
    )
    session.add(profile)
    index_profile(session, profile)
