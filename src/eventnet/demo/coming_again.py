"""Some who come again have not said anew whom they wanted to meet last time, and did not."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.database import writing
from eventnet.events.models import Attendance, Event
from eventnet.people.viewers import viewer_of
from eventnet.returning.unmet import wanted_before
from eventnet.wishes.models import Wish

AGAIN = ("kamau.barasa@womenandwells.example", "nuria.olmedo@escuelanorte.example")


def leave_unsaid(session: Session, event: Event) -> None:
    """Take back what they said of them at this event."""
    with writing(session):
        theirs = (
            select(Attendance.id)
            .join(Membership, col(Membership.id) == Attendance.membership_id)
            .join(Account, col(Account.id) == Membership.account_id)
            .where(Attendance.event_id == event.id, col(Account.email).in_(AGAIN))
        )
        for key in session.exec(theirs).all():
            before = wanted_before(session, viewer_of(session, event.id, key))
            session.execute(
                delete(Wish).where(col(Wish.from_id) == key, col(Wish.to_id).in_(before))
            )
