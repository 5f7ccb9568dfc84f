"""Listings in the one search of a community."""

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.finding import MOST_SHOWN, FoundKind, FoundLine, also_found, with_way
from eventnet.discussions.forms import SearchFields
from eventnet.discussions.markdown import as_text
from eventnet.discussions.snippets import snippet
from eventnet.i18n import gettext as _
from eventnet.listings.forms import FindFields
from eventnet.listings.queries import count, listings
from eventnet.listings.words import kind_in_words


def find(visit: MemberVisit, asked: SearchFields) -> FoundKind | None:
    """Return the listings that hold every word, the newest first."""
    if asked.group:
        return None
    here, wanted = visit.community.slug, FindFields(q=asked.q)
    found = listings(visit.session, visit.membership, wanted, 0, MOST_SHOWN)
    total = count(visit.session, visit.membership, wanted) if found else 0
    shown = [
        FoundLine(
            one.listing.title,
            visit.url("listing", community=here, listing=one.listing.id),
            snippet(as_text(one.listing.words), asked.q),
            f"{one.by.name} · {kind_in_words(one.listing.kind)}",
        )
        for one in found
    ]
    return with_way(visit, asked, "listings", FoundKind(_("Jobs and services"), shown, total=total))


also_found.append(find)
