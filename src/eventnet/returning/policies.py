"""Who may say whether they come again: whoever is asked."""

from dataclasses import dataclass, replace
from functools import cached_property

from eventnet.accounts.policies import AccountVisit, signed_in
from eventnet.communities.models import Community, Membership
from eventnet.communities.policies import find_membership
from eventnet.errors import NotFound
from eventnet.events.models import Attendance
from eventnet.events.policies import AtEvent, find_attendance, find_event
from eventnet.i18n import gettext as _
from eventnet.returning.models import ReturnInvitation
from eventnet.routing import Frame, Place, Visit


@dataclass(frozen=True)
class AskedVisit(AccountVisit, AtEvent):
    """Somebody who is asked to come to an event again."""

    community: Community
    membership: Membership
    invitation: ReturnInvitation
    attendance: Attendance | None
    """If they come already."""

    @cached_property
    def frame(self) -> Frame:
        """Add the event, as anybody sees it who does not attend."""
        event = Place(self.event.slug, self.event.name)
        return replace(super().frame, event=event, community=None)


def asked_again(visit: Visit) -> AskedVisit:
    """Let in the members who are asked, and no organizer has taken off the list."""
    visitor = signed_in(visit)
    event, community = find_event(visit)
    session, account_id = visitor.session, visitor.account.id
    membership = find_membership(session, community.id, account_id)
    invitation = membership and session.get(ReturnInvitation, (event.id, membership.id))
    if not membership or not invitation:
        raise NotFound(_("There is no such page, or you are not asked to come to this event."))
    return AskedVisit(
        **visitor.known(),
        event=event,
        community=community,
        membership=membership,
        invitation=invitation,
        attendance=find_attendance(session, event.id, account_id),
    )
