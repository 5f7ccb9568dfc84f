"""The organizers' pages of teams: make them, fill them, and see how far each has come."""

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.policies import InsiderVisit
from eventnet.floor.queries import room
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.matching.finding import people_like
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.teams import actions
from eventnet.teams.coverage import coverage, listed
from eventnet.teams.forms import MemberFields, TeamFields
from eventnet.teams.models import LONGEST_NAME, ExhibitorTeam
from eventnet.templating import render
from eventnet.versions import version_of

LONGEST_SEARCH = 200


def teams(visit: InsiderVisit) -> Response:
    """Show the teams, and how far each has come."""
    return _list(visit, Form())


def make(visit: InsiderVisit) -> Response:
    """Make a team, and go on to whom it has."""
    form: Form[TeamFields] = Form.read(TeamFields, visit.form)
    if not form.valid:
        return _list(visit, form, 422)
    try:
        made = actions.make_team(visit.session, visit.event.id, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("name", refused.sentence)
        return _list(visit, form, refused.status)
    return with_notice(visit, see(_path(visit, made.id)), _("Made. Now put its people into it."))


def team(visit: InsiderVisit) -> Response:
    """Show one team."""
    found = _team(visit)
    return _one(visit, found, Form.of(_fields(found)))


def change(visit: InsiderVisit) -> Response:
    """Give a team another name or stand."""
    found = _team(visit)
    form: Form[TeamFields] = Form.read(TeamFields, visit.form)
    if not form.valid:
        return _one(visit, found, form, 422)
    key = found.id
    try:
        actions.change_team(visit.session, visit.event.id, key, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _one(visit, _team(visit), form, refused.status)
    return with_notice(visit, see(_path(visit, key)), _("Saved."))


def delete(visit: InsiderVisit) -> Response:
    """Let there be no such team any more."""
    key = visit.param("exhibitors")
    actions.delete_team(visit.session, visit.event.id, key, visit.account.id)
    page = visit.url("exhibitors", event=visit.event.slug)
    return with_notice(visit, see(page), _("The team is deleted. Its people still come."))


def add(visit: InsiderVisit) -> Response:
    """Put somebody into a team."""
    form: Form[MemberFields] = Form.read(MemberFields, visit.form)
    if not form.valid:
        raise Refused(_("Please find somebody first, then put them into the team."))
    key = visit.param("exhibitors")
    who, by = form.data.attendance, visit.account.id
    new = actions.add_member(visit.session, visit.event.id, key, who, by)
    said = _("They are in the team, and a mail tells them.") if new else _("They are in it.")
    return with_notice(visit, see(_path(visit, key)), said)


def remove(visit: InsiderVisit) -> Response:
    """Take somebody out of a team."""
    key, who = visit.param("exhibitors"), visit.param("attendance")
    actions.remove_member(visit.session, visit.event.id, key, who, visit.account.id)
    return with_notice(visit, see(_path(visit, key)), _("They are in the team no more."))


def _list(visit: InsiderVisit, form: Form[TeamFields], status: int = 200) -> Response:
    context = {
        "event": visit.event,
        "form": form,
        "teams": coverage(visit.session, visit.event.id),
        "stands": room(visit.session, visit.event.id).stands,
        "longest": LONGEST_NAME,
    }
    return render(visit, "teams/teams.html", context, status=status)


def _one(
    visit: InsiderVisit, found: ExhibitorTeam, form: Form[TeamFields], status: int = 200
) -> Response:
    words = visit.request.query_params.get("q", "").strip()[:LONGEST_SEARCH]
    members = listed(visit.session, found.id)
    known = {one.attendance_id for one in members}
    looked = people_like(visit.session, visit.event.id, words, addresses=True) if words else []
    typed = form.value("version")
    context = {
        "event": visit.event,
        "team": found,
        "form": form,
        "version": typed if status == 422 and typed else version_of(found, only=actions.SHOWN),
        "figures": next(
            one for one in coverage(visit.session, visit.event.id) if one.team.id == found.id
        ),
        "members": members,
        "words": words,
        "found": [one for one in looked if one.attendance_id not in known],
        "stands": room(visit.session, visit.event.id).stands,
        "longest": LONGEST_NAME,
    }
    return render(visit, "teams/team.html", context, status=status)


def _team(visit: InsiderVisit) -> ExhibitorTeam:
    found = visit.session.get(ExhibitorTeam, visit.param("exhibitors"))
    if found is None or found.event_id != visit.event.id:
        raise actions.no_such_team()
    return found


def _fields(found: ExhibitorTeam) -> TeamFields:
    return TeamFields.model_construct(name=found.name, stand=found.stand)


def _path(visit: InsiderVisit, key: str) -> str:
    return visit.url("exhibitors-team", event=visit.event.slug, exhibitors=key)
