"""Pages of roles: what people come as, and whom they may meet."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import col, func, select
from starlette.responses import Response

from eventnet.edits import limits
from eventnet.edits.deciding import decide
from eventnet.edits.role_out import RoleOut
from eventnet.edits.who_meets import Drawn, WhoMeets, drawn
from eventnet.errors import NotFound, Refused
from eventnet.events import queries, roles
from eventnet.events.forms import Pairs, RoleChangeFields, RoleFields, RoleOutFields
from eventnet.events.merging import TAKE, Trace, sentence, show_both, taken
from eventnet.events.models import Attendance, Role
from eventnet.events.policies import InsiderVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import Clash, content, merge


def listing(visit: InsiderVisit) -> Response:
    """Show the roles, and the grid of who may meet whom."""
    return _listing(visit, Form(), Form())


def _listing(
    visit: InsiderVisit, form: Form[RoleFields], pairs: Form[Pairs], status: int = 200
) -> Response:
    session, event_id = visit.session, visit.event.id
    there = queries.roles(session, event_id)
    chosen = {f"{a}:{b}" for a, b in roles.may_meet(session, event_id)}
    context: dict[str, Any] = {
        "form": form,
        "pairs": pairs,
        "roles": there,
        "people": _people_by_role(visit),
        "chosen": set(pairs.values("pair")) if pairs.errors else chosen,
        "pair_of": lambda a, b: ":".join(roles.ordered(a.id, b.id)),
        "version": pairs.value("version") if status == 422 else drawn(session, event_id).word,
    }
    return render(visit, "organize/roles.html", context, status=status)


def _people_by_role(visit: InsiderVisit) -> dict[str, int]:
    """Count who has each role, those who left with them: they keep a role from being removed."""
    rows = visit.session.exec(
        select(Attendance.role_id, func.count())
        .where(Attendance.event_id == visit.event.id)
        .group_by(col(Attendance.role_id))
    )
    return dict(rows.all())


def add(visit: InsiderVisit) -> Response:
    """Add a role."""
    form = Form.read(RoleFields, visit.form)
    if not form.valid:
        return _listing(visit, form, Form(), 422)
    try:
        role = roles.add_role(visit.session, visit.event.id, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("name", refused.sentence)
        return _listing(visit, form, Form(), refused.status)
    words = _("“%(role)s” is added.", role=role.name)
    return with_notice(visit, see(visit.url("roles", event=visit.event.slug)), words)


def set_pairs(visit: InsiderVisit) -> Response:
    """Say which roles may meet."""
    form = Form.read(Pairs, visit.form)
    if not form.valid:
        return _listing(visit, Form(), form, 422)
    said = form.data
    chosen = {
        roles.ordered(a, b) for a, colon, b in (one.partition(":") for one in said.pair) if colon
    }
    ticked, unticked = Drawn.read(said.version).changed(chosen)
    plan = WhoMeets(frozenset(ticked), frozenset(unticked), said.choice)
    typed = {"pair": said.pair, "version": [said.version]}
    back = visit.url("roles", event=visit.event.slug)
    try:
        return decide(visit, plan, typed, agreed=said.agreed, back=back)
    except Refused as refused:
        form.refuse("pair", refused.sentence)
        return _listing(visit, Form(), form, refused.status)


def one(visit: InsiderVisit) -> Response:
    """Show one role, to be changed."""
    role = _role(visit)
    return _one(visit, role, _form(content(role, limits.ROLE)))


def _form(values: Mapping[str, Any]) -> Form[RoleChangeFields]:
    return Form.of(RoleChangeFields.model_construct(**values))


def _one(
    visit: InsiderVisit,
    role: Role,
    form: Form[RoleChangeFields],
    status: int = 200,
    leaving: Form[RoleOutFields] | None = None,
) -> Response:
    typed, session = form.value("version"), visit.session
    context = {
        "form": form,
        "leaving": leaving or Form(),
        "role": role,
        "others": [
            (one.id, one.name)
            for one in queries.roles(session, visit.event.id)
            if one.id != role.id
        ],
        "people": _people_by_role(visit).get(role.id, 0),
        "version": typed if status == 422 and typed else limits.edition(role),
    }
    return render(visit, "organize/role.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Change a role."""
    role = _role(visit)
    form = Form.read(RoleChangeFields, visit.form)
    if not form.valid:
        return _one(visit, role, form, 422)
    said = form.data
    typed = said.model_dump(include=set(limits.ROLE))
    theirs, trace = taken(visit.form), Trace("role.changed", role.id)
    plan = limits.RoleChange(role.id, typed, said.version, theirs)
    sent = {name: form.values(name) for name in (*limits.ROLE, "version")}
    sent |= {f"{TAKE}{name}": ["theirs"] for name in sorted(theirs)}
    try:
        merged = merge(said.version, typed, content(role, limits.ROLE), theirs=theirs)
        also = sentence(visit, trace, _labels(), merged, saved=False)
        back = visit.url("roles", event=visit.event.slug)
        return decide(visit, plan, sent, agreed=said.agreed, back=back, also=also)
    except Clash as clash:
        form = _form(clash.values)
        show_both(visit, form, clash, trace)
        return _one(visit, role, form, clash.status)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("name" if isinstance(refused, roles.NameTaken) else "", refused.sentence)
        return _one(visit, role, form, refused.status)


def _labels() -> dict[str, str]:
    return {
        "name": _("Name"),
        "max_meetings": _("Meetings at most"),
        "floor": _("Meetings that everyone of this role should get"),
        "position": _("Place in the list"),
    }


def remove(visit: InsiderVisit) -> Response:
    """Remove a role, or make it part of another."""
    role = _role(visit)
    form = Form.read(RoleOutFields, visit.form)
    shown = _form(content(role, limits.ROLE))
    if not form.valid:
        return _one(visit, role, shown, 422, form)
    said = form.data
    plan = RoleOut(role.id, said.into, said.choice)
    back = visit.url("roles", event=visit.event.slug)
    try:
        return decide(visit, plan, {"into": [said.into]}, agreed=said.agreed, back=back)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("into", refused.sentence)
        return _one(visit, role, shown, refused.status, form)


def _role(visit: InsiderVisit) -> Role:
    return roles.find_role(visit.session, visit.event.id, visit.param("role"))
