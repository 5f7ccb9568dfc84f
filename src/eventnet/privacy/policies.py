"""Who may read a community's notice: everybody, where the community shows itself by an event."""

from dataclasses import dataclass, replace
from functools import cached_property

from sqlmodel import exists, select

from eventnet.accounts.policies import Visitor, anyone
from eventnet.communities.models import Community
from eventnet.communities.policies import find_membership
from eventnet.communities.queries import community_by_slug
from eventnet.errors import NotFound
from eventnet.events.models import Event
from eventnet.events.queries import not_deleted
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Place, Visit


@dataclass(frozen=True)
class NoticeVisit(Visitor):
    """Anyone, at the notice of a community."""

    community: Community
    belongs: bool

    @cached_property
    def frame(self) -> Frame:
        """Add the community for its members; others have no page of it to go to."""
        if not self.belongs:
            return super().frame
        place = Place(self.community.slug, self.community.name)
        return replace(super().frame, community=place)


def notice_reader(visit: Visit) -> NoticeVisit:
    """Let in everybody, unless nothing public says that there is such a community."""
    visitor = anyone(visit)
    community = community_by_slug(visit.session, visit.param("community"))
    account = visitor.account
    if community is not None:
        belongs = (
            account is not None
            and find_membership(visit.session, community.id, account.id) is not None
        )
        shown = select(exists().where(Event.community_id == community.id, not_deleted()))  # type: ignore[arg-type]
        operates = account is not None and account.is_operator
        if belongs or operates or visit.session.exec(shown).one():
            return NoticeVisit(**visitor.known(), community=community, belongs=belongs)
    raise NotFound(_("There is no such community."))
