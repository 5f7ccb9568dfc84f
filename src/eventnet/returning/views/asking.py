"""The organizers' page: who was there last time, and what was left open."""

from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import BadRequest, Conflict
from eventnet.events.models import Event
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import roles, zone
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.i18n import ngettext
from eventnet.notices import with_notice
from eventnet.paging import pager, with_query
from eventnet.redirects import see
from eventnet.returning import actions, past
from eventnet.returning.forms import AskFields
from eventnet.returning.left_open import left_open
from eventnet.returning.past import Standing, Wanted
from eventnet.templating import render

PAGE = 50
SENDING = {Standing.UNASKED: "ask", Standing.DUE: "remind"}


def titles() -> dict[Standing, str]:
    """Return what each standing is called on the page."""
    return {
        Standing.UNASKED: _("Not asked yet"),
        Standing.DUE: _("Asked, and could be reminded"),
        Standing.ASKED: _("Written to in the last two days"),
        Standing.COMES: _("Come this time, too"),
        Standing.NO: _("Do not come this time"),
        Standing.BOUNCED: _("Mail came back"),
        Standing.STOPPED: _("Want no such mail"),
    }


def show(visit: InsiderVisit) -> Response:
    """Show how those of an earlier event stand to this one, and what they left open."""
    events = past.earlier_events(visit.session, visit.event, visit.account.id)
    said = visit.request.query_params
    source = _chosen(events, said.get("of", ""))
    if source is None:
        return render(visit, "returning/last_time.html", {"source": None})
    now, wanted = clock.now(), Wanted.read(source.id, said)
    counts = past.standings(visit.session, visit.event.id, wanted, now)
    work = _work(said.get("sending", ""), said.get("all", ""), counts)
    if work is None and "working" in said:
        return Response(headers={"HX-Refresh": "true"})
    there = [one for one in Standing if counts[one]]
    of = next((one for one in there if one == said.get("show")), next(iter(there), None))
    path = visit.url("last-time", event=visit.event.slug)
    narrowed = {"of": source.slug, **wanted.query}
    page = pager(
        counts[of] if of else 0,
        said.get("page", ""),
        size=PAGE,
        path=path,
        query={**narrowed, "show": of.value if of else ""},
    )
    rows = (
        past.returners(
            visit.session,
            visit.event.id,
            wanted,
            of,
            now,
            offset=page.offset,
            limit=PAGE,
        )
        if of
        else []
    )
    here = zone(visit.event)
    context = {
        "source": source,
        "events": events,
        "form": Form[Any]({name: [value] for name, value in narrowed.items()}),
        "roles": roles(visit.session, source.id),
        "narrowed": narrowed,
        "is_narrow": any(wanted.query.values()),
        "counts": counts,
        "titles": titles(),
        "standings": there,
        "of": of,
        "rows": rows,
        "pager": page,
        "with_query": lambda **more: with_query(path, {**narrowed, **more}),
        "work": work,
        "left": None if work else left_open(visit.session, source.id, visit.event.id),
        "local": lambda moment: moment.astimezone(here),
    }
    block = "work" if "working" in said else "rows"
    return render(visit, "returning/last_time.html", context, block=block)


def send(visit: InsiderVisit) -> Response:
    """Write to those who were not asked yet, or remind those who have not answered."""
    form: Form[AskFields] = Form.read(AskFields, visit.form)
    events = past.earlier_events(visit.session, visit.event, visit.account.id)
    source = _chosen(events, form.data.of) if form.valid else None
    if source is None:
        raise BadRequest(_("The form did not say whom to write to. Please use its buttons."))
    said = form.data
    wanted = Wanted.read(source.id, {"role": said.role, "only": said.only})
    query = {"of": source.slug, **wanted.query}
    of = next(one for one, name in SENDING.items() if name == said.do)
    path = visit.url("last-time", event=visit.event.slug)
    here = with_query(path, query)
    try:
        count = actions.ask(visit.session, visit.event, wanted, of, account_id=visit.account.id)
    except Conflict as conflict:
        return with_notice(visit, see(here), conflict.sentence, "careful")
    if not count:
        return with_notice(visit, see(here), _("There is nobody to write to."), "careful")
    words = ngettext(
        "%(num)d mail is being written. You may leave this page.",
        "%(num)d mails are being written. You may leave this page.",
        count,
    )
    there = with_query(path, {**query, "sending": said.do, "all": str(count)})
    return with_notice(visit, see(there), words)


def _chosen(events: list[Event], slug: str) -> Event | None:
    """Return the event that was asked for; without a word the latest."""
    if not slug:
        return next(iter(events), None)
    return next((one for one in events if one.slug == slug), None)


def _work(kind: str, total: str, counts: dict[Standing, int]) -> dict[str, Any] | None:
    """Return how far the writing of mails is, while the page follows one; None once it is done."""
    of = next((one for one, name in SENDING.items() if name == kind), None)
    if of is None or not counts[of] or not total.isdecimal() or len(total) > 7:
        return None
    return {"done": max(int(total) - counts[of], 0), "total": int(total), "kind": kind}
