"""The stewards' page of rounds: how they are held, what came of each, and holding one now."""

from starlette.responses import Response

from eventnet import clock
from eventnet.communities.policies import MemberVisit
from eventnet.errors import Conflict
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.rounds import actions
from eventnet.rounds.beginning import begin_now
from eventnet.rounds.figures import lines
from eventnet.rounds.forms import LENGTHS, SettingUp
from eventnet.rounds.queries import number_taking_part, setting_of
from eventnet.rounds.words import called, held_in_words, next_round, rhythms, weekdays
from eventnet.templating import render
from eventnet.versions import version_of

PAGE = 20


def desk(visit: MemberVisit) -> Response:
    """Show a steward how rounds are held, and what came of them."""
    setting = setting_of(visit.session, visit.community.id)
    return _page(visit, Form.of(SettingUp.of(setting, clock.now().date())))


def _page(visit: MemberVisit, form: Form[SettingUp], status: int = 200) -> Response:
    session, now, community = visit.session, clock.now(), visit.community
    setting = setting_of(session, community.id)
    found = lines(session, community.id, now)
    path = visit.url("rounds-desk", community=community.slug)
    asked = visit.request.query_params.get("page", "1")
    pages = pager(len(found), asked, size=PAGE, path=path, query={})
    context = {
        "community": community,
        "setting": setting,
        "form": form,
        "version": form.value("version")
        if status == 422
        else version_of(setting, only=actions.SHOWN)
        if setting
        else "",
        "next_round": next_round(setting, now),
        "taking_part": number_taking_part(session, community.id),
        "lines": found[pages.offset : pages.offset + PAGE],
        "pager": pages,
        "called": called,
        "held_in_words": held_in_words,
        "rhythms": rhythms(),
        "weekdays": weekdays(),
        "lengths": [(one, _("%(num)d minutes", num=one)) for one in LENGTHS],
    }
    return render(visit, "rounds/desk.html", context, status=status)


def set_up(visit: MemberVisit) -> Response:
    """Say how rounds are held."""
    form: Form[SettingUp] = Form.read(SettingUp, visit.form)
    if not form.valid:
        return _page(visit, form, 422)
    try:
        actions.set_up(visit.session, visit.community.id, form.data, visit.account.id)
    except Conflict as conflict:
        form.refuse("", conflict.sentence)
        return _page(visit, form, conflict.status)
    return _back(visit, _("Saved."))


def run(visit: MemberVisit) -> Response:
    """Hold a round now."""
    begin_now(visit.session, visit.community.id, visit.account.id)
    return _back(visit, _("The round is under way. In a minute at most everybody has a mail."))


def _back(visit: MemberVisit, said: str) -> Response:
    return with_notice(visit, see(visit.url("rounds-desk", community=visit.community.slug)), said)
