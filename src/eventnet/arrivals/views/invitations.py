"""The organizer's page of invitations."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.arrivals.actions import invite
from eventnet.arrivals.invitees import Standing, invitees, standings
from eventnet.errors import BadRequest, Conflict
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import zone
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.templating import render

PAGE = 50
SENDING = {Standing.UNINVITED: "invite", Standing.DUE: "remind"}


def titles() -> dict[Standing, str]:
    """Return what each standing is called on the page."""
    return {
        Standing.UNINVITED: _("Not invited yet"),
        Standing.DUE: _("Invited, and could be reminded"),
        Standing.INVITED: _("Written to in the last two days"),
        Standing.CAME: _("Came and said who they are"),
        Standing.BOUNCED: _("Mail came back"),
        Standing.STOPPED: _("Want no such mail"),
    }


def show(visit: InsiderVisit) -> Response:
    """Show who was invited, who came, and who cannot be written to."""
    now = clock.now()
    counts = standings(visit.session, visit.event.id, now)
    work = _work(visit, counts)
    if work is None and "working" in visit.request.query_params:
        return Response(headers={"HX-Refresh": "true"})
    query = visit.request.query_params
    there = [one for one in Standing if counts[one]]
    wanted = next((one for one in there if one == query.get("show")), next(iter(there), None))
    path = visit.url("invite", event=visit.event.slug)
    page = pager(
        counts[wanted] if wanted else 0,
        query.get("page", ""),
        size=PAGE,
        path=path,
        query={"show": wanted.value if wanted else ""},
    )
    rows = (
        invitees(visit.session, visit.event.id, wanted, now, offset=page.offset, limit=PAGE)
        if wanted
        else []
    )
    here = zone(visit.event)
    context = {
        "counts": counts,
        "titles": titles(),
        "standings": there,
        "wanted": wanted,
        "rows": rows,
        "pager": page,
        "here": path,
        "work": work,
        "local": lambda moment: moment.astimezone(here),
    }
    block = "work" if "working" in query else "rows"
    return render(visit, "arrivals/invite.html", context, block=block)


def _work(visit: InsiderVisit, counts: dict[Standing, int]) -> dict[str, Any] | None:
    """Return how far the writing of mails is, while the page follows one; None once it is done."""
    query = visit.request.query_params
    kind = next((one for one, name in SENDING.items() if name == query.get("sending")), None)
    total = query.get("of", "")
    if kind is None or not counts[kind] or not total.isdecimal() or len(total) > 7:
        return None
    left = min(counts[kind], int(total))
    return {"done": int(total) - left, "total": int(total), "kind": SENDING[kind]}


def send(visit: InsiderVisit) -> Response:
    """Write to those who were not invited yet, or remind those who have not come."""
    path = visit.url("invite", event=visit.event.slug)
    wanted = next((one for one, n in SENDING.items() if n == visit.form.get("do")), None)
    if wanted is None:
        raise BadRequest(_("The form did not say whom to write to. Please use its buttons."))
    try:
        count = invite(visit.session, visit.event, visit.account.id, wanted)
    except Conflict as conflict:
        return with_notice(visit, see(path), conflict.sentence, "careful")
    if not count:
        return with_notice(visit, see(path), _("There is nobody to write to."), "careful")
    words = ngettext(
        "%(num)d mail is being written. You may leave this page.",
        "%(num)d mails are being written. You may leave this page.",
        count,
    )
    return with_notice(visit, see(f"{path}?sending={SENDING[wanted]}&of={count}"), words)
