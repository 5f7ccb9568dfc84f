"""The page of the room: how its tables stand, and where people meet online."""

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.policies import InsiderVisit
from eventnet.floor.drawing import draw
from eventnet.floor.models import Wall
from eventnet.floor.queries import room as room_of_event
from eventnet.floor.words import about
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.organize import room as rooms
from eventnet.organize.forms import OnlineFields, RoomFields
from eventnet.redirects import see
from eventnet.templating import render
from eventnet.versions import version_of


def room(visit: InsiderVisit) -> Response:
    """Show the room as it stands, and where people meet online."""
    return _room(visit)


def save_room(visit: InsiderVisit) -> Response:
    """Take how the tables stand."""
    form = Form.read(RoomFields, visit.form)
    if not form.valid:
        return _room(visit, plan=form, status=422)
    try:
        rooms.save_room(visit.session, visit.event.id, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _room(visit, plan=form, status=refused.status)
    return _saved(visit, _("Saved. People see this map beside their meetings."))


def save_online(visit: InsiderVisit) -> Response:
    """Take where people meet online."""
    form = Form.read(OnlineFields, visit.form)
    if not form.valid:
        return _room(visit, online=form, status=422)
    try:
        rooms.save_online(visit.session, visit.event.id, form.data, visit.account.id)
    except Refused as refused:
        form.refuse("online_pattern", refused.sentence)
        return _room(visit, online=form, status=refused.status)
    if form.data.online_pattern:
        return _saved(visit, _("Saved. People can choose to take part from afar."))
    return _saved(visit, _("Saved. Everybody meets in the room."))


def _room(
    visit: InsiderVisit,
    plan: Form[RoomFields] | None = None,
    online: Form[OnlineFields] | None = None,
    status: int = 200,
) -> Response:
    shown = rooms.plan_shown(visit.session, visit.event.id)
    there = room_of_event(visit.session, visit.event.id)
    said = RoomFields.model_construct(
        per_row=shown.per_row,
        entrance=shown.entrance,
        stands="\n".join(shown.stands),
        stands_wall=shown.stands_wall,
    )
    pattern = OnlineFields.model_construct(online_pattern=visit.event.online_pattern)
    context = {
        "event": visit.event,
        "plan": plan or Form.of(said),
        "online": online or Form.of(pattern),
        "plan_version": _version(plan, version_of(shown, only=rooms.PLAN), status),
        "online_version": _version(online, version_of(visit.event, only=rooms.ONLINE), status),
        "room": there,
        "map": draw(there),
        "about": about(there),
        "walls": _walls(),
    }
    return render(visit, "organize/room.html", context, status=status)


def _version(form: Form[RoomFields] | Form[OnlineFields] | None, fresh: str, status: int) -> str:
    """Return the version that a form goes out with: its own as long as it was merely mistyped."""
    typed = form.value("version") if form else ""
    return typed if status == 422 and typed else fresh


def _walls() -> list[tuple[str, str]]:
    return [
        (Wall.BOTTOM.value, _("Bottom")),
        (Wall.TOP.value, _("Top")),
        (Wall.LEFT.value, _("Left")),
        (Wall.RIGHT.value, _("Right")),
    ]


def _saved(visit: InsiderVisit, sentence: str) -> Response:
    return with_notice(visit, see(visit.url("room", event=visit.event.slug)), sentence)
