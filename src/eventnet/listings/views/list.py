"""The list of what is offered and sought now; and what is the reader's own, also once it ended."""

from starlette.responses import Response

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.discussions.markdown import as_text, excerpt
from eventnet.forms import Form
from eventnet.listings import queries
from eventnet.listings.forms import FindFields
from eventnet.listings.reported import open_reports
from eventnet.listings.unread import unread_count, unread_listings
from eventnet.listings.words import kind_in_words, kinds
from eventnet.paging import pager
from eventnet.templating import render

PAGE = 20


def listings(visit: MemberVisit) -> Response:
    """Show a page of the listings that the reader looks for."""
    asked = visit.request.query_params
    form: Form[FindFields] = Form.read(FindFields, asked)
    wanted = form.data if form.valid else FindFields()
    session, member = visit.session, visit.membership
    query = {"q": wanted.q, "kind": wanted.kind}
    path = visit.url("listings", community=visit.community.slug)
    total = queries.count(session, member, wanted)
    pages = pager(total, asked.get("page", "1"), size=PAGE, path=path, query=query)
    stewards = member.role is MemberRole.STEWARD
    context = {
        "community": visit.community,
        "form": form,
        "narrowed": not form.valid or any(query.values()),
        "views": queries.listings(session, member, wanted, pages.offset, PAGE),
        "pager": pages,
        "stewards": stewards,
        "reports": open_reports(session, visit.community.id) if stewards else 0,
        "unread": unread_count(session, member),
        "kinds": kinds(),
        "kind_in_words": kind_in_words,
        "brief": lambda words: excerpt(as_text(words), 200),
    }
    status = 200 if form.valid else 422
    return render(visit, "listings/listings.html", context, status=status, block="results")


def mine(visit: MemberVisit) -> Response:
    """Show what the reader put up, and about what they wrote."""
    context = {
        "community": visit.community,
        "own": queries.own_listings(visit.session, visit.membership),
        "answered": queries.answered_listings(visit.session, visit.membership),
        "unread": {
            one.id: many
            for one, many in unread_listings(visit.session, visit.membership, 2 * queries.MOST_OWN)
        },
        "kind_in_words": kind_in_words,
    }
    return render(visit, "listings/mine.html", context)
