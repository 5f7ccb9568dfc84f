"""Pages of communities: the operator's list, their stewards, and leaving."""

from starlette.responses import Response

from eventnet.accounts.policies import AccountVisit
from eventnet.communities import actions
from eventnet.communities.forms import NewCommunity, NewSteward
from eventnet.communities.policies import CommunityVisit, MemberVisit
from eventnet.communities.queries import all_communities, stewards
from eventnet.forms import Form
from eventnet.i18n import gettext as _
from eventnet.mail.waiting import no_server
from eventnet.notices import with_notice
from eventnet.redirects import see
from eventnet.templating import render


def communities(visit: AccountVisit) -> Response:
    """List all communities to an operator."""
    return _list(visit, Form())


def _list(visit: AccountVisit, form: Form[NewCommunity], status: int = 200) -> Response:
    context = {
        "communities": all_communities(visit.session),
        "form": form,
        "trouble": no_server(visit.session, visit.settings),
    }
    return render(visit, "communities/list.html", context, status=status)


def create(visit: AccountVisit) -> Response:
    """Make a community."""
    form: Form[NewCommunity] = Form.read(NewCommunity, visit.form)
    if not form.valid:
        return _list(visit, form, 422)
    try:
        community = actions.create_community(visit.session, visit.account.id, form.data)
    except actions.SlugTaken as taken:
        form.refuse("slug", taken.sentence)
        return _list(visit, form, taken.status)
    there = see(visit.url("community", community=community.slug))
    return with_notice(visit, there, _("The community is there. You are its first steward."))


def show_stewards(visit: CommunityVisit) -> Response:
    """Show to an operator who looks after a community."""
    return _stewards(visit, Form())


def _stewards(visit: CommunityVisit, form: Form[NewSteward], status: int = 200) -> Response:
    context = {
        "community": visit.community,
        "stewards": [
            {"membership": membership.id, "email": email}
            for membership, email in stewards(visit.session, visit.community.id)
        ],
        "form": form,
    }
    return render(visit, "communities/stewards.html", context, status=status)


def appoint(visit: CommunityVisit) -> Response:
    """Let somebody look after the community."""
    form: Form[NewSteward] = Form.read(NewSteward, visit.form)
    if not form.valid:
        return _stewards(visit, form, 422)
    actions.appoint_steward(
        visit.session, visit.settings, visit.community.id, form.data.email, by=visit.account.id
    )
    there = see(visit.url("stewards", community=visit.param("community")))
    return with_notice(visit, there, _("%(email)s is a steward now.", email=form.data.email))


def dismiss(visit: CommunityVisit) -> Response:
    """Make a steward a member like all others."""
    there = see(visit.url("stewards", community=visit.param("community")))
    try:
        actions.dismiss_steward(
            visit.session, visit.community.id, visit.param("membership"), by=visit.account.id
        )
    except actions.LastSteward as refused:
        return with_notice(visit, there, refused.sentence, "stop")
    return with_notice(visit, there, _("They are a member like all others now."))


def leave(visit: MemberVisit) -> Response:
    """Leave a community."""
    name = visit.community.name
    try:
        actions.leave_community(visit.session, visit.community.id, visit.account.id)
    except actions.LastSteward as refused:
        there = see(visit.url("community", community=visit.param("community")))
        return with_notice(visit, there, refused.sentence, "stop")
    there = see(visit.url("home"))
    return with_notice(visit, there, _("You have left %(community)s.", community=name))
