"""The pages on which an event is archived or deleted, and on which that is taken back."""

from starlette.responses import Response

from eventnet import clock
from eventnet.closing import archiving, deleting
from eventnet.closing.forms import Farewell
from eventnet.closing.lost import lost
from eventnet.closing.touched import touched
from eventnet.events.closed import GRACE
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
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
    return _said(visit, "archive", _("The event is archived. You can open it again at any time."))


def open_again(visit: InsiderVisit) -> Response:
    """Let the event be changed again."""
    archiving.open_again(visit.session, visit.event.id, visit.account.id)
    return _said(visit, "archive", _("The event is open for changes again."))


def show_delete(visit: InsiderVisit) -> Response:
    """Say what deleting takes from whom; or until when it can be taken back."""
    event = visit.event
    if event.erase_at is None:
        return _delete(visit, Form.of(Farewell()))
    context = {
        "event": event,
        "until": event.erase_at.astimezone(zone(event)),
        "lost": lost(visit.session, event.id),
    }
    return render(visit, "closing/deleted.html", context)


def delete(visit: InsiderVisit) -> Response:
    """Delete the event, if its name was typed."""
    form: Form[Farewell] = Form.read(Farewell, visit.form)
    if not form.valid:
        return _delete(visit, form, 422)
    event_id, by = visit.event.id, visit.account.id
    try:
        deleting.delete_event(visit.session, event_id, form.data.name, by)
    except deleting.NotItsName as refused:
        form.refuse("name", refused.sentence)
        return _delete(visit, form, refused.status)
    return see(visit.url("event-delete", event=visit.event.slug))


def _delete(visit: InsiderVisit, form: Form[Farewell], status: int = 200) -> Response:
    context = {
        "form": form,
        "event": visit.event,
        "days": GRACE.days,
        "lost": lost(visit.session, visit.event.id),
    }
    return render(visit, "closing/delete.html", context, status=status)


def take_back(visit: InsiderVisit) -> Response:
    """Let the deleted event be there again."""
    deleting.take_back(visit.session, visit.event.id, visit.account.id)
    return _said(visit, "organize", _("The event is there again, as it was."))


def _said(visit: InsiderVisit, page: str, words: str) -> Response:
    return with_notice(visit, see(visit.url(page, event=visit.event.slug)), words)
