"""Who may read how well a community's matching predicts."""

from dataclasses import dataclass, replace
from functools import cached_property

from eventnet.accounts.policies import Visitor, anyone
from eventnet.communities.models import Community, MemberRole, Membership
from eventnet.communities.policies import find_membership
from eventnet.communities.queries import community_by_slug
from eventnet.errors import NotFound
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Place, Visit


@dataclass(frozen=True)
class PredictionsVisit(Visitor):
    """Whoever reads it."""

    community: Community
    membership: Membership | None

    @property
    def stewards_it(self) -> bool:
        """Whether they look after the community, and so decide whether others read it."""
        return self.membership is not None and self.membership.role is MemberRole.STEWARD

    @cached_property
    def frame(self) -> Frame:
        """Add the community, for its members."""
        if self.membership is None:
            return super().frame
        return replace(
            super().frame,
            community=Place(self.community.slug, self.community.name),
            stewards=self.stewards_it,
        )


def predictions(visit: Visit) -> PredictionsVisit:
    """Let in everybody where the community shows it, else its stewards alone."""
    visitor = anyone(visit)
    community = community_by_slug(visit.session, visit.param("community"))
    mine = (
        find_membership(visit.session, community.id, visitor.account.id)
        if community and visitor.account
        else None
    )
    if community is not None:
        found = PredictionsVisit(**visitor.known(), community=community, membership=mine)
        if community.shows_predictions or found.stewards_it:
            return found
    raise NotFound(_("There is no such page."))
