"""Those who ask and answer, to each other: a name that was told stays told."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.i18n import gettext as _
from eventnet.people.members import view_members
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, tint


def view_told(
    session: Session, reader: Membership, member_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return those who told the reader their name by asking or answering.

    Who hides from the reader otherwise, or has left, is a name without a page.
    """
    seen = view_members(session, reader, member_ids)
    people = {key: person for key, person in seen.items() if person.name}
    query = (
        select(Profile.membership_id, Profile.name)
        .join(Membership, col(Membership.id) == Profile.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(col(Profile.membership_id).in_(set(member_ids) - people.keys()))
    )
    names = dict(session.exec(query).all())
    for key in set(member_ids) - people.keys():
        name = names.get(key) or _("Somebody")
        people[key] = PersonView(name=name, tint=tint(key), has_page=False, membership_id=key)
    return people
