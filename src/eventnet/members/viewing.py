"""Members of a community, each cut down to what another member may see of them."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from eventnet.accounts.models import Account
from eventnet.communities.models import Community, Membership
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted
from eventnet.people.models import Profile
from eventnet.people.queries import PersonView, cut_down, topics_of
from eventnet.people.viewers import MINE, THEIRS, met_by
from eventnet.people.visibility import Relation


@dataclass(frozen=True)
class Onlooker:
    """A member who looks at others of their community."""

    membership_id: str
    met: frozenset[str]
    """The memberships of those with whom they have a live meeting, at any event."""
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


def _onlooker(session: Session, membership_id: str, others: Collection[str]) -> Onlooker:
    met = met_by(session, [membership_id])[membership_id]
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
