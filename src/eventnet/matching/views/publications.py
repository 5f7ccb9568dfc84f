"""Publishing a draft, what that changes for each person, undoing it, and telling people."""

from typing import Literal

from starlette.responses import Response

from eventnet.errors import Conflict
from eventnet.events.policies import InsiderVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.matching.by_person import by_person
from eventnet.matching.forms import PublishFields
from eventnet.matching.models import RunState
from eventnet.matching.publishing import preview, publish_run
from eventnet.matching.telling import tell_people
from eventnet.matching.undoing import undo_publication
from eventnet.matching.views.runs import find, run_page, see_run
from eventnet.matching.window import publication_of
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.templating import render

PAGE = 50
LONGEST_SEARCH = 100
SHOWN: dict[str, Literal["", "moved", "off", "new"]] = {
    "moved": "moved",
    "off": "off",
    "new": "new",
}


def publish(visit: InsiderVisit) -> Response:
    """Make a draft everybody's schedule."""
    found = find(visit)
    number = found.number
    try:
        said = _said(visit)
        booked = publish_run(
            visit.session,
            found.id,
            account_id=visit.account.id,
            against=said.against,
            edition=said.edition,
        )
    except Conflict as refusal:
        return run_page(visit, find(visit), status=refusal.status, stop=refusal.sentence)
    sentence = _(
        "Published: %(meetings)d meetings are in everybody's schedule.",
        meetings=len(booked.bookings),
    )
    return with_notice(visit, see_run(visit, number), sentence)


def undo(visit: InsiderVisit) -> Response:
    """Give everybody the schedule back that they had before."""
    found = find(visit)
    number = found.number
    try:
        said = _said(visit)
        publication = publication_of(visit.session, found.id)
        if publication is None:
            raise Conflict(_("This run is not published, so there is nothing to undo."))
        undone = undo_publication(
            visit.session,
            publication.id,
            account_id=visit.account.id,
            against=said.against,
        )
    except Conflict as refusal:
        return run_page(visit, find(visit), status=refusal.status, stop=refusal.sentence)
    sentence = _("Undone. Everybody has the schedule of before, and nobody gets a mail.")
    if lost := len(undone.lost) + len(undone.seats_lost):
        sentence = ngettext(
            "Undone, but for %(num)d meeting that could not come back. Nobody gets a mail.",
            "Undone, but for %(num)d meetings that could not come back. Nobody gets a mail.",
            lost,
        )
    return with_notice(visit, see_run(visit, number), sentence)


def tell(visit: InsiderVisit) -> Response:
    """Let people hear at once what was published, which ends the time to undo it."""
    found = find(visit)
    told = tell_people(visit.session, visit.event.id, account_id=visit.account.id, at_once=True)
    if not told:
        sentence = _("There is nothing that people have not been told of already.")
        return run_page(visit, find(visit), status=409, stop=sentence)
    return with_notice(visit, see_run(visit, found.number), _("People are being told now."))


def people(visit: InsiderVisit) -> Response:
    """Show what publishing a draft changes for each person, fifty at a time."""
    found = find(visit)
    if found.state is not RunState.DRAFT:
        return see_run(visit, found.number)
    said = visit.request.query_params
    query = {"q": said.get("q", "")[:LONGEST_SEARCH], "show": SHOWN.get(said.get("show", ""), "")}
    changes = by_person(visit.session, visit.event, preview(visit.session, visit.event, found))
    wanted = changes.find(query["q"], query["show"])
    path = visit.url("run-people", event=visit.event.slug, number=str(found.number))
    page = pager(len(wanted), said.get("page", ""), size=PAGE, path=path, query=query)
    context = {
        "event": visit.event,
        "run": found,
        "pager": page,
        "people": changes.shown(wanted[page.offset : page.offset + PAGE]),
        "form": Form({name: [value] for name, value in query.items()}),
        "is_narrow": any(query.values()),
    }
    return render(visit, "matching/people.html", context, block="results")


def _said(visit: InsiderVisit) -> PublishFields:
    """Return which state of the schedule, and of the draft, the organizer looked at."""
    form: Form[PublishFields] = Form.read(PublishFields, visit.form)
    if not form.valid:
        raise Incomplete(
            _("This form is incomplete. Please look at the difference, and try again.")
        )
    return form.data


class Incomplete(Conflict):
    """A form of the page without what the page puts into it."""

    status = 422
