"""Reads of whom a member follows: those whom they may see, and want to hear of."""

from sqlmodel import Session, select

from eventnet.communities.models import Membership
from eventnet.following.models import Follow
from eventnet.people.members import view_members
from eventnet.people.queries import PersonView
from eventnet.people.silence import unheard_members


def follows(session: Session, by_id: str, of_id: str) -> bool:
    """Say whether one member follows another."""
    return session.get(Follow, (by_id, of_id), populate_existing=True) is not None


def followed(session: Session, member: Membership) -> list[PersonView]:
    """Return whom a member follows, by name; whoever hides from them now is not among these."""
    keys = list(session.exec(select(Follow.of_id).where(Follow.by_id == member.id)))
    people = in_sight(session, member, keys)
    return sorted(people.values(), key=lambda one: (one.name.casefold(), one.membership_id))


def in_sight(session: Session, member: Membership, ids: list[str]) -> dict[str, PersonView]:
    """Return those of these whom a member sees by name, and does not want to be spared."""
    seen = view_members(session, member, ids)
    silent = unheard_members(session, member.id, ids)
    return {
        key: one for key, one in seen.items() if one.name and one.has_page and key not in silent
    }
