"""The stewards' page of members: who is here, in which role, and who is not any more."""

from pydantic import ValidationError
from starlette.responses import Response

from eventnet import clock
from eventnet.communities.actions import dismiss_steward
from eventnet.communities.policies import MemberVisit
from eventnet.dates import day
from eventnet.errors import Conflict
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.notices import Level, with_notice
from eventnet.paging import pager
from eventnet.redirects import see
from eventnet.stewardship import actions
from eventnet.stewardship.forms import Removal
from eventnet.stewardship.roll import Wanted, count, events_of, members
from eventnet.stewardship.words import filters
from eventnet.templating import render

PAGE = 50


def show(visit: MemberVisit) -> Response:
    """List the members of the community."""
    params = visit.request.query_params
    try:
        wanted = Wanted.model_validate({name: params.get(name, "") for name in Wanted.model_fields})
    except ValidationError:
        wanted = Wanted()
    session, community_id, now = visit.session, visit.community.id, clock.now()
    pages = pager(
        count(session, community_id, wanted, now),
        params.get("page", "1"),
        size=PAGE,
        path=visit.url("steward-members", community=visit.community.slug),
        query=wanted.model_dump(),
    )
    context = {
        "community": visit.community,
        "members": members(session, community_id, wanted, now, (pages.offset, PAGE)),
        "me": visit.membership.id,
        "form": Form.of(wanted),
        "wanted": wanted,
        "filters": filters(),
        "events": [("", _("Any or none")), *events_of(session, community_id)],
        "pager": pages,
        "day": day,
    }
    return render(visit, "stewardship/members.html", context)


def appoint(visit: MemberVisit) -> Response:
    """Let a member look after the community too."""
    actions.make_steward(
        visit.session,
        visit.settings,
        visit.community.id,
        visit.param("membership"),
        by=visit.account.id,
    )
    return _back(visit, _("They are a steward now, and were told by mail."))


def dismiss(visit: MemberVisit) -> Response:
    """Make a steward a member like all others."""
    own = visit.param("membership") == visit.membership.id
    try:
        dismiss_steward(
            visit.session, visit.community.id, visit.param("membership"), by=visit.account.id
        )
    except Conflict as refused:
        return _back(visit, refused.sentence, "stop")
    if own:
        there = see(visit.url("community", community=visit.param("community")))
        return with_notice(visit, there, _("You are a member like all others now."))
    return _back(visit, _("They are a member like all others now."))


def ask_removal(visit: MemberVisit) -> Response:
    """Ask for the reason, which they read, and say what happens."""
    return _removal(visit, Form())


def _removal(visit: MemberVisit, form: Form[Removal], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "member": actions.member_line(visit.session, visit.community.id, visit.param("membership")),
        "form": form,
    }
    return render(visit, "stewardship/remove.html", context, status=status)


def remove(visit: MemberVisit) -> Response:
    """Remove a member."""
    form: Form[Removal] = Form.read(Removal, visit.form)
    if not form.valid:
        return _removal(visit, form, 422)
    try:
        actions.remove_member(
            visit.session,
            visit.settings,
            visit.community.id,
            visit.param("membership"),
            form.data.reason,
            by=visit.account.id,
        )
    except Conflict as refused:
        form.refuse("", refused.sentence)
        return _removal(visit, form, refused.status)
    words = _("They are no longer a member, and were told why. You find them under “Removed”.")
    return _back(visit, words)


def take_back(visit: MemberVisit) -> Response:
    """Let somebody who was removed be a member again."""
    actions.take_back(
        visit.session,
        visit.settings,
        visit.community.id,
        visit.param("membership"),
        by=visit.account.id,
    )
    return _back(visit, _("They are a member again, and were told by mail."))


def _back(visit: MemberVisit, words: str, level: Level = "good") -> Response:
    there = see(visit.url("steward-members", community=visit.param("community")))
    return with_notice(visit, there, words, level)
