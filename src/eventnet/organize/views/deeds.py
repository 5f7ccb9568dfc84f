"""Doing something to several people at once: shown first with whom it touches, then done."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from eventnet import clock
from eventnet.errors import BadRequest, Refused
from eventnet.events.policies import InsiderVisit
from eventnet.events.queries import roles
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.mail.outbox import draw_up
from eventnet.notices import with_notice
from eventnet.organize import marking, reminding
from eventnet.organize.deeds import MAILS, Deed, Touched, done, lede, title, touched
from eventnet.organize.roll import entry
from eventnet.organize.whom import Whom, named
from eventnet.paging import with_query
from eventnet.redirects import see
from eventnet.templating import render

NAMED = 40
"""So many are named on the page; of the rest it tells the number."""


def deed(visit: InsiderVisit) -> Response:
    """Show whom a deed would touch, whom not and why, and the mail that would be written."""
    said = visit.request.query_params
    what, whom = _what(said.get("do", Deed.REMIND)), _whom(said)
    work = _work(visit, what, whom)
    if work is None and "working" in said:
        return Response(headers={"HX-Refresh": "true"})
    return _show(visit, what, whom, work=work)


def do(visit: InsiderVisit) -> Response:
    """Do it, if it still touches as many as the page said."""
    what, whom = _what(str(visit.form.get("do", Deed.REMIND))), _whom(visit.form)
    found = touched(what, named(visit.session, visit.event, whom, clock.now()))
    form: Form[Any] = Form({"role_id": [str(visit.form.get("role_id", ""))]})
    if str(len(found.those)) != visit.form.get("count"):
        form.refuse("", _("The list has changed since. Look again whom this touches."))
        return _show(visit, what, whom, form=form, status=409)
    try:
        count = _do(visit, what, whom)
    except Refused as refused:
        form.refuse("role_id" if refused.status == 422 else "", refused.sentence)
        return _show(visit, what, whom, form=form, status=refused.status)
    return with_notice(visit, see(_after(visit, what, whom, count)), done(what, count))


def _do(visit: InsiderVisit, what: Deed, whom: Whom) -> int:
    session, event, by = visit.session, visit.event, visit.account.id
    if what in MAILS:
        return reminding.write_to(session, event, whom, MAILS[what], by)
    if what is Deed.ROLE:
        role_id = str(visit.form.get("role_id", ""))
        return marking.give_role(session, event, whom, role_id, by)
    return marking.mark(session, event, whom, by, vip=what is Deed.VIP)


def _show(
    visit: InsiderVisit,
    what: Deed,
    whom: Whom,
    *,
    form: Form[Any] | None = None,
    work: dict[str, Any] | None = None,
    status: int = 200,
) -> Response:
    found = touched(what, named(visit.session, visit.event, whom, clock.now()))
    context = {
        "do": what.value,
        "found": found,
        "title": title(what, len(found.those)),
        "lede": lede(what),
        "fields": whom.fields,
        "most": NAMED,
        "form": form or Form(),
        "roles": roles(visit.session, visit.event.id) if what is Deed.ROLE else [],
        "letter": _letter(visit, found) if what in MAILS and not work else None,
        "work": work,
        "back": _roll(visit, whom),
    }
    block = "work" if "working" in visit.request.query_params else None
    return render(visit, "organize/deed.html", context, status=status, block=block)


def _letter(visit: InsiderVisit, found: Touched) -> dict[str, str] | None:
    """Return the mail to the first of them, as it would be written now."""
    first = found.those[0] if found.those else None
    one = entry(visit.session, visit.event.id, first.id) if first else None
    if one is None:
        return None
    ids = [one.attendance.id]
    office = reminding.Office(visit.session, visit.settings, visit.event, ids)
    mail = draw_up(visit.settings, one.email, office.preview(one.attendance, one.email, one.name))
    return {"to": one.email, "subject": mail.subject, "text": mail.text}


def _work(visit: InsiderVisit, what: Deed, whom: Whom) -> dict[str, Any] | None:
    """Return how far the writing of mails is, while the page follows one; None once it is done."""
    total = visit.request.query_params.get("of", "")
    if what not in MAILS or not total.isdecimal() or len(total) > 7:
        return None
    left = reminding.still_due(visit.session, visit.event, whom, MAILS[what])
    if not left:
        return None
    here = _address(visit, what, whom, working="1", of=total)
    return {"done": max(0, int(total) - left), "total": int(total), "here": here}


def _after(visit: InsiderVisit, what: Deed, whom: Whom, count: int) -> str:
    if what in MAILS and count:
        return _address(visit, what, whom, of=str(count))
    return _roll(visit, whom)


def _address(visit: InsiderVisit, what: Deed, whom: Whom, **more: str) -> str:
    query = [("do", what.value), *whom.fields, *more.items()]
    return f"{visit.url('roll-deed', event=visit.event.slug)}?{urlencode(query)}"


def _roll(visit: InsiderVisit, whom: Whom) -> str:
    path = visit.url("roll", event=visit.event.slug)
    return with_query(path, whom.wanted.query)


def _what(said: str) -> Deed:
    try:
        return Deed(said)
    except ValueError as unknown:
        words = _("The form did not say what to do. Please use its buttons.")
        raise BadRequest(words) from unknown


def _whom(said: Any) -> Whom:
    ticked = [one for one in said.getlist("who") if isinstance(one, str)]
    return Whom.read(lambda name: str(said.get(name, "")), ticked)
