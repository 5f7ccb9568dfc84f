"""Pages among what the search finds in groups."""

from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.discussions.finding import FoundKind, FoundLine, also_found
from eventnet.discussions.forms import SearchFields, number
from eventnet.discussions.snippets import snippet
from eventnet.i18n import gettext as _
from eventnet.pages.markdown import as_text
from eventnet.pages.searching import search_pages
from eventnet.paging import with_query

ON = "pages_before"
"""The field of the address that says from where it goes on."""


def found_pages(visit: MemberVisit, wanted: SearchFields) -> FoundKind:
    """Return the pages that hold what is looked for, the newest first."""
    before = number(visit.request.query_params.get(ON, ""))
    found, next_before = search_pages(
        visit.session, visit.membership, wanted.q, wanted.group, before
    )
    here = visit.community.slug
    query = {"q": wanted.q, "group": wanted.group, ON: str(next_before or "")}
    return FoundKind(
        label=_("Pages"),
        lines=[
            FoundLine(
                title=page.title,
                href=visit.url("shared-page", community=here, group=group.id, page=page.key),
                words=snippet(as_text(version.words), wanted.q),
                about=f"{group.name} · {day(page.latest_at.date(), 'long')}",
            )
            for page, version, group in found
        ],
        href=with_query(visit.url("discussions", community=here), query) if next_before else "",
    )


also_found.append(found_pages)
