"""The page that shows, to whom the community shows it, how well its matching predicts."""

from zoneinfo import ZoneInfo

from starlette.responses import Response

from eventnet.affinities.learned import (
    ENOUGH_PEOPLE,
    ENOUGH_RATINGS,
    LEAST_GROUP,
    MOST_OF_ONE,
    learned_in,
)
from eventnet.communities.policies import MemberVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.learning.actions import show_predictions
from eventnet.learning.forms import ShowFields
from eventnet.learning.policies import PredictionsVisit
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

CLOCK = ZoneInfo("UTC")
"""Whoever reads it may be anywhere."""


def page(visit: PredictionsVisit) -> Response:
    """Show what was predicted beside what was found."""
    context = {
        "community": visit.community,
        "stewards_it": visit.stewards_it,
        "learned": learned_in(visit.session, visit.community.id),
        "zone": CLOCK,
        "enough_ratings": ENOUGH_RATINGS,
        "enough_people": ENOUGH_PEOPLE,
        "most_of_one": MOST_OF_ONE,
        "least_group": LEAST_GROUP,
    }
    return render(visit, "learning/predictions.html", context)


def show(visit: MemberVisit) -> Response:
    """Show the page to anyone, or to the stewards alone."""
    form: Form[ShowFields] = Form.read(ShowFields, visit.form)
    there = see(visit.url("predictions", community=visit.community.slug))
    if not form.valid:
        return with_notice(visit, there, _("Say whether anyone may read it."), "stop")
    shown = form.data.show == "yes"
    show_predictions(visit.session, visit.community.id, visit.account.id, shown=shown)
    said = (
        _("Anyone can read this page now.") if shown else _("Only stewards can read this page now.")
    )
    return with_notice(visit, there, said)
