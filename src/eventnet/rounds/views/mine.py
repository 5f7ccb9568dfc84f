"""A member's page of rounds: how they take part, the talk they have, and those they had."""

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.rounds import actions
from eventnet.rounds.forms import TakingPart
from eventnet.rounds.policies import calendar_token
from eventnet.rounds.queries import setting_of, taking_part, talks_of
from eventnet.rounds.talks_shown import show
from eventnet.rounds.words import how_often, next_round, weekdays
from eventnet.rounds.zones import zone_for
from eventnet.templating import render
from eventnet.time_zones import zone_names

PAGE = 20


def rounds(visit: MemberVisit) -> Response:
    """Show a member their talks, and how they take part."""
    mine = taking_part(visit.session, visit.membership.id)
    zone = zone_for(visit.session, visit.account, visit.community.id)
    return _page(visit, Form.of(TakingPart.of(mine, zone)))


def _page(visit: MemberVisit, form: Form[TakingPart], status: int = 200) -> Response:
    session, now, community = visit.session, clock.now(), visit.community
    mine, setting = taking_part(session, visit.membership.id), setting_of(session, community.id)
    zone = mine.time_zone if mine else zone_for(session, visit.account, community.id)
    own = talks_of(session, visit.membership.id)
    ahead = [one for one in own if one.stands and not one.is_over(now)][::-1]
    past = [one for one in own if one not in ahead]
    path = visit.url("rounds", community=community.slug)
    asked = visit.request.query_params.get("page", "1")
    pages = pager(len(past), asked, size=PAGE, path=path, query={})
    part = past[pages.offset : pages.offset + PAGE]
    shown = show(session, visit.membership.id, ahead + part, zone)
    context = {
        "community": community,
        "setting": setting,
        "how_often": how_often(setting) if setting else "",
        "next_round": next_round(setting, now),
        "stewards_it": visit.membership.role is MemberRole.STEWARD,
        "mine": mine,
        "form": form,
        "ahead": shown[: len(ahead)],
        "past": shown[len(ahead) :],
        "pager": pages,
        "now": now,
        "zones": [(name, name) for name in zone_names()],
        "days": [(number, name, "") for number, name in weekdays()],
        "hours": [(hour, f"{hour:02}:00") for hour in range(25)],
        "feed": visit.link("rounds-calendar", token=calendar_token(visit.settings.key, mine))
        if mine
        else "",
    }
    return render(visit, "rounds/rounds.html", context, status=status)


def take_part(visit: MemberVisit) -> Response:
    """Let the reader take part, or change how they do."""
    form: Form[TakingPart] = Form.read(TakingPart, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    actions.take_part(visit.session, visit.community.id, visit.membership.id, form.data)
    return _back(visit, _("Saved. You are told by mail as soon as there is somebody for you."))


def stop(visit: MemberVisit) -> Response:
    """Let the reader take part no more."""
    actions.stop(visit.session, visit.membership.id)
    return _back(visit, _("You take part in no more rounds. A talk that you have stands."))


def renew(visit: MemberVisit) -> Response:
    """Give the reader's calendar a new address."""
    actions.renew_calendar(visit.session, visit.membership.id, visit.account.id)
    return _back(visit, _("Your calendar has a new address. The old one no longer works."))


def _back(visit: MemberVisit, said: str) -> Response:
    return with_notice(visit, see(visit.url("rounds", community=visit.community.slug)), said)
