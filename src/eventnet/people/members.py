"""Members of a community, each cut down to what another member may see of them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, cut_down, tint, topics_of
from eventnet.people.viewers import MINE, THEIRS, met_by
from eventnet.people.visibility import NAME, Relation, visible

also_known: list[Callable[[Session, str], set[str]]] = []
"""Whom a member has met elsewhere than at an event, by membership; later features say it."""


@dataclass(frozen=True)
class Onlooker:
    """A member who looks at others of their community."""

    membership_id: str
    met: frozenset[str]
    """The memberships of those with whom they have a live meeting, at any event, or a talk."""
    fellows: frozenset[str]
    """The memberships of those who attend an event that they attend too."""

    def relation_to(self, membership_id: str) -> Relation:
        """Return how they stand to a member of their community."""
        if membership_id == self.membership_id:
            return Relation.SELF
        if membership_id in self.met:
            return Relation.MET
        return Relation.FELLOW if membership_id in self.fellows else Relation.MEMBER


def view_members(
    session: Session, viewer: Membership, membership_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return these members of the viewer's community, as the viewer may see them.

    Whoever left the community, or is of another one, is not in the answer.
    """
    rows = session.exec(
        select(Profile, Community.slug)
        .join(Membership, col(Membership.id) == Profile.membership_id)
        .join(Community, col(Community.id) == Membership.community_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(Membership.id).in_(membership_ids),
            Membership.community_id == viewer.community_id,
            col(Membership.left_at).is_(None),
            col(Account.deactivated_at).is_(None),
        )
    ).all()
    topics = topics_of(session, [profile.id for profile, _slug in rows])
    onlooker = _onlooker(session, viewer.id, [profile.membership_id for profile, _slug in rows])
    return {
        profile.membership_id: cut_down(
            profile,
            onlooker.relation_to(profile.membership_id),
            topics[profile.id],
            photos=f"/c/{slug}/people/{profile.membership_id}/photo",
        )
        for profile, slug in rows
    }


def view_self(session: Session, member: Membership) -> PersonView:
    """Return a member as they see themselves; who has no profile says nothing."""
    seen = view_members(session, member, [member.id])
    return seen.get(member.id) or PersonView(membership_id=member.id)


def _onlooker(session: Session, membership_id: str, others: Collection[str]) -> Onlooker:
    met = set(met_by(session, [membership_id])[membership_id])
    for known in also_known:
        met |= known(session, membership_id)
    return Onlooker(membership_id, frozenset(met), _fellows(session, membership_id, others))


def _fellows(session: Session, membership_id: str, others: Collection[str]) -> frozenset[str]:
    """Return who of these attends an event that a member attends too."""
    query = (
        select(THEIRS.membership_id)
        .join(MINE, col(MINE.event_id) == THEIRS.event_id)
        .join(Event, col(Event.id) == MINE.event_id)
        .where(
            MINE.membership_id == membership_id,
            col(THEIRS.membership_id).in_(others),
            col(MINE.left_at).is_(None),
            col(THEIRS.left_at).is_(None),
            not_deleted(),
        )
    )
    return frozenset(session.exec(query))


def told_names(session: Session, membership_ids: Collection[str]) -> dict[str, str]:
    """Return by what name these are known to those to whom they told it, until it is erased."""
    rows = session.exec(
        select(Profile)
        .join(Membership, col(Membership.id) == Profile.membership_id)
        .join(Account, col(Account.id) == Membership.account_id)
        .where(
            col(Membership.id).in_(membership_ids),
            or_(col(Account.deactivated_at).is_(None), col(Account.erase_at).is_not(None)),
        )
    )
    return {
        one.membership_id: one.name for one in rows if visible(one.visibility, NAME, Relation.MET)
    }


def known_by_name(name: str, membership_id: str) -> PersonView:
    """Return somebody of whom the viewer knows the name, and sees nothing else."""
    return PersonView(
        name=name,
        tint=tint(name),
        relation=Relation.MET,
        has_page=False,
        membership_id=membership_id,
    )


def view_those_told(
    session: Session, viewer: Membership, membership_ids: Collection[str]
) -> dict[str, PersonView]:
    """Return these members as `view_members` does, each at least by the name that they told."""
    seen = view_members(session, viewer, membership_ids)
    people = {key: person for key, person in seen.items() if person.name}
    names = told_names(session, set(membership_ids) - people.keys())
    return people | {key: known_by_name(name, key) for key, name in names.items()}
