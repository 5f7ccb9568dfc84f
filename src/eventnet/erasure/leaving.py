"""Leaving all events and talks of an account that is deleted, each as its owner would."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.erasure.standing import attending
from eventnet.events.models import Attendance, Event
from eventnet.jobs import Ground, job, one_by_one
from eventnet.people.attending import leave
from eventnet.rounds.talks import call_off


@job()
def leave_everything(ground: Ground, account_id: str) -> None:
    """Call off what a deleted account has ahead, and tell the others, event by event."""
    with ground.sessions() as session:
        leave_all(session, account_id)


@job(cron="*/10 * * * *")
def leave_again(ground: Ground) -> None:
    """Leave what a job that broke has not left, or what a ticket has brought somebody to since."""
    with ground.sessions() as session:
        deleted = select(Account.id).where(col(Account.erase_at).is_not(None))
        accounts = session.exec(deleted).all()
        one_by_one("account", accounts, lambda account_id: leave_all(session, account_id))


def leave_all(session: Session, account_id: str) -> None:
    """Leave what has not been left; doing so again changes nothing.

    Until the deletion can no longer be taken back, neither can it be that these were left.
    """
    for event_id, attendance_id in attending(session, account_id):
        with writing(session):
            account = session.get(Account, account_id, populate_existing=True)
            until = account.erase_at if account else None
            if until is None:  # taken back meanwhile
                return
            # Whoever takes it back in this very moment is led back by their start page.
            leave(session, session.get_one(Event, event_id), attendance_id)
            attendance = session.get_one(Attendance, attendance_id)
            attendance.may_return_until = until
            session.add(attendance)
    for membership_id in session.exec(_memberships(account_id)).all():
        with writing(session):
            account = session.get(Account, account_id, populate_existing=True)
            if account is not None and account.erase_at is not None:
                call_off(session, membership_id)


def _memberships(account_id: str) -> SelectOfScalar[str]:
    query = select(Membership.id).where(Membership.account_id == account_id)
    return query.order_by(col(Membership.id))
