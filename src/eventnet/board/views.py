"""The board at the organizers' desk and on a wall, and what they do from it."""

from functools import partial

from starlette.responses import Response

from eventnet import clock, i18n
from eventnet.board import repairing
from eventnet.board.live import SECONDS, Look, reader
from eventnet.board.queries import board, names_of
from eventnet.board.wall import wall
from eventnet.errors import Conflict
from eventnet.events.policies import InsiderVisit
from eventnet.i18n import gettext as _
from eventnet.live import stream
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.routing import path_to
from eventnet.templating import render


def organizers_day(visit: InsiderVisit) -> Response:
    """Show the organizers who is here, who waits alone, and who is free."""
    context = {"board": board(visit.session, visit.event), "now": clock.now()}
    return render(visit, "board/board.html", {"event": visit.event, **context})


def follow(visit: InsiderVisit) -> Response:
    """Stream the board."""
    return _stream(visit, Look.DESK)


def on_the_wall(visit: InsiderVisit) -> Response:
    """Show what is for everybody in the room, to be read from its other end."""
    context = {"board": wall(visit.session, visit.event), "now": clock.now()}
    return render(visit, "board/large.html", {"event": visit.event, **context})


def follow_wall(visit: InsiderVisit) -> Response:
    """Stream it."""
    return _stream(visit, Look.WALL)


def _stream(visit: InsiderVisit, look: Look) -> Response:
    state, event_id = visit.request.app.state, visit.event.id
    read = reader(state.sessions, event_id, look, partial(path_to, visit.request.app))
    name = f"board:{look.name}:{event_id}:{i18n.language()}"
    return stream(state.live, name, read, seconds=SECONDS)


def outlook(visit: InsiderVisit) -> Response:
    """Show what a repair would do, before it does it."""
    try:
        found = repairing.outlook(visit.session, visit.event, visit.param("attendance"))
    except Conflict as no:
        context = {"event": visit.event, "found": None, "no": no.sentence}
        return render(visit, "board/repair.html", context)
    ids = {found.attendance_id, found.missing_id or "", found.partner_id or ""}
    names = names_of(visit.session, ids)
    return render(
        visit, "board/repair.html", {"event": visit.event, "found": found, "names": names}
    )


def repair(visit: InsiderVisit) -> Response:
    """Have somebody else found for one who is left alone."""
    key = visit.param("attendance")
    made = repairing.repair(visit.session, visit.event, key, visit.account.id)
    if made is None:
        said = _("Nobody whom they could meet is free right now. Look again in a moment.")
        return with_notice(visit, see(_path(visit)), said, "careful")
    names = names_of(visit.session, {made.a_id, made.b_id})
    said = _(
        "%(one)s and %(other)s are both asked now. You can undo it until one of them answers.",
        one=names.get(key, ""),
        other=names.get(made.other(key), ""),
    )
    return with_notice(visit, see(_path(visit)), said)


def undo(visit: InsiderVisit) -> Response:
    """Take back that two were asked."""
    repairing.undo_repair(visit.session, visit.event, visit.param("proposal"), visit.account.id)
    return with_notice(visit, see(_path(visit)), _("Undone: nobody is asked any more."))


def missing(visit: InsiderVisit) -> Response:
    """Say in somebody's place that the other did not come."""
    meeting, key = visit.param("meeting"), visit.param("attendance")
    repairing.mark_missing(visit.session, visit.event, meeting, key, visit.account.id)
    said = _("Marked as not come, and told by mail. If they say that they are here, it is undone.")
    return with_notice(visit, see(_path(visit)), said)


def came(visit: InsiderVisit) -> Response:
    """Take that back."""
    meeting, key = visit.param("meeting"), visit.param("attendance")
    repairing.mark_came(visit.session, visit.event, meeting, key, visit.account.id)
    return with_notice(visit, see(_path(visit)), _("Taken back. The meeting stands as it was."))


def _path(visit: InsiderVisit) -> str:
    return visit.url("organize-day", event=visit.event.slug)
