"""What somebody who works on an event is called to others who do."""

from collections.abc import Iterable
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import Select
from sqlmodel import Session, and_, col

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.events.merging import namers
from eventnet.events.models import Event
from eventnet.i18n import gettext as _
from eventnet.people.models import Profile

Rows = TypeVar("Rows", bound=Select[*tuple[Any, ...]])


def as_members(query: Rows, event: Event) -> Rows:
    """Give the accounts of a query what they are in the event's community, if they are there."""
    return query.outerjoin(
        Membership,
        and_(
            col(Membership.account_id) == Account.id,
            col(Membership.community_id) == event.community_id,
        ),
    ).outerjoin(Profile, col(Profile.membership_id) == Membership.id)


def called(
    session: Session, event: Event, account_ids: Iterable[str | None], *, addresses: bool
) -> dict[str, str]:
    """Return the names of accounts: as members of the event's community, else their addresses.

    Whoever may not know `addresses` reads that it is one of the organizers. Of accounts that are
    gone there is nothing.
    """
    query = sqlalchemy.select(col(Account.id), col(Account.email), col(Profile.name)).where(
        col(Account.id).in_(sorted({one for one in account_ids if one}))
    )
    return {
        key: name or (email if addresses else _("One of the organizers"))
        for key, email, name in session.execute(as_members(query, event))
    }


def _name(
    session: Session, event: Event, account_ids: Iterable[str], addresses: bool
) -> dict[str, str]:
    return called(session, event, account_ids, addresses=addresses)


namers.append(_name)
