"""The stewards' page of how long things are kept; and the link by which somebody stays."""

from starlette.responses import Response

from eventnet import clock
from eventnet.accounts.policies import Visitor
from eventnet.communities.models import Community
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.errors import Conflict
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.stewardship.forms import Keeping
from eventnet.stewardship.idle import WARNED, stay, warned
from eventnet.stewardship.keeping import save_rule, version, years_said
from eventnet.stewardship.over import Years, counts, rule_of, years_of
from eventnet.stewardship.words import going_in_words
from eventnet.templating import render


def show(visit: MemberVisit) -> Response:
    """Show for how long what is kept, and what goes next."""
    rule = rule_of(visit.session, visit.community.id)
    return _page(visit, Form.of(Keeping.of(rule, version(rule))), years_of(rule))


def _page(
    visit: MemberVisit, form: Form[Keeping], years: Years | None, status: int = 200
) -> Response:
    going = counts(visit.session, visit.community.id, years, clock.now()) if years else None
    context = {
        "community": visit.community,
        "form": form,
        "going": going_in_words(going) if going is not None else None,
        "warned_days": WARNED.days,
    }
    return render(visit, "stewardship/keeping.html", context, status=status)


def save(visit: MemberVisit) -> Response:
    """Show what would go, or keep things for so long from now on."""
    form: Form[Keeping] = Form.read(Keeping, visit.form)
    if not form.valid:
        return _page(visit, form, None, 422)
    years = years_said(form.data)
    if visit.form.get("do") != "save":
        return _page(visit, form, years)
    try:
        save_rule(visit.session, visit.community.id, form.data, by=visit.account.id)
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _page(visit, form, years, refused.status)
    there = see(visit.url("steward-keeping", community=visit.param("community")))
    return with_notice(visit, there, _("Saved. It is carried out every night."))


def show_stay(visit: Visitor) -> Response:
    """Show what staying does. Mail scanners open links, so opening changes nothing."""
    member = warned(visit.session, visit.settings, visit.param("token"))
    context = {
        "token": visit.param("token"),
        "name": visit.session.get_one(Community, member.community_id).name,
        "ends": day(member.ends_at.date(), "long") if member.ends_at else None,
        "done": False,
    }
    return render(visit, "stewardship/stay.html", context)


def stay_now(visit: Visitor) -> Response:
    """Keep one's membership."""
    token = visit.param("token")
    member = warned(visit.session, visit.settings, token)
    name = visit.session.get_one(Community, member.community_id).name
    stay(visit.session, visit.settings, token)
    context = {"token": token, "name": name, "ends": None, "done": True}
    return render(visit, "stewardship/stay.html", context)
