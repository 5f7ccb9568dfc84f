"""The list of ideas: searched, narrowed, in one of three orders."""

from starlette.responses import Response

from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.discussions.markdown import as_text, excerpt
from eventnet.forms import Form
from eventnet.ideas.forms import FindFields
from eventnet.ideas.queries import SETTLED, count, lines
from eventnet.ideas.reported import open_reports
from eventnet.ideas.words import about_in_words, abouts, sorts, status_in_words, statuses
from eventnet.paging import pager
from eventnet.templating import render

PAGE = 20


def ideas(visit: MemberVisit) -> Response:
    """Show a page of the ideas that the reader looks for."""
    asked = visit.request.query_params
    form: Form[FindFields] = Form.read(FindFields, asked)
    wanted = form.data if form.valid else FindFields()
    session, member = visit.session, visit.membership
    query = {"q": wanted.q, "status": wanted.status, "about": wanted.about, "sort": wanted.sort}
    path = visit.url("ideas", community=visit.community.slug)
    total = count(session, member, wanted)
    pages = pager(total, asked.get("page", "1"), size=PAGE, path=path, query=query)
    stewards = member.role is MemberRole.STEWARD
    context = {
        "community": visit.community,
        "form": form,
        "narrowed": not form.valid or any(query.values()),
        "lines": lines(session, member, wanted, pages.offset, PAGE),
        "pager": pages,
        "here": pages.href(pages.page),
        "stewards": stewards,
        "reports": open_reports(session, visit.community.id) if stewards else 0,
        "statuses": statuses(),
        "abouts": abouts(),
        "sorts": sorts(),
        "settled": SETTLED,
        "status_in_words": status_in_words,
        "about_in_words": about_in_words,
        "brief": lambda words: excerpt(as_text(words), 200),
    }
    status = 200 if form.valid else 422
    return render(visit, "ideas/ideas.html", context, status=status, block="results")
