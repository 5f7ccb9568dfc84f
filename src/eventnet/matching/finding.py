"""Finding one of many people by what an organizer types: a name, an address, an organisation."""

from typing import NamedTuple

from sqlalchemy import false
from sqlmodel import Session, col, func, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.models import Attendance
from eventnet.people.models import Profile

MOST_FOUND = 12


class Found(NamedTuple):
    """An attendee as the organizers know them."""

    attendance_id: str
    name: str
    email: str
    organization: str


def people_like(session: Session, event_id: str, words: str, *, addresses: bool) -> list[Found]:
    """Return the first people whom the words fit, by name; or the one whose id they are.

    Whoever may not know `addresses` finds nobody by them, either.
    """
    like = f"%{_escaped(words.casefold())}%"
    query = (
        select(Attendance.id, Profile.name, Account.email, Profile.organization)
        .join(Membership, col(Membership.id) == Attendance.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .join(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            Attendance.event_id == event_id,
            or_(
                func.lower(Profile.name).like(like, escape="!"),
                func.lower(Profile.organization).like(like, escape="!"),
                func.lower(Account.email).like(like, escape="!") if addresses else false(),
                col(Attendance.id) == words,
            ),
        )
        .order_by(func.lower(Profile.name), col(Attendance.id))
        .limit(MOST_FOUND)
    )
    found = [Found(*row) for row in session.exec(query)]
    return found if addresses else [one._replace(email="") for one in found]


def meant(found: list[Found], words: str) -> list[Found]:
    """Return those of them whom the words can only mean: by name or address to the letter."""
    said = words.casefold()
    exact = [one for one in found if said in {one.email.casefold(), one.name.casefold()}]
    return exact or found


def _escaped(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
