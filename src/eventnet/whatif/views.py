"""Pages of what-ifs, for organizers."""

from starlette.responses import RedirectResponse, Response

from eventnet import i18n
from eventnet.errors import NotFound, Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import roles, slots_by_day
from eventnet.events.roles import may_meet, ordered
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.live import stream
from eventnet.matching.words import percent
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.whatif import standby
from eventnet.whatif.actions import MOST_SCENARIOS, ask, ask_again, delete_scenario
from eventnet.whatif.changes import Changes
from eventnet.whatif.columns import columns, reader
from eventnet.whatif.forms import ScenarioFields, changes_of, form_of, refuse_senseless
from eventnet.whatif.queries import find_scenario


def listing(visit: InsiderVisit) -> Response:
    """Show all scenarios side by side; live while any is worked out."""
    standby.get_ready()
    shown = columns(visit.session, visit.event)
    answered = [one for one in shown if one.figures]
    context = {
        "event": visit.event,
        "columns": shown,
        "answered": answered,
        "under_way": [one for one in shown if one.is_under_way],
        "has_floor": any(one.figures["floor_people"] for one in answered if one.figures),
        "is_stale": any(one.is_stale for one in shown),
        "has_failed": any(one.failure for one in shown),
        "makers": {
            "grid": _("Slots and tables"),
            "roles": _("Roles"),
            "phase": _("Phases and deadlines"),
        },
        "percent": percent,
        "is_full": len(shown) > MOST_SCENARIOS,
    }
    return render(visit, "whatif/listing.html", context)


def new(visit: InsiderVisit) -> Response:
    """Show the form; with `like`, filled in like a scenario that there is."""
    standby.get_ready()
    like = find_scenario(visit.session, visit.event.id, visit.request.query_params.get("like", ""))
    changes = Changes.model_validate(like.changes) if like else Changes()
    return _form_page(visit, _filled(visit, changes))


def _filled(visit: InsiderVisit, changes: Changes) -> Form[ScenarioFields]:
    there = {role.id: role for role in roles(visit.session, visit.event.id)}
    allowed = may_meet(visit.session, visit.event.id)
    return form_of(changes, there, allowed, asks=visit.event.ask_unchosen)


def _form_page(visit: InsiderVisit, form: Form[ScenarioFields], status: int = 200) -> Response:
    there = roles(visit.session, visit.event.id)
    context = {
        "event": visit.event,
        "form": form,
        "roles": there,
        "days": slots_by_day(visit.session, visit.event),
        "pair_of": lambda a, b: ":".join(ordered(a.id, b.id)),
    }
    return render(visit, "whatif/new.html", context, status=status)


def ask_one(visit: InsiderVisit) -> Response:
    """Ask what would be."""
    session, event = visit.session, visit.event
    form: Form[ScenarioFields] = Form.read(ScenarioFields, visit.form)
    if not form.valid:
        return _form_page(visit, form, 422)
    there = {role.id: role for role in roles(session, event.id)}
    changes = changes_of(form.data, there, may_meet(session, event.id), asks=event.ask_unchosen)
    refuse_senseless(form, changes)
    if not form.valid:
        return _form_page(visit, form, 422)
    try:
        ask(session, event, form.data.name, changes)
    except Refused as refusal:
        form.refuse("", refusal.sentence)
        return _form_page(visit, form, refusal.status)
    return _see_all(visit)


def follow(visit: InsiderVisit) -> Response:
    """Stream how far the answers have come, until all are there."""
    state = visit.request.app.state
    name = f"what-if:{visit.event.id}:{i18n.language()}"
    return stream(state.live, name, reader(state.sessions, visit.event.id), seconds=0.25)


def again(visit: InsiderVisit) -> Response:
    """Work out anew what is out of date, or failed."""
    ask_again(visit.session, visit.event)
    return _see_all(visit)


def delete(visit: InsiderVisit) -> Response:
    """Delete a scenario."""
    found = find_scenario(visit.session, visit.event.id, visit.param("number"))
    if found is None:
        raise NotFound(_("There is no such what-if; perhaps it was deleted already."))
    delete_scenario(visit.session, visit.event.id, found.number)
    return with_notice(visit, _see_all(visit), _("The what-if is deleted."))


def _see_all(visit: InsiderVisit) -> RedirectResponse:
    return see(visit.url("what-if", event=visit.event.slug))
