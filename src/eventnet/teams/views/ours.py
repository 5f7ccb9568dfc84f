"""The team's own page: whom it wants to meet, who of it does, and when."""

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import Refused
from eventnet.events.queries import wishes_open
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.people.visits import viewer_for, visible_person
from eventnet.redirects import safe_path, see
from eventnet.teams.forms import TargetFields, WhoFields
from eventnet.teams.plan import plan_of
from eventnet.teams.policies import TeamVisit
from eventnet.teams.targets import assign, drop_target, put_target
from eventnet.templating import render


def team(visit: TeamVisit) -> Response:
    """Show a team's plan to one of it."""
    context = {
        "event": visit.event,
        "team": visit.team,
        "plan": plan_of(visit.session, visit.event, visit.team, visit.attendance.id),
        "me": visit.attendance.id,
        "open": wishes_open(visit.event, clock.now()),
    }
    return render(visit, "teams/ours.html", context)


def target(visit: TeamVisit) -> Response:
    """Put somebody who is shown to the reader on the team's list, or take them off it."""
    form: Form[TargetFields] = Form.read(TargetFields, visit.form)
    if not form.valid:
        raise Refused(_("Somebody is put on your team's list or taken off it; this was neither."))
    key = visit.param("attendance")
    back = see(safe_path(form.data.next, _page(visit)))
    if form.data.do == "drop":
        drop_target(visit.session, visit.event, visit.attendance.id, key)
        return with_notice(visit, back, _("Taken off your team's list."))
    name = visible_person(visit, viewer_for(visit), key).name
    put_target(visit.session, visit.event, visit.attendance.id, key)
    return with_notice(visit, back, _("%(name)s is on your team's list.", name=name))


def who(visit: TeamVisit) -> Response:
    """Say who of the team is to meet somebody."""
    form: Form[WhoFields] = Form.read(WhoFields, visit.form)
    if not form.valid:
        raise Refused(_("Please choose somebody of your team, or nobody yet."))
    key, chosen = visit.param("attendance"), form.data.member or None
    assign(visit.session, visit.event, visit.attendance.id, key, chosen)
    return with_notice(visit, see(_page(visit)), _("Your team reads it here."))


def _page(visit: TeamVisit) -> str:
    return visit.url("our-team", event=visit.event.slug)
