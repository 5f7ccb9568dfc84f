"""Who may, as far as the community decides it."""

from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import Session, col, select

from eventnet.accounts.policies import AccountVisit, operator, signed_in
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.communities.queries import community_by_slug
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Place, Visit


@dataclass(frozen=True)
class CommunityVisit(AccountVisit):
    """An operator, at a community, member of it or not."""

    community: Community


@dataclass(frozen=True)
class MemberVisit(AccountVisit):
    """A member, in their community."""

    community: Community
    membership: Membership

    @cached_property
    def frame(self) -> Frame:
        """Add the community."""
        return replace(
            super().frame,
            community=Place(self.community.slug, self.community.name),
            stewards=self.membership.role is MemberRole.STEWARD,
        )


def find_membership(session: Session, community_id: str, account_id: str) -> Membership | None:
    """Return the membership of an account, unless it has ended."""
    return session.exec(
        select(Membership).where(
            Membership.community_id == community_id,
            Membership.account_id == account_id,
            col(Membership.left_at).is_(None),
        )
    ).one_or_none()


def member(visit: Visit) -> MemberVisit:
    """Let in the members of the community that the path names."""
    visitor = signed_in(visit)
    community = community_by_slug(visit.session, visit.param("community"))
    nowhere = NotFound(_("There is no such community, or you are not a member of it."))
    if community is None:
        raise nowhere
    membership = find_membership(visit.session, community.id, visitor.account.id)
    if membership is None:
        raise nowhere
    return MemberVisit(**visitor.known(), community=community, membership=membership)


def community_operator(visit: Visit) -> CommunityVisit:
    """Let in those who run this installation, at the community that the path names."""
    visitor = operator(visit)
    community = community_by_slug(visit.session, visit.param("community"))
    if community is None:
        raise NotFound(_("There is no such community."))
    return CommunityVisit(**visitor.known(), community=community)


def steward(visit: Visit) -> MemberVisit:
    """Let in the stewards of the community that the path names."""
    visitor = member(visit)
    if visitor.membership.role is not MemberRole.STEWARD:
        raise NotFound(_("There is no such page."))
    return visitor
