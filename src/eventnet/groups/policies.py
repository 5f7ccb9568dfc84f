"""Who may see which page of a group. To all others there is no such group."""

from collections.abc import Callable
from dataclasses import dataclass, field

from eventnet.communities.policies import MemberVisit, member
from eventnet.groups.access import Access, access
from eventnet.groups.holding import nowhere
from eventnet.groups.models import Group
from eventnet.routing import Visit


@dataclass(frozen=True)
class GroupVisit(MemberVisit):
    """A member of the community, at a group that they may know of."""

    access: Access = field(kw_only=True)

    @property
    def group(self) -> Group:
        """The group."""
        return self.access.group


def _at(visit: Visit, may: Callable[[Access], bool]) -> GroupVisit:
    visitor = member(visit)
    found = access(visitor.session, visitor.membership, visit.param("group"))
    if found is None or not may(found):
        raise nowhere()
    return GroupVisit(**visitor.known(), access=found)


def knows(visit: Visit) -> GroupVisit:
    """Let in whoever may know of the group."""
    return _at(visit, lambda found: found.knows)


def reads(visit: Visit) -> GroupVisit:
    """Let in whoever may read what is written in the group."""
    return _at(visit, lambda found: found.reads)


def in_it(visit: Visit) -> GroupVisit:
    """Let in those who are in the group, or keep order in it."""
    return _at(visit, lambda found: found.role is not None or found.moderates)


def writes(visit: Visit) -> GroupVisit:
    """Let in those who are in the group; whether it is closed, the action says."""
    return _at(visit, lambda found: found.role is not None)


def moderates(visit: Visit) -> GroupVisit:
    """Let in those who keep order in the group."""
    return _at(visit, lambda found: found.moderates)


def owns(visit: Visit) -> GroupVisit:
    """Let in the owners of the group."""
    return _at(visit, lambda found: found.owns)
