"""Who may see a place in the line: whose it is."""

from dataclasses import dataclass, replace
from functools import cached_property

from eventnet.accounts.policies import AccountVisit, signed_in
from eventnet.errors import NotFound
from eventnet.events.policies import AtEvent, find_event
from eventnet.i18n import gettext as _
from eventnet.routing import Frame, Place, Visit
from eventnet.waiting.queries import InLine, place_of


@dataclass(frozen=True)
class WaitingVisit(AccountVisit, AtEvent):
    """Somebody who waits for a place at an event."""

    place: InLine

    @cached_property
    def frame(self) -> Frame:
        """Add the event, as anybody sees it who does not attend."""
        event = Place(self.event.slug, self.event.name)
        return replace(super().frame, event=event, community=None)


def waiting(visit: Visit) -> WaitingVisit:
    """Let in who is in the line."""
    visitor = signed_in(visit)
    event, _community = find_event(visit)
    place = place_of(visitor.session, event.id, visitor.account.id)
    if place is None:
        raise NotFound(_("There is no such page, or you do not wait for a place at this event."))
    return WaitingVisit(**visitor.known(), event=event, place=place)
