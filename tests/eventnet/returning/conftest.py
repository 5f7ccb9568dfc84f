"""An event, the one before it, and who organizes both."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Attendance, Event, Organizer
from tests.factories import a_role, an_account, an_event, save


@pytest.fixture
def olga(session: Session) -> Account:
    return an_account(session, "olga@example.org")


@pytest.fixture
def event(session: Session, olga: Account) -> Event:
    return an_event(session, slug="next", organizer=olga)


@pytest.fixture
def past(session: Session, event: Event, olga: Account) -> Event:
    """Return the event of the year before."""
    community = session.get_one(Community, event.community_id)
    made = an_event(session, community, "past")
    made.starts_on -= timedelta(days=364)
    made.ends_on -= timedelta(days=364)
    save(session, made, Organizer(event_id=made.id, account_id=olga.id))
    return made


def again(session: Session, one: Attendance, event: Event) -> Attendance:
    """Let somebody attend another event, too."""
    role = a_role(session, event)
    there = Attendance(
        event_id=event.id, membership_id=one.membership_id, role_id=role.id, consent=one.consent
    )
    save(session, there)
    return there


def account_of(session: Session, one: Attendance) -> Account:
    query = select(Account).join(Membership).where(Membership.id == one.membership_id)
    return session.exec(query).one()
