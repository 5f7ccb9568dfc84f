"""What organizers read of reports, and nothing else of messages."""

from dataclasses import dataclass

from sqlmodel import Session, col, select
from starlette.responses import Response

from eventnet.events.models import Attendance
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.messages.models import MessageReport
from eventnet.messages.queries import reported, reports_of_event
from eventnet.messages.settling import settle
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.people.models import Profile
from eventnet.redirects import see
from eventnet.talking.lines import Line, lines
from eventnet.templating import render

PAGE = 10


@dataclass(frozen=True)
class Shown:
    """A report as its page shows it; the lines of whoever reported are theirs."""

    report: MessageReport
    by: str
    about: str
    lines: list[Line]


def reports(visit: InsiderVisit) -> Response:
    """Show a page of reports, those that wait first."""
    here = zone(visit.event)
    every = reports_of_event(visit.session, visit.event.id, visit.account.id)
    asked, path = visit.request.query_params.get("page", "1"), _path(visit)
    pages = pager(len(every), asked, size=PAGE, path=path)
    listed = every[pages.offset : pages.offset + PAGE]
    names, messages = _names(visit.session, listed), reported(visit.session, listed)
    shown = [
        Shown(
            one,
            names.get(one.by_id, "?"),
            names.get(one.about_id, "?"),
            lines(messages[one.id], one.by_id, here),
        )
        for one in listed
    ]
    context = {"event": visit.event, "pager": pages, "reports": shown, "zone": here}
    return render(visit, "talking/reports.html", context)


def settle_one(visit: InsiderVisit) -> Response:
    """Say that a report needs nothing more."""
    _settle(visit, is_settled=True)
    return with_notice(visit, see(_path(visit)), _("Marked as settled. You can take that back."))


def reopen_one(visit: InsiderVisit) -> Response:
    """Say that a report needs something after all."""
    _settle(visit, is_settled=False)
    return with_notice(visit, see(_path(visit)), _("The report waits again."))


def _settle(visit: InsiderVisit, *, is_settled: bool) -> None:
    settle(
        visit.session,
        visit.event,
        visit.param("report"),
        visit.account.id,
        is_settled=is_settled,
    )


def _names(session: Session, reports: list[MessageReport]) -> dict[str, str]:
    """Return what those of the reports are called, as the organizers' list calls them."""
    ids = {key for one in reports for key in (one.by_id, one.about_id)}
    query = (
        select(Attendance.id, Profile.name)
        .join(Profile, col(Profile.membership_id) == Attendance.membership_id)
        .where(col(Attendance.id).in_(ids))
    )
    return dict(session.exec(query).all())


def _path(visit: InsiderVisit) -> str:
    return visit.url("reports", event=visit.event.slug)
