"""The page on which an event is archived, and opened again."""

from starlette.responses import Response

from eventnet import clock
from eventnet.closing import archiving
from eventnet.closing.touched import touched
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def show_archive(visit: InsiderVisit) -> Response:
    """Say what archiving takes from whom and what stays; or since when it is so."""
    event = visit.event
    since = event.archived_at
    context = {
        "since": since.astimezone(zone(event)) if since else None,
        "touched": touched(visit.session, event.id, clock.now()),
    }
    return render(visit, "closing/archive.html", context)


def archive(visit: InsiderVisit) -> Response:
    """Close the event for changes."""
    archiving.archive(visit.session, visit.event.id, visit.account.id)
    return _said(visit, _("The event is archived. You can open it again at any time."))


def open_again(visit: InsiderVisit) -> Response:
    """Let the event be changed again."""
    archiving.open_again(visit.session, visit.event.id, visit.account.id)
    return _said(visit, _("The event is open for changes again."))


def _said(visit: InsiderVisit, words: str) -> Response:
    return with_notice(visit, see(visit.url("archive", event=visit.event.slug)), words)
