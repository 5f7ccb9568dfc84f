"""A shared page: read, and changed."""

from dataclasses import replace

from starlette.responses import Response

from eventnet.dates import at
from eventnet.discussions.forms import ReportFields
from eventnet.discussions.views.group import as_it_is_now
from eventnet.errors import Conflict, NotFound, Refused
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.ids import new_id
from eventnet.notices import with_notice
from eventnet.pages.actions.writing import Overtaken, Place, TitleTaken, save_page
from eventnet.pages.differences import difference
from eventnet.pages.forms import PageFields
from eventnet.pages.haste import count_save
from eventnet.pages.holding import page_of
from eventnet.pages.markdown import as_html
from eventnet.pages.models import LONGEST_REASON, WITHDRAWN
from eventnet.pages.policies import PageVisit
from eventnet.pages.queries import (
    began_by,
    is_alone,
    latest_version,
    linking_here,
    reports_of,
    version_lines,
    version_of_page,
)
from eventnet.pages.views.writing import ways_from, writing_context
from eventnet.pages.words import what_goes
from eventnet.redirects import see
from eventnet.templating import render


def page(visit: PageVisit) -> Response:
    """Show the page."""
    return show(visit, Form())


def show(visit: PageVisit, report: Form[ReportFields], status: int = 200) -> Response:
    """Show the page, with the form by which it is reported."""
    session, shared = visit.session, visit.shared
    line = version_lines(session, visit.membership, shared, [shared.latest])[shared.latest]
    linking = linking_here(session, shared)
    began = began_by(session, shared) == visit.membership.id
    context = {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "shared": shared,
        "line": line,
        "words": as_html(line.version.words, ways_from(visit, line.version.words)),
        "linking": linking,
        "began": began,
        "alone": began and is_alone(session, shared, visit.membership.id),
        "goes": what_goes(shared, len(linking)),
        "until": shared.withdrawn_at + WITHDRAWN if shared.withdrawn_at else None,
        "reasons": reports_of(session, shared) if visit.access.moderates else [],
        "report": report,
        "longest_reason": LONGEST_REASON,
        "once": new_id(),
        "at": lambda value: at(value, visit.account.time_zone),
    }
    return render(visit, "pages/page.html", context, status=status)


def edit(visit: PageVisit) -> Response:
    """Show the form that changes the page."""
    now = latest_version(visit.session, visit.shared)
    fields = PageFields.model_construct(title=now.title, words=now.words, note="")
    return _form(visit, Form.of(fields), drawn_from=str(now.number))


def save(visit: PageVisit) -> Response:
    """Save the page once more."""
    form: Form[PageFields] = Form.read(PageFields, visit.form)
    drawn_from = form.value("version")
    if not form.valid:
        return _form(visit, form, 422, drawn_from=drawn_from)
    if form.data.do == "look":
        return _form(visit, form, drawn_from=drawn_from, look=True)
    count_save(visit)
    try:
        save_page(visit.session, visit.membership, place_of(visit), form.data)
    except TitleTaken as refused:
        form.refuse("title", refused.sentence)
        return _form(visit, form, refused.status, drawn_from=drawn_from)
    except Overtaken as refused:
        form.refuse("", refused.sentence)
        return _form(
            as_it_is(visit, refused), form, refused.status, drawn_from=drawn_from, both=True
        )
    except (Conflict, NotFound) as refused:
        form.refuse("", refused.sentence)
        return _form(as_it_is(visit, refused), form, refused.status, drawn_from=drawn_from)
    return with_notice(visit, see(path_of(visit)), _("Saved."))


def as_it_is(visit: PageVisit, refused: Refused) -> PageVisit:
    """Return the visit with the page and its group as they are now, if they can still be read."""
    now = as_it_is_now(visit, refused)
    return replace(
        now, shared=page_of(now.session, now.access, now.membership.id, now.param("page"))
    )


def place_of(visit: PageVisit) -> Place:
    """Return which page the address says."""
    return Place(visit.param("group"), visit.param("page"))


def path_of(visit: PageVisit) -> str:
    """Return the address of the page."""
    there = {"group": visit.param("group"), "page": visit.param("page")}
    return visit.url("shared-page", community=visit.community.slug, **there)


def _form(
    visit: PageVisit,
    form: Form[PageFields],
    status: int = 200,
    *,
    drawn_from: str,
    both: bool = False,
    look: bool = False,
) -> Response:
    """Show the form; with `both` also what somebody else saved, over which it is saved next."""
    session, shared = visit.session, visit.shared
    theirs = version_lines(session, visit.membership, shared, [shared.latest])[shared.latest]
    before = version_of_page(session, shared, drawn_from)
    context = {
        **writing_context(visit, form, look=look),
        "shared": shared,
        "version": shared.latest if both else drawn_from,
        "theirs": theirs if both else None,
        "changed": difference(before.words if before else "", theirs.version.words) if both else [],
        "at": lambda value: at(value, visit.account.time_zone),
    }
    return render(visit, "pages/edit.html", context, status=status)
