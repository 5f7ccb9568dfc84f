"""The page of the link by which people join without a ticket."""

from starlette.responses import Response

from eventnet.events import actions
from eventnet.events.policies import InsiderVisit
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def joining(visit: InsiderVisit) -> Response:
    """Show the link for joining, if there is one."""
    code = visit.event.join_code
    address = visit.link("join", event=visit.event.slug, code=code) if code else None
    return render(visit, "events/joining.html", {"address": address})


def switch(visit: InsiderVisit) -> Response:
    """Make a fresh link, or none."""
    on = visit.form.get("link") == "new"
    actions.change_join_code(visit.session, visit.event.id, on=on, by=visit.account.id)
    words = (
        _("There is a new link. An older one no longer works.")
        if on
        else _("The link no longer works.")
    )
    return with_notice(visit, see(visit.url("joining", event=visit.event.slug)), words)
