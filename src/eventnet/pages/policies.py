"""Who may see a shared page: whoever may read its group; what is removed, its moderators."""

from dataclasses import dataclass, field

from eventnet.groups import policies as groups
from eventnet.groups.policies import GroupVisit
from eventnet.pages.holding import no_page, page_of
from eventnet.pages.models import PageVersion, SharedPage
from eventnet.pages.queries import began_by, version_of_page
from eventnet.routing import Visit


@dataclass(frozen=True)
class PageVisit(GroupVisit):
    """A member, at a shared page that they may read."""

    shared: SharedPage = field(kw_only=True)


@dataclass(frozen=True)
class VersionVisit(PageVisit):
    """A member, at a version of a shared page that they may read."""

    version: PageVersion = field(kw_only=True)


def _at_page(visitor: GroupVisit) -> PageVisit:
    here = visitor.session, visitor.access, visitor.membership.id
    shared = page_of(*here, visitor.param("page"))
    return PageVisit(**visitor.known(), shared=shared)


def _at_version(visitor: GroupVisit) -> VersionVisit:
    there = _at_page(visitor)
    version = version_of_page(there.session, there.shared, there.param("number"))
    if version is None:
        raise no_page()
    return VersionVisit(**there.known(), version=version)


def reads_page(visit: Visit) -> PageVisit:
    """Let in whoever may read the page."""
    return _at_page(groups.reads(visit))


def writes_page(visit: Visit) -> PageVisit:
    """Let in whoever may write in the group; whether the page is locked, the action says."""
    return _at_page(groups.writes(visit))


def began_page(visit: Visit) -> PageVisit:
    """Let in whoever began the page; whether others wrote on it too, the action says."""
    there = reads_page(visit)
    if began_by(there.session, there.shared) != there.membership.id:
        raise no_page()
    return there


def moderates_page(visit: Visit) -> PageVisit:
    """Let in whoever keeps order in the group."""
    return _at_page(groups.moderates(visit))


def reads_version(visit: Visit) -> VersionVisit:
    """Let in whoever may read the version."""
    return _at_version(groups.reads(visit))


def writes_version(visit: Visit) -> VersionVisit:
    """Let in whoever may bring the version back."""
    return _at_version(groups.writes(visit))
