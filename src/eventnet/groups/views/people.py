"""Who is in a group; for its moderators also who wants to come in, and whom to invite."""

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.forms import Form
from eventnet.groups.actions import coming
from eventnet.groups.forms import FindFields, InviteFields, RoleFields
from eventnet.groups.models import GroupMember, State
from eventnet.groups.people import find_in_group, find_members, view_members_of
from eventnet.groups.policies import GroupVisit
from eventnet.groups.queries import standing_in
from eventnet.groups.words import role_in_words, roles
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.queries import PersonView
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 50


def people(visit: GroupVisit) -> Response:
    """Show who is in the group; only whoever is called so, where a name is asked for."""
    form: Form[FindFields] = Form.read(FindFields, visit.request.query_params)
    named = _named(visit, form.data.name) if form.valid and form.data.name else None
    if named is not None and visit.request.headers.get("hx-request") == "true":
        return _names(visit, named)
    looked = form.data.q if form.valid and visit.access.moderates else ""
    there = standing_in(visit.session, visit.group.id, *_shown(visit))
    standing = {one.member_id: one for one in there}
    asked = visit.request.query_params.get("page", "1")
    members = [one for one in there if one.state is State.IN]
    is_long = len(members) > PAGE
    if named is not None:
        members = [standing[one.membership_id] for one in named if one.membership_id in standing]
    pages = pager(len(members), asked, size=PAGE, path=_path(visit), query=_asked(form))
    members = members[pages.offset : pages.offset + PAGE]
    others = {state: [one for one in there if one.state is state] for state in State}
    shown = [*members, *others[State.ASKED], *others[State.INVITED], *others[State.REMOVED]]
    found = find_members(visit.session, visit.membership, looked) if looked else []
    context = {
        "community": visit.community,
        "group": visit.group,
        "access": visit.access,
        "form": form,
        "pager": pages,
        "members": members,
        "asked": others[State.ASKED],
        "invited": others[State.INVITED],
        "removed": others[State.REMOVED],
        "people": view_members_of(
            visit.session, visit.membership, [one.member_id for one in shown]
        ),
        "looked": looked,
        "named": form.value("name") if named is not None else "",
        "is_long": is_long,
        "found": [one for one in found if not _is_here(standing.get(one.membership_id))],
        "roles": roles(),
        "role_in_words": role_in_words,
        "me": visit.membership.id,
    }
    return render(visit, "groups/people.html", context, status=200 if form.valid else 422)


def invite(visit: GroupVisit) -> Response:
    """Invite somebody of the community."""
    form: Form[InviteFields] = Form.read(InviteFields, visit.form)
    if not form.valid:
        raise Refused(_("Please find somebody first, then invite them."))
    coming.invite(visit.session, visit.membership, visit.param("group"), form.data.member)
    return _done(visit, _("Invited. They find it under “Groups”."))


def let_in(visit: GroupVisit) -> Response:
    """Let somebody in who asks."""
    key, who = visit.param("group"), visit.param("membership")
    coming.let_in(visit.session, visit.membership, key, who)
    return _done(visit, _("They are in."))


def put_out(visit: GroupVisit) -> Response:
    """Put somebody out, or decline what they ask."""
    key, who = visit.param("group"), visit.param("membership")
    coming.put_out(visit.session, visit.membership, key, who)
    return _done(visit, _("Done: they are not in the group."))


def give_role(visit: GroupVisit) -> Response:
    """Make somebody an owner, a moderator or a member."""
    form: Form[RoleFields] = Form.read(RoleFields, visit.form)
    if not form.valid:
        raise Refused(_("Please choose what they are to be in the group."))
    key, who = visit.param("group"), visit.param("membership")
    coming.set_role(visit.session, visit.membership, key, who, form.data.role)
    return _done(visit, _("Saved."))


def _named(visit: GroupVisit, typed: str) -> list[PersonView]:
    return find_in_group(visit.session, visit.membership, visit.group.id, typed)


def _names(visit: GroupVisit, named: list[PersonView]) -> Response:
    """Offer whom somebody may mean who types a name while they write."""
    others = [one for one in named if one.membership_id != visit.membership.id]
    return render(visit, "groups/names.html", {"found": others})


def _asked(form: Form[FindFields]) -> dict[str, str]:
    return {"q": form.data.q, "name": form.data.name} if form.valid else {}


def _shown(visit: GroupVisit) -> tuple[State, ...]:
    """Return whom the reader sees: who wants to come in or was put out, only moderators do."""
    return tuple(State) if visit.access.moderates else (State.IN,)


def _is_here(one: GroupMember | None) -> bool:
    return one is not None and one.state in {State.IN, State.INVITED}


def _done(visit: GroupVisit, words: str) -> Response:
    return with_notice(visit, see(_path(visit)), words)


def _path(visit: GroupVisit) -> str:
    return visit.url("group-people", community=visit.community.slug, group=visit.param("group"))
