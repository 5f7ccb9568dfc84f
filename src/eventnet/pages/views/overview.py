"""The pages of a group, and beginning another one."""

from starlette.responses import Response

from eventnet.discussions.views.group import also_here, as_it_is_now
from eventnet.errors import Conflict, NotFound
from eventnet.forms import Form
from eventnet.groups.policies import GroupVisit
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.pages.actions.writing import TitleTaken, begin_page
from eventnet.pages.forms import NewFields, PageFields
from eventnet.pages.haste import count_save
from eventnet.pages.queries import page_count, page_lines, removed_lines
from eventnet.pages.titles import page_called
from eventnet.pages.views.writing import writing_context
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 50


def pages(visit: GroupVisit) -> Response:
    """Show the pages of the group; to its moderators also those that are removed."""
    session, reader, group = visit.session, visit.membership, visit.group
    total = page_count(session, group.id)
    asked = visit.request.query_params.get("page", "1")
    pages = pager(total, asked, size=PAGE, path=_path(visit))
    moderates = visit.access.moderates
    context = {
        "community": visit.community,
        "group": group,
        "access": visit.access,
        "lines": page_lines(session, reader, group.id, pages.offset, PAGE),
        "removed": removed_lines(session, reader, group.id, moderates=moderates),
        "pager": pages,
    }
    return render(visit, "pages/pages.html", context)


def new(visit: GroupVisit) -> Response:
    """Show the form for another page; whoever asks for one that is there, goes there."""
    form: Form[NewFields] = Form.read(NewFields, visit.request.query_params)
    title = form.data.title if form.valid else ""
    there = page_called(visit.session, visit.group.id, title) if title else None
    if there is not None and there.removed_at is None:
        return see(_one(visit, there.key))
    return _page(visit, Form.of(PageFields.model_construct(title=title, words="", note="")))


def begin(visit: GroupVisit) -> Response:
    """Write the first version of a page."""
    form: Form[PageFields] = Form.read(PageFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    if form.data.do == "look":
        return _page(visit, form, look=True)
    count_save(visit)
    try:
        made = begin_page(visit.session, visit.membership, visit.param("group"), form.data)
    except TitleTaken as refused:
        form.refuse("title", refused.sentence)
        return _page(visit, form, refused.status)
    except (Conflict, NotFound) as refused:
        form.refuse("", refused.sentence)
        return _page(as_it_is_now(visit, refused), form, refused.status)
    return with_notice(
        visit, see(_one(visit, made.key)), _("Saved. Everybody in the group can write on it.")
    )


def _page(
    visit: GroupVisit, form: Form[PageFields], status: int = 200, *, look: bool = False
) -> Response:
    context = writing_context(visit, form, look=look)
    return render(visit, "pages/new.html", context, status=status)


def _path(visit: GroupVisit) -> str:
    return visit.url("shared-pages", community=visit.community.slug, group=visit.param("group"))


def _one(visit: GroupVisit, key: str) -> str:
    there = {"community": visit.community.slug, "group": visit.param("group")}
    return visit.url("shared-page", page=key, **there)


def way_to_pages(visit: GroupVisit) -> tuple[str, str]:
    """Return the way from a group to its pages."""
    total = page_count(visit.session, visit.group.id)
    return ngettext("%(num)d page", "%(num)d pages", total) if total else _("Pages"), _path(visit)


also_here.append(way_to_pages)
