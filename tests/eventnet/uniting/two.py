"""One person with two accounts, and what it takes to make them one."""

from dataclasses import dataclass

from sqlmodel import Session, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.settings import Settings
from eventnet.uniting.actions import unite
from eventnet.uniting.keeping import begin_union
from eventnet.uniting.models import AccountUnion
from tests.factories import an_attendee

STAYS, GOES = "ada@work.example", "ada@home.example"


@dataclass
class Two:
    """Both accounts' attendances at one event."""

    stays: Attendance
    goes: Attendance


def two_at(session: Session, event: Event, headline: str = "") -> Two:
    """Let somebody attend an event with both addresses."""
    return Two(
        an_attendee(session, event, "Ada Example", STAYS, headline=headline),
        an_attendee(session, event, "Ada E.", GOES, headline=headline),
    )


def account(session: Session, attendance: Attendance) -> Account:
    """Return the account of somebody at an event."""
    member = session.get_one(Membership, attendance.membership_id)
    return session.get_one(Account, member.account_id)


def a_union(session: Session, stays_id: str, goes_id: str) -> str:
    """Let two accounts be about to become one; return the id of what waits."""
    with writing(session):
        begin_union(session, stays_id, goes_id)
    return session.exec(select(AccountUnion.id).where(AccountUnion.account_id == stays_id)).one()


def united(session: Session, settings: Settings, two: Two, **choices: str) -> str:
    """Make them one; return the address of the one that went."""
    key = a_union(session, account(session, two.stays).id, account(session, two.goes).id)
    former = unite(session, settings, key, choices)
    session.expire_all()
    return former
