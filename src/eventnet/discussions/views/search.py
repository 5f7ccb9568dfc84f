"""One search over all that the reader may read in the community."""

from starlette.responses import Response

from eventnet.communities.policies import MemberVisit
from eventnet.discussions.finding import found_besides
from eventnet.discussions.forms import SearchFields, number
from eventnet.discussions.markdown import as_text
from eventnet.discussions.search import Results, search
from eventnet.discussions.snippets import snippet
from eventnet.forms import Form
from eventnet.groups.people import names_in_groups
from eventnet.groups.queries import readable_groups
from eventnet.paging import with_query
from eventnet.templating import render


def discussions(visit: MemberVisit) -> Response:
    """Show what was found: the newest posts first, and the first few of each further kind."""
    form: Form[SearchFields] = Form.read(SearchFields, visit.request.query_params)
    wanted = form.data if form.valid else SearchFields()
    before = number(wanted.before)
    found = (
        search(visit.session, visit.membership, wanted.q, group_id=wanted.group, before=before)
        if wanted.q
        else Results([], None)
    )
    path = visit.url("discussions", community=visit.community.slug)
    query = {"q": wanted.q, "group": wanted.group}
    wrote = [(one.group.id, one.post.by_id) for one in found.found if one.post.by_id]
    context = {
        "community": visit.community,
        "form": form,
        "looked": wanted.q,
        "found": found.found,
        "besides": found_besides(visit, wanted) if wanted.q and before is None else [],
        "names": names_in_groups(visit.session, visit.membership, wrote),
        "groups": readable_groups(visit.session, visit.membership),
        "older": with_query(path, {**query, "before": str(found.before)}) if found.before else "",
        "is_first": before is None,
        "snippet": lambda words: snippet(as_text(words), wanted.q),
    }
    status = 200 if form.valid else 422
    return render(visit, "discussions/search.html", context, status=status, block="results")
