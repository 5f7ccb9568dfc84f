"""The programme by day, searchable; and starring a session of it."""

from datetime import date
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import Refused
from eventnet.events.policies import AttendeeVisit, InsiderVisit
from eventnet.events.queries import zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.clashes import beside
from eventnet.programme import actions
from eventnet.programme.models import Talk
from eventnet.programme.queries import (
    Wanted,
    count_talks,
    find_talks,
    gone_with_star,
    programme_days,
    starred_ids,
    talk_at,
)
from eventnet.redirects import safe_path, see
from eventnet.starring.forms import ProgrammeFields, StarFields
from eventnet.starring.pages import TalkRow, by_day, talk_row
from eventnet.templating import render

PAGE = 50


def show(visit: InsiderVisit) -> Response:
    """Show a day of the programme; with words, or only what is starred, all days together."""
    form: Form[ProgrammeFields] = Form.read(ProgrammeFields, visit.request.query_params)
    days = programme_days(visit.session, visit.event)
    own = visit.attendance.id if visit.attendance else None
    asked = form.data if form.valid else ProgrammeFields()
    only_starred = own is not None and asked.starred == "yes"
    narrowed = bool(asked.q) or only_starred or not form.valid
    on = None if narrowed else (asked.on(days) or _nearest(visit, days))
    wanted = Wanted(on, asked.q, own if only_starred else None)
    gone = gone_with_star(visit.session, own) if own else []
    context = {
        "event": visit.event,
        "form": form,
        "days": days,
        "on": on,
        "narrowed": narrowed,
        "only_starred": only_starred,
        "gone": [(talk, talk.starts_at.astimezone(zone(visit.event))) for talk in gone],
        "zone": zone(visit.event).key,
        "own_zone": visit.account.time_zone,
        **_rows(visit, wanted, found=form.valid),
    }
    status = 200 if form.valid else 422
    return render(visit, "starring/programme.html", context, status=status, block="results")


def _rows(visit: InsiderVisit, wanted: Wanted, *, found: bool) -> dict[str, Any]:
    total = count_talks(visit.session, visit.event, wanted) if found else 0
    query = {
        "day": wanted.day.isoformat() if wanted.day else "",
        "q": wanted.words,
        "starred": "yes" if wanted.starred_by else "",
    }
    path = visit.url("programme", event=visit.event.slug)
    asked = visit.request.query_params.get("page", "1")
    pages = pager(total, asked, size=PAGE, path=path, query=query)
    talks = (
        find_talks(visit.session, visit.event, wanted, offset=pages.offset, limit=PAGE)
        if total
        else []
    )
    rows = _lines(visit, talks)
    return {"pager": pages, "here": pages.href(pages.page), "shown": by_day(visit.event, rows)}


def _lines(visit: InsiderVisit, talks: list[Talk]) -> list[TalkRow]:
    clock_of = visit.account.time_zone
    if not isinstance(visit, AttendeeVisit):
        return [talk_row(visit.event, talk, clock_of) for talk in talks]
    starred = starred_ids(visit.session, visit.attendance.id)
    kept = [talk for talk in talks if talk.id in starred]
    clashing = beside(visit.session, visit.event, visit.attendance.id, kept)
    return [talk_row(visit.event, talk, clock_of, starred, clashing) for talk in talks]


def _nearest(visit: InsiderVisit, days: list[date]) -> date | None:
    """Return today, or the next day on which something is on; the first once all are over."""
    today = clock.now().astimezone(zone(visit.event)).date()
    return next((day for day in days if day >= today), days[0] if days else None)


def star(visit: AttendeeVisit) -> Response:
    """Star a session or take the star away; a meeting at the same time stands, and is named."""
    form: Form[StarFields] = Form.read(StarFields, visit.form)
    if not form.valid:
        raise Refused(_("Please say whether you want to star this session."))
    event_id, own, talk_id = visit.event.id, visit.attendance.id, visit.param("talk")
    kept = form.data.kept == "yes"
    (actions.star if kept else actions.unstar)(visit.session, event_id, own, talk_id)
    talk = talk_at(visit.session, event_id, talk_id)
    if talk is None:
        raise actions.no_talk()
    path = safe_path(form.data.next, visit.url("programme", event=visit.event.slug))
    [row] = _lines(visit, [talk])
    if visit.request.headers.get("hx-request") == "true" and talk.gone_at is None:
        context = {"event": visit.event, "row": row, "here": path}
        return render(visit, "starring/answer.html", context)
    if not kept:
        words = _("The star is gone: you are free for meetings at that time again.")
        return with_notice(visit, see(path), words)
    if row.clashes:
        return with_notice(visit, see(f"{path}#talk-{talk.id}"), _beside(row), "careful")
    words = _("Starred. No meeting is planned for you while “%(title)s” is on.", title=talk.title)
    return with_notice(visit, see(f"{path}#talk-{talk.id}"), words)


def _beside(row: TalkRow) -> str:
    """Say which meetings stand at the time of a talk, and what to do."""
    return " ".join(
        (
            _("Starred. But at the same time:"),
            *(one.words for one in row.clashes),
            _("The meeting stands until you move it or call it off."),
        )
    )
