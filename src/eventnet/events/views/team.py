"""The page of who runs the event."""

from starlette.responses import Response

from eventnet.accounts.forms import Address
from eventnet.errors import Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.events.team import add_organizer, remove_organizer, team
from eventnet.forms import Fields, Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


class Teammate(Fields):
    """The address of somebody who is to help."""

    email: Address


def listing(visit: InsiderVisit) -> Response:
    """Show who runs the event."""
    return _listing(visit, Form())


def _listing(visit: InsiderVisit, form: Form[Teammate], status: int = 200) -> Response:
    context = {
        "form": form,
        "team": team(visit.session, visit.event.id),
        "zone": zone(visit.event),
        "me": visit.account.id,
    }
    return render(visit, "events/team.html", context, status=status)


def add(visit: InsiderVisit) -> Response:
    """Let one more run the event."""
    form = Form.read(Teammate, visit.form)
    if not form.valid:
        return _listing(visit, form, 422)
    page = visit.link("organize", event=visit.event.slug)
    email = form.data.email
    try:
        is_new = add_organizer(
            visit.session, visit.settings, visit.event.id, email, by=visit.account, page=page
        )
    except Refused as refused:
        form.refuse("email", refused.sentence)
        return _listing(visit, form, refused.status)
    words = _("%(who)s now runs the event with you.") if is_new else _("%(who)s does so already.")
    return with_notice(
        visit, see(visit.url("team", event=visit.event.slug)), words % {"who": email}
    )


def remove(visit: InsiderVisit) -> Response:
    """Let somebody run the event no longer; whoever removes themselves goes to the public page."""
    removed, me, slug = visit.param("account"), visit.account.id, visit.event.slug
    remove_organizer(visit.session, visit.event.id, removed, me)
    page = visit.url("event" if removed == me else "team", event=slug)
    return with_notice(visit, see(page), _("Removed."))
