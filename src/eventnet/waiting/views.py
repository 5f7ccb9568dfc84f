"""Pages of the waiting list: one's own place in it, and the whole of it for organizers."""

from starlette.responses import Response

from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.waiting import actions, queries
from eventnet.waiting.forms import PlacesFields, WordFields
from eventnet.waiting.models import LONGEST_WORD, MOST_PLACES
from eventnet.waiting.policies import WaitingVisit

PAGE = 100


def line(visit: WaitingVisit) -> Response:
    """Show somebody where they stand."""
    context = {
        "event": visit.event,
        "place": visit.place,
        "since": visit.place.row.since.astimezone(zone(visit.event)),
    }
    return render(visit, "waiting/line.html", context)


def leave(visit: WaitingVisit) -> Response:
    """Wait no longer."""
    waited = actions.leave_line(visit.session, visit.event.id, visit.account.id)
    page = see(visit.url("event", event=visit.event.slug))
    if not waited:
        said = _("A moment before, a place became yours. If you cannot come, leave the event here.")
        return with_notice(visit, page, said, "careful")
    return with_notice(visit, page, _("You do not wait for a place any more."))


def desk(visit: InsiderVisit) -> Response:
    """Show organizers the places and the line."""
    return _desk(visit, _places(visit))


def places(visit: InsiderVisit) -> Response:
    """Say how many places there are."""
    form: Form[PlacesFields] = Form.read(PlacesFields, visit.form)
    if not form.valid:
        return _desk(visit, form, 422)
    by = visit.account.id
    up = actions.set_places(visit.session, visit.event.id, form.data.places, by)
    said = ngettext(
        "Saved. %(num)d person has a place now, and a mail says so.",
        "Saved. %(num)d people have a place now, and a mail says so.",
        up,
    )
    return with_notice(visit, see(_path(visit)), said if up else _("Saved."))


def up(visit: InsiderVisit) -> Response:
    """Let somebody in before their turn."""
    key = visit.param("waiting")
    actions.move_up_now(visit.session, visit.event.id, key, visit.account.id)
    return with_notice(visit, see(_path(visit)), _("They have a place now, and a mail says so."))


def remove(visit: InsiderVisit) -> Response:
    """Take somebody off the list, with a word."""
    form: Form[WordFields] = Form.read(WordFields, visit.form)
    key, by = visit.param("waiting"), visit.account.id
    if not form.valid:
        return _desk(visit, _places(visit), 422, word=form, to=key)
    actions.remove(visit.session, visit.settings, visit.event.id, key, said=form.data.said, by=by)
    return with_notice(visit, see(_path(visit)), _("They are off the list, and a mail says so."))


def _places(visit: InsiderVisit) -> Form[PlacesFields]:
    return Form.of(PlacesFields(places=visit.event.places))


def _desk(
    visit: InsiderVisit,
    form: Form[PlacesFields],
    status: int = 200,
    *,
    word: Form[WordFields] | None = None,
    to: str = "",
) -> Response:
    """Show the page; a `word` that came back stands with the one whom it is `to`."""
    here, total = zone(visit.event), queries.count_line(visit.session, visit.event.id)
    asked = visit.request.query_params.get("page", "")
    if to and (one := queries.in_line(visit.session, visit.event.id, to)) is not None:
        asked = str((one.number - 1) // PAGE + 1)
    pages = pager(total, asked, size=PAGE, path=_path(visit))
    context = {
        "event": visit.event,
        "form": form,
        "word": word or Form[WordFields](),
        "to": to,
        "taken": queries.taken(visit.session, visit.event.id),
        "line": queries.line(visit.session, visit.event.id, offset=pages.offset, limit=PAGE),
        "pager": pages,
        "local": lambda moment: moment.astimezone(here),
        "most": MOST_PLACES,
        "longest": LONGEST_WORD,
    }
    return render(visit, "waiting/desk.html", context, status=status)


def _path(visit: InsiderVisit) -> str:
    return visit.url("waiting-list", event=visit.event.slug)
