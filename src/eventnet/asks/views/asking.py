"""The form of an ask: what it says, whom it would reach first, and sending it."""

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from eventnet import clock
from eventnet.asks.actions import asking
from eventnet.asks.choosing import who_fits
from eventnet.asks.forms import AskFields
from eventnet.asks.models import Reach
from eventnet.asks.timing import planned
from eventnet.asks.topics import mentioned, named
from eventnet.asks.words import how_it_goes
from eventnet.communities.policies import MemberVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render

USUALLY = timedelta(days=14)
"""Until when an ask is useful, unless its asker says otherwise."""


def new(visit: MemberVisit) -> Response:
    """Show an empty form."""
    until = clock.now().date() + USUALLY
    begun = AskFields.model_construct(
        title="",
        words="",
        topics="",
        useful_until=until,
        reach=Reach.COMMUNITY,
        named="yes",
        may_open="",
    )
    return _page(visit, Form.of(begun))


def look(visit: MemberVisit) -> Response:
    """Say whom an ask would reach first, before it is sent; nothing is kept."""
    form: Form[AskFields] = Form.read(AskFields, visit.form)
    if not form.valid:
        return _page(visit, form, status=422)
    said, asker = form.data, visit.membership
    text = f"{said.title} {said.words}"
    labels = said.labels() or list(mentioned(visit.session, asker, text).values())
    topics = named(visit.session, asker, labels)
    fits = who_fits(visit.session, asker, said.reach, topics, text)
    goes = how_it_goes(planned(len(fits)), said.useful_until, clock.now(), visit.account.time_zone)
    shown = said.model_copy(update={"topics": ", ".join(topics.values())})
    left_out = len(labels) - len(topics) if said.labels() else 0
    return _page(visit, Form.of(shown), goes=goes, left_out=left_out)


def send(visit: MemberVisit) -> Response:
    """Ask it."""
    form: Form[AskFields] = Form.read(AskFields, visit.form)
    if not form.valid:
        return _page(visit, form, status=422)
    try:
        made = asking.ask(visit.session, visit.membership, form.data)
    except asking.TooManyAsks as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, status=refused.status)
    there = see(visit.url("asks-one", community=visit.community.slug, ask=made.id))
    return with_notice(
        visit, there, _("It is on its way. You are told as soon as there is an answer.")
    )


def _page(visit: MemberVisit, form: Form[AskFields], status: int = 200, **more: Any) -> Response:
    context = {
        "community": visit.community,
        "form": form,
        "goes": more.get("goes"),
        "left_out": more.get("left_out", 0),
    }
    return render(visit, "asks/new.html", context, status=status)
