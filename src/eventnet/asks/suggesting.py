"""Whom somebody who was asked can name: those whom they can see, by a part of their name."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from eventnet.communities.models import Membership
from eventnet.people.members import view_members
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView
from eventnet.people.saved import holds
from eventnet.people.search.index import people_search
from eventnet.people.search.match import matches
from eventnet.people.visibility import Relation, reaching

MOST = 10
LOOKED_AT = 200


def people_called(
    session: Session, reader: Membership, called: str, *, but: Collection[str]
) -> list[PersonView]:
    """Return the members whose name, as the reader sees it, has these words."""
    query = (
        select(Profile.membership_id)
        .join(people_search, people_search.c.profile_id == Profile.id)
        .where(
            Profile.community_id == reader.community_id,
            matches(session, called, reaching(Relation.MET)),
            col(Profile.membership_id).not_in({*but, reader.id}),
        )
        .order_by(people_search.c.name_key, col(Profile.membership_id))
        .limit(LOOKED_AT)
    )
    seen = view_members(session, reader, session.exec(query).all())
    named = [person for person in seen.values() if holds(person.name, called)]
    return sorted(named, key=lambda one: (one.name.casefold(), one.membership_id))[:MOST]
