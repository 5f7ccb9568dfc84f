"""The page of the room: how its tables stand, and where people meet online."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import Response

from eventnet.errors import Refused
from eventnet.events.merging import Trace, sentence, show_both, taken
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
from eventnet.versions import Clash, content, version_of


def room(visit: InsiderVisit) -> Response:
    """Show the room as it stands, and where people meet online."""
    return _room(visit)


def save_room(visit: InsiderVisit) -> Response:
    """Take how the tables stand."""
    form = Form.read(RoomFields, visit.form)
    if not form.valid:
        return _room(visit, plan=form, status=422)
    trace = Trace("room.changed", words=_told())
    by, theirs = visit.account.id, taken(visit.form)
    try:
        merged = rooms.save_room(visit.session, visit.event.id, form.data, by, theirs)
    except Clash as clash:
        form = _plan(clash.values)
        show_both(visit, form, clash, trace)
        return _room(visit, plan=form, status=clash.status)
    except Refused as refused:
        form.refuse("", refused.sentence)
        return _room(visit, plan=form, status=refused.status)
    also = sentence(visit, trace, _labels(), merged)
    return _saved(visit, _("Saved. People see this map beside their meetings."), also)


def save_online(visit: InsiderVisit) -> Response:
    """Take where people meet online."""
    form = Form.read(OnlineFields, visit.form)
    if not form.valid:
        return _room(visit, online=form, status=422)
    by, theirs = visit.account.id, taken(visit.form)
    try:
        merged = rooms.save_online(visit.session, visit.event.id, form.data, by, theirs)
    except Clash as clash:
        form = Form.of(OnlineFields.model_construct(**clash.values))
        show_both(visit, form, clash, Trace("online.changed"))
        return _room(visit, online=form, status=clash.status)
    except Refused as refused:
        form.refuse("online_pattern", refused.sentence)
        return _room(visit, online=form, status=refused.status)
    also = sentence(visit, Trace("online.changed"), _labels(), merged)
    if merged.values["online_pattern"]:
        return _saved(visit, _("Saved. People can choose to take part from afar."), also)
    return _saved(visit, _("Saved. Everybody meets in the room."), also)


def _plan(values: Mapping[str, Any]) -> Form[RoomFields]:
    said = {**values, "stands": "\n".join(values["stands"])}
    return Form.of(RoomFields.model_construct(**said))


def _labels() -> dict[str, str]:
    return {
        "per_row": _("Tables in a row"),
        "entrance": _("The entrance is at the"),
        "stands": _("Stands"),
        "stands_wall": _("The stands are at the"),
        "online_pattern": _("Address of a meeting online"),
    }


def _told() -> dict[str, Callable[[Any], str]]:
    walls = dict(_walls())
    return {
        "entrance": lambda wall: walls[wall],
        "stands_wall": lambda wall: walls[wall],
        "stands": lambda names: ", ".join(names) or _("nothing"),
    }


def _room(
    visit: InsiderVisit,
    plan: Form[RoomFields] | None = None,
    online: Form[OnlineFields] | None = None,
    status: int = 200,
) -> Response:
    shown = rooms.plan_shown(visit.session, visit.event.id)
    there = room_of_event(visit.session, visit.event.id)
    pattern = OnlineFields.model_construct(online_pattern=visit.event.online_pattern)
    context = {
        "event": visit.event,
        "plan": plan or _plan(content(shown, rooms.PLAN)),
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


def _saved(visit: InsiderVisit, words: str, also: str) -> Response:
    there = see(visit.url("room", event=visit.event.slug))
    return with_notice(visit, there, f"{words} {also}".strip())
