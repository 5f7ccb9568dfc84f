"""What those who read a group call those who are in it.

Whoever is in a group tells their name to its readers, whatever else they hide. Who has left it, or
the community, or is erased, is nobody's name any more.
"""

from collections.abc import Collection
from dataclasses import replace

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Membership
from eventnet.groups.models import GroupMember, State
from eventnet.i18n import gettext as _
from eventnet.people.members import view_members
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, tint
from eventnet.people.search.index import people_search
from eventnet.people.search.words import words_of
from eventnet.people.visibility import Relation

MOST_FOUND = 20


def view_those_in(
    session: Session, viewer: Membership, group_id: str, member_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return of these who are in the group now, as its readers see them."""
    rows = session.exec(
        select(GroupMember.member_id, Profile.name)
        .join(Membership, col(Membership.id) == GroupMember.member_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(
            GroupMember.group_id == group_id,
            GroupMember.state == State.IN,
            col(GroupMember.member_id).in_(member_ids),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    ).all()
    return _named(session, viewer, dict(rows))


def view_members_of(
    session: Session, viewer: Membership, member_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return these members as the viewer may see them, each called something.

    Of whoever asks to come in, or is invited, the name is told to those who let them in.
    """
    query = (
        select(Membership.id, Profile.name)
        .outerjoin(Profile, col(Profile.membership_id) == Membership.id)
        .where(col(Membership.id).in_(member_ids))
    )
    return _named(session, viewer, dict(session.exec(query).all()))


def _named(
    session: Session, viewer: Membership, names: dict[str, str | None]
) -> dict[str, PersonView]:
    seen = view_members(session, viewer, names)
    return {
        key: seen[key]
        if key in seen and seen[key].name
        else _called(key, name or _("Somebody without a name"), seen.get(key))
        for key, name in names.items()
    }


def _called(key: str, name: str, seen: PersonView | None) -> PersonView:
    person = seen or PersonView(membership_id=key, relation=Relation.MEMBER)
    return replace(person, name=name, tint=tint(name), has_page=False)


def somebody_who_left() -> PersonView:
    """Return what is shown of whoever wrote something and is not in the group any more."""
    return PersonView(name=_("Somebody who left"), has_page=False)


def find_members(session: Session, viewer: Membership, typed: str) -> list[PersonView]:
    """Return members of the community whose name the viewer sees and begins, in a part, so."""
    words = words_of(typed)[:4]
    if not words:
        return []
    key = people_search.c.name_key
    query = (
        select(Membership.id)
        .join(people_search, people_search.c.membership_id == Membership.id)
        .where(
            Membership.community_id == viewer.community_id,
            Membership.id != viewer.id,
            people_search.c.name_reach >= int(Relation.MEMBER),
            *((" " + key).contains(f" {word}", autoescape=True) for word in words),
        )
        .order_by(key, col(Membership.id))
        .limit(MOST_FOUND)
    )
    ids = list(session.exec(query))
    seen = view_members(session, viewer, ids)
    return [seen[one] for one in ids if one in seen and seen[one].name]


def find_in_group(
    session: Session, viewer: Membership, group_id: str, typed: str
) -> list[PersonView]:
    """Return who is in a group and whose name begins, in a part, as it is typed.

    By the name that they tell the group's readers by being in it, whatever else they hide.
    """
    words = words_of(typed)[:4]
    if not words:
        return []
    key = people_search.c.name_key
    query = (
        select(GroupMember.member_id)
        .join(people_search, people_search.c.membership_id == GroupMember.member_id)
        .where(
            GroupMember.group_id == group_id,
            GroupMember.state == State.IN,
            *((" " + key).contains(f" {word}", autoescape=True) for word in words),
        )
        .order_by(key, col(GroupMember.member_id))
        .limit(MOST_FOUND)
    )
    ids = list(session.exec(query))
    there = view_those_in(session, viewer, group_id, ids)
    return [there[one] for one in ids if one in there]


def names_in_groups(
    session: Session, viewer: Membership, wrote: Collection[tuple[str, str]]
) -> dict[tuple[str, str], PersonView]:
    """Return what is shown of who wrote where, by group and member; whoever left is not in it."""
    rows = session.exec(
        select(GroupMember.group_id, GroupMember.member_id).where(
            col(GroupMember.group_id).in_({group_id for group_id, _key in wrote}),
            col(GroupMember.member_id).in_({key for _group, key in wrote}),
            GroupMember.state == State.IN,
        )
    ).all()
    there = {row for row in map(tuple, rows) if row in set(wrote)}
    people = view_present(session, viewer, {key for _group, key in there})
    return {(group_id, key): people[key] for group_id, key in there if key in people}


def view_present(
    session: Session, viewer: Membership, member_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return of these who are still in the community, by the name that they told by writing."""
    query = (
        select(Membership.id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(Membership.id).in_(member_ids),
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    )
    return view_members_of(session, viewer, list(session.exec(query)))
