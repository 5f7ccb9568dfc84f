"""The front pages."""

from starlette.responses import Response

from eventnet import clock
from eventnet.accounts.policies import Visitor
from eventnet.communities.models import MemberRole
from eventnet.communities.policies import MemberVisit
from eventnet.communities.queries import communities_of, member_count
from eventnet.dates import day
from eventnet.home.queries import deleted_lately, events_of, left_lately, my_events, upcoming_events
from eventnet.mail.waiting import no_server
from eventnet.members.record import record
from eventnet.templating import render


def home(visit: Visitor) -> Response:
    """Show what this place is, or what the reader has to do with it."""
    if visit.account is None:
        upcoming = upcoming_events(visit.session, clock.now())
        return render(visit, "home/welcome.html", {"events": upcoming})
    account_id, operates = visit.account.id, visit.account.is_operator
    mine = my_events(visit.session, account_id, clock.now())
    belongs = [community for community, _membership in communities_of(visit.session, account_id)]
    context = {
        "events": mine,
        "left": left_lately(visit.session, account_id, clock.now()),
        "deleted": deleted_lately(visit.session, account_id, clock.now()),
        "communities": belongs,
        "others": upcoming_events(visit.session, clock.now()) if operates and not mine else [],
        "trouble": no_server(visit.session, visit.settings) if operates else None,
    }
    return render(visit, "home/mine.html", context)


def community(visit: MemberVisit) -> Response:
    """Show a community to one of its members."""
    stewards_it = visit.membership.role is MemberRole.STEWARD
    mine = record(visit.session, visit.membership, clock.now())
    context = {
        "community": visit.community,
        "stewards_it": stewards_it,
        "people": member_count(visit.session, visit.community.id),
        "record": mine,
        "promised": mine.promised(),
        "day": day,
        "today": clock.now().date(),
        "events": events_of(visit.session, visit.community, clock.now(), preparing=stewards_it),
    }
    return render(visit, "communities/community.html", context)
