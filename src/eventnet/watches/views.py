"""Keep a search, see who is new among those who fit, and let go of it."""

from typing import Any

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager, with_query
from eventnet.people.common_ground import reasons_for
from eventnet.people.directory import PAGE, Wanted
from eventnet.people.forms import DirectoryFields
from eventnet.people.queries import as_seen_by
from eventnet.people.terms import terms_of
from eventnet.people.visits import viewer_for
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.watches import actions
from eventnet.watches.forms import SearchFields
from eventnet.watches.models import SavedSearch
from eventnet.watches.queries import new_people, search_of, searches_of


def searches(visit: AttendeeVisit) -> Response:
    """Show the searches that somebody keeps, and how many are new in each."""
    viewer, own_id = viewer_for(visit), visit.attendance.id
    kept = searches_of(visit.session, own_id)
    news = new_people(visit.session, kept, {own_id: viewer})
    asked = [Wanted.of(one.query) for one in kept]
    gone = visit.request.query_params.get("deleted", "")
    context = {
        "event": visit.event,
        "searches": [
            (one, terms, len(news.get(one.id, ())), _directory(visit, wanted))
            for one, terms, wanted in zip(
                kept, terms_of(visit.session, viewer, asked), asked, strict=True
            )
        ],
        "deleted": search_of(visit.session, own_id, gone, deleted=True) if gone else None,
    }
    return render(visit, "watches/searches.html", context)


def new(visit: AttendeeVisit) -> Response:
    """Ask what a search is to be called."""
    asked: Form[DirectoryFields] = Form.read(DirectoryFields, visit.request.query_params)
    if not asked.valid:
        raise Refused(_("This search cannot be read. Go back to the list and search once more."))
    return _save_page(visit, asked.data.wanted(), Form())


def save(visit: AttendeeVisit) -> Response:
    """Keep a search under its name."""
    asked: Form[DirectoryFields] = Form.read(DirectoryFields, visit.form)
    form: Form[SearchFields] = Form.read(SearchFields, visit.form)
    wanted = Wanted.of({name: asked.value(name) for name in _readable(asked)})
    if not asked.valid:
        form.refuse("", _("A part of this search could not be read, and is left out below."))
    if form.valid:
        try:
            kept = actions.save_search(
                visit.session,
                visit.event,
                visit.attendance.id,
                form.data.name,
                wanted,
                watching=form.data.watching,
            )
        except (actions.NameTaken, actions.TooWide) as error:
            _refuse(form, error)
        else:
            return with_notice(visit, see(_searches(visit)), _said(kept))
    return _save_page(visit, wanted, form, status=422)


def search(visit: AttendeeVisit) -> Response:
    """Show who is new, and what can be changed."""
    kept = _own(visit)
    return _page(visit, kept, Form(_values(kept)))


def change(visit: AttendeeVisit) -> Response:
    """Call a search something else, and watch it or not."""
    kept = _own(visit)
    form: Form[SearchFields] = Form.read(SearchFields, visit.form)
    if form.valid:
        try:
            kept = actions.change_search(
                visit.session,
                visit.attendance.id,
                kept.id,
                form.data.name,
                watching=form.data.watching,
            )
        except (actions.NameTaken, actions.TooWide) as error:
            _refuse(form, error)
        else:
            return with_notice(visit, see(_searches(visit)), _said(kept))
    return _page(visit, kept, form, status=422)


def seen(visit: AttendeeVisit) -> Response:
    """Let nobody be new any more."""
    actions.mark_seen(visit.session, visit.attendance.id, visit.param("search"))
    return with_notice(visit, see(_searches(visit)), _("Seen. The next ones will be marked again."))


def delete(visit: AttendeeVisit) -> Response:
    """Let go of a search; the page that follows takes it back."""
    gone = actions.delete_search(visit.session, visit.attendance.id, visit.param("search"))
    return see(with_query(_searches(visit), {"deleted": gone.id}))


def restore(visit: AttendeeVisit) -> Response:
    """Take a search back."""
    kept = actions.restore_search(visit.session, visit.attendance.id, visit.param("search"))
    return with_notice(visit, see(_searches(visit)), _("“%(name)s” is back.", name=kept.name))


def _save_page(
    visit: AttendeeVisit, wanted: Wanted, form: Form[SearchFields], status: int = 200
) -> Response:
    (terms,) = terms_of(visit.session, viewer_for(visit), [wanted])
    context = {
        "event": visit.event,
        "form": form,
        "terms": terms,
        "query": wanted.query(),
        "people": _directory(visit, wanted),
    }
    return render(visit, "watches/new.html", context, status=status)


def _page(
    visit: AttendeeVisit, kept: SavedSearch, form: Form[SearchFields], status: int = 200
) -> Response:
    viewer, wanted = viewer_for(visit), Wanted.of(kept.query)
    ids = new_people(visit.session, [kept], {visit.attendance.id: viewer}).get(kept.id, [])
    path = visit.url("search", event=visit.event.slug, search=kept.id)
    pages = pager(len(ids), visit.request.query_params.get("page", "1"), size=PAGE, path=path)
    keys = ids[pages.offset : pages.offset + PAGE]
    people = as_seen_by(visit.session, viewer, [*keys, *viewer.own()])
    me = people.pop(visit.attendance.id, None)
    (terms,) = terms_of(visit.session, viewer, [wanted])
    context: dict[str, Any] = {
        "event": visit.event,
        "search": kept,
        "form": form,
        "terms": terms,
        "pager": pages,
        "new": [people[key] for key in keys if key in people],
        "reasons": reasons_for(visit.session, me, people),
        "people": _directory(visit, wanted),
    }
    return render(visit, "watches/search.html", context, status=status)


def _own(visit: AttendeeVisit) -> SavedSearch:
    kept = search_of(visit.session, visit.attendance.id, visit.param("search"))
    if kept is None:
        raise actions.no_search()
    return kept


def _values(kept: SavedSearch) -> dict[str, list[str]]:
    return {"name": [kept.name], "watching": ["yes"] if kept.watching else []}


def _refuse(form: Form[SearchFields], error: Refused) -> None:
    field = "name" if isinstance(error, actions.NameTaken) else "watching"
    form.refuse(field, error.sentence)


def _said(kept: SavedSearch) -> str:
    if kept.watching:
        return _(
            "“%(name)s” is saved. We mail you when somebody new fits, once a day at most.",
            name=kept.name,
        )
    return _("“%(name)s” is saved.", name=kept.name)


def _readable(asked: Form[DirectoryFields]) -> set[str]:
    return DirectoryFields.model_fields.keys() - asked.errors.keys()


def _searches(visit: AttendeeVisit) -> str:
    return visit.url("searches", event=visit.event.slug)


def _directory(visit: AttendeeVisit, wanted: Wanted) -> str:
    """Return the address of the list with this search."""
    return with_query(visit.url("people", event=visit.event.slug), wanted.query())
