"""How often asks may reach me, what I have helped with, and what others read of that."""

from starlette.responses import Response

from eventnet.asks.actions import choosing
from eventnet.asks.forms import ChoiceFields
from eventnet.asks.load import willingness
from eventnet.asks.models import AskChoice
from eventnet.asks.queries import helped_with
from eventnet.asks.reliability import reliability
from eventnet.asks.words import willing_in_words
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show what the reader chose, and what they have helped with."""
    key = visit.membership.id
    choice = visit.session.get(AskChoice, key)
    shows = "yes" if choice is None or choice.shows_reliability else ""
    now = willingness(visit.session, [key])[key]
    chosen = ChoiceFields.model_construct(willing=now, shows_reliability=shows)
    return _page(visit, Form.of(chosen))


def _page(visit: MemberVisit, form: Form[ChoiceFields], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "form": form,
        "willing": willing_in_words(),
        "helped": helped_with(visit.session, visit.membership.id),
        "reliable": reliability(visit.session, visit.membership.id),
        "day": day,
    }
    return render(visit, "asks/choice.html", context, status=status)


def choose(visit: MemberVisit) -> Response:
    """Keep what the reader chose."""
    form: Form[ChoiceFields] = Form.read(ChoiceFields, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    choosing.choose(
        visit.session,
        visit.membership.id,
        form.data.willing,
        shows_reliability=bool(form.data.shows_reliability),
    )
    return _back(visit, _("Saved."))


def switch(visit: MemberVisit) -> Response:
    """Let something that the reader helped with count, or not."""
    on = visit.form.get("on") == "yes"
    choosing.switch_help(visit.session, visit.membership.id, visit.param("topic"), on=on)
    said = _("It counts again.") if on else _("It counts no more, and nobody reads it.")
    return _back(visit, said)


def _back(visit: MemberVisit, sentence: str) -> Response:
    there = see(visit.url("asks-choice", community=visit.community.slug))
    return with_notice(visit, there, sentence)
