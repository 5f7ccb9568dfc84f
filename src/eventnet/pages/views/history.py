"""The history of a shared page: its versions, what changed between two, and bringing one back."""

from starlette.responses import Response

from eventnet.dates import at
from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.pages.actions.writing import restore as bring_back
from eventnet.pages.differences import difference
from eventnet.pages.forms import ChangesFields, RestoreFields
from eventnet.pages.markdown import as_html
from eventnet.pages.policies import PageVisit, VersionVisit
from eventnet.pages.queries import version_lines, version_of_page
from eventnet.pages.views.page import path_of, place_of
from eventnet.pages.views.writing import ways_from
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 30


def history(visit: PageVisit) -> Response:
    """Show who saved the page when, the latest first."""
    return _history(visit, Form())


def changes(visit: PageVisit) -> Response:
    """Show what is different between two versions, by default the last two; the older first."""
    form: Form[ChangesFields] = Form.read(ChangesFields, visit.request.query_params)
    wanted, latest = form.data if form.valid else ChangesFields(a="-", b="-"), visit.shared.latest
    typed = wanted.a or str(max(latest - 1, 1)), wanted.b or str(latest)
    found = [version_of_page(visit.session, visit.shared, number) for number in typed]
    two = sorted((one for one in found if one is not None), key=lambda one: one.number)
    if len(two) < len(found):
        form.refuse(
            "a" if found[0] is None else "b",
            _("Please name versions from 1 to %(latest)d.", latest=latest),
        )
        return _history(visit, form, 422)
    old, new = two
    numbers = [old.number, new.number]
    lines = version_lines(visit.session, visit.membership, visit.shared, numbers)
    context = {
        **_context(visit),
        "old": lines[old.number],
        "new": lines[new.number],
        "lines": difference(old.words, new.words),
    }
    return render(visit, "pages/changes.html", context)


def version(visit: VersionVisit) -> Response:
    """Show the page as it was."""
    number = visit.version.number
    lines = version_lines(visit.session, visit.membership, visit.shared, [number])
    words = visit.version.words
    context = {
        **_context(visit),
        "line": lines[number],
        "words": as_html(words, ways_from(visit, words)),
    }
    return render(visit, "pages/version.html", context)


def restore(visit: VersionVisit) -> Response:
    """Let the page be again what it was."""
    form: Form[RestoreFields] = Form.read(RestoreFields, visit.form)
    if not form.valid:
        raise Refused(_("Please choose again which version to bring back."))
    number = str(visit.version.number)
    bring_back(visit.session, visit.membership, place_of(visit), number, form.data)
    words = _("The page is again as it was in version %(number)s.", number=number)
    return with_notice(visit, see(path_of(visit)), words)


def _history(visit: PageVisit, form: Form[ChangesFields], status: int = 200) -> Response:
    shared, query = visit.shared, visit.request.query_params
    path = f"{path_of(visit)}/history"
    pages = pager(shared.latest, query.get("page", "1"), size=PAGE, path=path)
    newest = shared.latest - pages.offset
    numbers = range(newest, max(newest - PAGE, 0), -1)
    lines = version_lines(visit.session, visit.membership, shared, numbers)
    context = {
        **_context(visit),
        "lines": [lines[number] for number in numbers],
        "pager": pages,
        "form": form,
    }
    return render(visit, "pages/history.html", context, status=status)


def _context(visit: PageVisit) -> dict[str, object]:
    return {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "shared": visit.shared,
        "once": new_id(),
        "at": lambda value: at(value, visit.account.time_zone),
    }
