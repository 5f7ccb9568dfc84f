"""The page of what was learned, for organizers."""

from starlette.responses import Response

from eventnet.affinities.learned import (
    ENOUGH_PEOPLE,
    ENOUGH_RATINGS,
    LEAST_GROUP,
    MOST_OF_ONE,
    learned,
)
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.learning.actions import choose_weights
from eventnet.learning.forms import WeightsFields
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def page(visit: InsiderVisit) -> Response:
    """Show what was learned from ratings, and how well it predicts."""
    return _page(visit)


def choose(visit: InsiderVisit) -> Response:
    """Let the event use the standard weights, or those learned."""
    form: Form[WeightsFields] = Form.read(WeightsFields, visit.form)
    if not form.valid:
        return _page(visit, status=422)
    standard = form.data.use == "standard"
    slug = visit.event.slug
    choose_weights(visit.session, visit.event, visit.account.id, standard=standard)
    said = (
        _("This event uses the standard weights, from the next run on.")
        if standard
        else _("This event uses what was learned, from the next run on.")
    )
    return with_notice(visit, see(visit.url("learned", event=slug)), said)


def _page(visit: InsiderVisit, status: int = 200) -> Response:
    context = {
        "event": visit.event,
        "learned": learned(visit.session, visit.event),
        "zone": zone(visit.event),
        "enough_ratings": ENOUGH_RATINGS,
        "enough_people": ENOUGH_PEOPLE,
        "most_of_one": MOST_OF_ONE,
        "least_group": LEAST_GROUP,
    }
    return render(visit, "learning/learned.html", context, status=status)
