"""Pages of roles: what people come as, and whom they may meet."""

from typing import Any

from sqlmodel import col, func, select
from starlette.responses import Response

from eventnet.errors import NotFound, Refused
from eventnet.events import queries, roles
from eventnet.events.forms import Pairs, RoleFields
from eventnet.events.models import Attendance, Role
from eventnet.events.policies import InsiderVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import content, version_of

ROLE = ("name", "max_meetings", "floor", "position")


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
        "version": roles.version_of_pairs(session, event_id),
    }
    return render(visit, "events/roles.html", context, status=status)


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
    return _done(visit, _("“%(role)s” is added.", role=role.name))


def set_pairs(visit: InsiderVisit) -> Response:
    """Say which roles may meet."""
    form = Form.read(Pairs, visit.form)
    if not form.valid:
        return _listing(visit, Form(), form, 422)
    chosen = {(a, b) for a, colon, b in (pair.partition(":") for pair in form.data.pair) if colon}
    try:
        roles.set_may_meet(
            visit.session, visit.event.id, chosen, form.data.version, visit.account.id
        )
    except Refused as refused:
        form.refuse("pair", refused.sentence)
        return _listing(visit, Form(), form, refused.status)
    return _done(visit, _("Saved."))


def one(visit: InsiderVisit) -> Response:
    """Show one role, to be changed."""
    role = _role(visit)
    return _one(visit, role, Form.of(RoleFields.model_construct(**content(role, ROLE))))


def _one(visit: InsiderVisit, role: Role, form: Form[RoleFields], status: int = 200) -> Response:
    typed = form.value("version")
    context = {
        "form": form,
        "role": role,
        "version": typed if status == 422 and typed else version_of(role),
    }
    return render(visit, "events/role.html", context, status=status)


def change(visit: InsiderVisit) -> Response:
    """Change a role."""
    role = _role(visit)
    form = Form.read(RoleFields, visit.form)
    if not form.valid:
        return _one(visit, role, form, 422)
    try:
        roles.change_role(visit.session, visit.event.id, role.id, form.data, visit.account.id)
    except NotFound:
        raise
    except Refused as refused:
        form.refuse("name" if isinstance(refused, roles.NameTaken) else "", refused.sentence)
        return _one(visit, role, form, refused.status)
    return _done(visit, _("Saved."))


def remove(visit: InsiderVisit) -> Response:
    """Remove a role that nobody has."""
    role = _role(visit)
    name = role.name
    roles.remove_role(visit.session, visit.event.id, role.id, visit.account.id)
    return _done(visit, _("“%(role)s” is removed.", role=name))


def _role(visit: InsiderVisit) -> Role:
    return roles.find_role(visit.session, visit.event.id, visit.param("role"))


def _done(visit: InsiderVisit, sentence: str) -> Response:
    return with_notice(visit, see(visit.url("roles", event=visit.event.slug)), sentence)
